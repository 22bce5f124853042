// The steps in force, put together of what is told of them one by one. A step that did not change stays the very same object, also
// where a new process tells of all anew: whoever comes after knows by identity what there is to do.
import type { Loaded } from '../events.ts';
import type { Problem, StepInfo } from '../step.ts';
import type { AllLoaded, LoadedStep } from './protocol.ts';

export class StepList {
  #steps: readonly StepInfo[] = [];
  #byFile = new Map<string, StepInfo>();
  /** Told since they were last put together: the step as it was, where that says the same. */
  #told = new Map<string, LoadedStep | StepInfo>();
  #files: readonly string[] = [];
  /** What is still to be put together. */
  #noted: AllLoaded | null = null;

  /** A new process tells everything anew; until then they are what they were. */
  begin(): void {
    this.#told = new Map();
    this.#noted = null;
  }

  take(step: LoadedStep): void {
    const before = this.#byFile.get(step.file);
    this.#told.set(step.file, before && isSame(before, step) ? before : step);
  }

  noteLoaded(loaded: AllLoaded): void {
    this.#files = loaded.files ?? this.#files;
    this.#noted = loaded;
  }

  /** In creation order. Put together when somebody asks: a new process loads twice, and in between steps are missing. */
  get steps(): readonly StepInfo[] {
    this.#settle();
    return this.#steps;
  }

  /** The last text of this file is in force. */
  readonly isGood = (file: string): boolean => {
    this.#settle();
    return this.#byFile.get(file)?.stale === false;
  };

  /** `toxic`: what is to be said of files that were left out. */
  told({ files: _, stale: __, problems, ...others }: AllLoaded, toxic: readonly Problem[] = []): Loaded {
    return { ...others, steps: this.steps, problems: [...problems, ...toxic] };
  }

  #settle(): void {
    if (this.#noted) this.#putTogether(this.#files, new Set(this.#noted.stale));
  }

  #putTogether(files: readonly string[], stale: ReadonlySet<string>): void {
    const last = this.#steps;
    const next: StepInfo[] = [];
    for (const file of files) {
      const there = last[next.length];
      const before = there?.file === file ? there : this.#byFile.get(file);
      const told = this.#told.get(file) ?? before;
      if (!told) continue;
      const step = placed(told, next.length, stale.has(file));
      if (step !== before) this.#byFile.set(file, step);
      next.push(step);
    }
    if (this.#byFile.size > next.length) this.#byFile = new Map(next.map((step) => [step.file, step]));
    if (next.length !== last.length || next.some((step, order) => step !== last[order])) this.#steps = next;
    this.#told = new Map();
    this.#noted = null;
  }
}

/** The very same one where it stands there already. */
export function placed(step: LoadedStep | StepInfo, order: number, stale: boolean): StepInfo {
  if ('order' in step && step.order === order && step.stale === stale) return step;
  const { name, file, condition, specificity, disabled } = step;
  return { name, file, condition, specificity, order, disabled, stale };
}

/** What a condition asks for is all that its specificity follows from. */
export function isSame(one: LoadedStep, other: LoadedStep): boolean {
  return one.disabled === other.disabled && JSON.stringify(one.condition) === JSON.stringify(other.condition);
}
