// Which leaves of conditions were seen fulfilled and which were not, over all turns of all tasks. A leaf is looked at before
// each turn while its step may still run, and only where the object that holds it is there: what is not there cannot tell.

import { type Explained, explain, type Leaf, leafMatches } from '../engine/condition.ts';
import type { Verdict } from '../events.ts';
import { isObject } from '../json.ts';
import type { Condition, Json, JsonObject, Path, StepInfo } from '../step.ts';

export interface Coverage {
  /** `covered`: those that ran. */
  readonly steps: { readonly covered: number; readonly total: number };
  /** `both`: those that were seen true and seen false. */
  readonly leaves: { readonly both: number; readonly total: number };
  readonly bySteps: readonly StepCoverage[];
}

export interface StepCoverage {
  readonly step: string;
  readonly file: string;
  /** Turns in which it ran. */
  readonly ran: number;
  readonly leaves: readonly LeafCoverage[];
}

/** `path`: its place in the condition. Neither seen true nor seen false: it was never looked at. */
export interface LeafCoverage {
  readonly path: Path;
  readonly seenTrue: boolean;
  readonly seenFalse: boolean;
}

/** How things stood before a turn. `verdictOf`: of leaves that only the sandbox can judge. */
export interface Moment {
  readonly data: JsonObject;
  readonly fired: Pick<ReadonlySet<string>, 'has'>;
  verdictOf(step: string): ((leaf: Path, at: Path) => Verdict | undefined) | null;
}

/** Of several runs of the same steps. */
export function mergedCoverage(all: readonly Coverage[]): Coverage | null {
  const steps = new Map<string, StepCoverage>();
  for (const { bySteps } of all)
    for (const one of bySteps) {
      const before = steps.get(one.step);
      steps.set(one.step, before ? mergedStep(before, one) : one);
    }
  return all.length === 0 ? null : summed([...steps.values()]);
}

function mergedStep(a: StepCoverage, b: StepCoverage): StepCoverage {
  const other = new Map(b.leaves.map((leaf) => [JSON.stringify(leaf.path), leaf]));
  const leaves = a.leaves.map((leaf) => {
    const same = other.get(JSON.stringify(leaf.path));
    return same
      ? { ...leaf, seenTrue: leaf.seenTrue || same.seenTrue, seenFalse: leaf.seenFalse || same.seenFalse }
      : leaf;
  });
  return { ...a, ran: a.ran + b.ran, leaves };
}

function summed(bySteps: readonly StepCoverage[]): Coverage {
  const leaves = bySteps.flatMap((step) => step.leaves);
  return {
    steps: { covered: bySteps.filter(({ ran }) => ran > 0).length, total: bySteps.length },
    leaves: { both: leaves.filter(({ seenTrue, seenFalse }) => seenTrue && seenFalse).length, total: leaves.length },
    bySteps,
  };
}

/** In percent; all of nothing is everything. */
export function percentOf({ leaves: { both, total } }: Coverage): number {
  return total === 0 ? 100 : (both / total) * 100;
}

export class CoverageCollector {
  readonly #steps: ReadonlyMap<string, Watched>;
  /** Steps that have not shown all that they can. */
  #open: readonly Watched[];

  /** Steps that are switched off take no part. */
  constructor(steps: readonly StepInfo[]) {
    const on = steps.filter(({ disabled }) => !disabled);
    this.#steps = new Map(on.map((step) => [step.name, new Watched(step)]));
    this.#open = [...this.#steps.values()];
  }

  /** One task: how things stood before each of its turns and after the last, and the steps that ran. */
  add(moments: readonly Moment[], ran: readonly string[]): void {
    for (const step of ran) {
      const watched = this.#steps.get(step);
      if (watched) watched.ran++;
    }
    for (const moment of moments) for (const watched of this.#open) watched.look(moment);
    this.#open = this.#open.filter(({ isDone }) => !isDone);
  }

  coverage(): Coverage {
    return summed([...this.#steps.values()].map((watched) => watched.told()));
  }
}

interface Place {
  readonly path: Path;
  readonly leaf: Leaf;
  seenTrue: boolean;
  seenFalse: boolean;
}

/** One step. What it read last time says the same again. */
class Watched {
  ran = 0;
  readonly #places: readonly Place[];
  readonly #needsSandbox: boolean;
  #roots: readonly (Json | undefined)[] = [];

  constructor(readonly step: StepInfo) {
    this.#places = placesOf(step.condition, []);
    this.#needsSandbox = this.#places.some(
      ({ leaf, path }) => leaf.kind === 'regexp' || leaf.kind === 'predicate' || path[0] === '$stash',
    );
  }

  get isDone(): boolean {
    return this.#places.every(({ seenTrue, seenFalse }) => seenTrue && seenFalse);
  }

  look(moment: Moment): void {
    const { name, condition } = this.step;
    if (moment.fired.has(name)) return;
    const { data } = moment;
    const isSame = this.#places.length > 0 && this.#isSame(data);
    if (isSame && !this.#needsSandbox) return;
    const known = moment.verdictOf(name);
    if (known === null && isSimple(condition)) this.#judge(condition, data, { at: 0 });
    else this.#explain(explain(condition, data, known ?? (() => undefined)), true, { at: 0 });
  }

  told(): StepCoverage {
    const { name, file } = this.step;
    const leaves = this.#places.map(({ path, seenTrue, seenFalse }) => ({ path, seenTrue, seenFalse }));
    return { step: name, file, ran: this.ran, leaves };
  }

  /** Notes what it reads now. */
  #isSame(data: JsonObject): boolean {
    const roots = this.step.condition.fields.map(([key]) => (Object.hasOwn(data, key) ? data[key] : undefined));
    const isSame = this.#roots.length > 0 && roots.every((root, index) => root === this.#roots[index]);
    this.#roots = roots;
    return isSame;
  }

  /** Objects and leaves that can be judged here, in the order of the places. */
  #judge(condition: Condition, value: Json | undefined, next: { at: number }): void {
    if (condition.kind !== 'object' || condition.fields.length === 0) {
      this.#note(next.at++, leafHolds(condition, value));
      return;
    }
    if (!isObject(value)) {
      next.at += placesOf(condition, []).length;
      return;
    }
    for (const [key, inner] of condition.fields)
      this.#judge(inner, Object.hasOwn(value, key) ? value[key] : undefined, next);
  }

  #explain(explained: Explained, isHeld: boolean, next: { at: number }): void {
    const { condition, verdict, children, actual } = explained;
    const hasParts = (condition.kind === 'object' && condition.fields.length > 0) || isPatternList(condition);
    if (!hasParts) {
      const at = next.at++;
      if (isHeld && verdict !== 'untested') this.#note(at, verdict === 'ok');
      return;
    }
    const isThere = condition.kind === 'object' ? isObject(actual) : Array.isArray(actual);
    for (const child of children) this.#explain(child, isHeld && isThere, next);
  }

  #note(index: number, holds: boolean): void {
    const place = this.#places[index];
    if (place && holds) place.seenTrue = true;
    else if (place) place.seenFalse = true;
  }
}

function isPatternList(condition: Condition): boolean {
  return condition.kind === 'array' && condition.elements.length > 0;
}

/** In source order. An empty object or list asks for its kind: it is a leaf. */
function placesOf(condition: Condition, path: Path): readonly Place[] {
  if (condition.kind === 'object') {
    if (condition.fields.length === 0) return path.length === 0 ? [] : [place(path, { kind: 'type', type: 'Object' })];
    return condition.fields.flatMap(([key, inner]) => placesOf(inner, [...path, key]));
  }
  if (condition.kind === 'array') {
    if (condition.elements.length === 0) return [place(path, { kind: 'type', type: 'Array' })];
    return condition.elements.flatMap((inner, index) => placesOf(inner, [...path, index]));
  }
  return [place(path, condition)];
}

function place(path: Path, leaf: Leaf): Place {
  return { path, leaf, seenTrue: false, seenFalse: false };
}

const NOBODY = { regexp: () => false, predicate: () => false };

function leafHolds(condition: Condition, value: Json | undefined): boolean {
  if (condition.kind === 'object') return isObject(value);
  if (condition.kind === 'array') return Array.isArray(value);
  return leafMatches(condition, value, NOBODY);
}

function isSimple(condition: Condition): boolean {
  if (condition.kind === 'object') return condition.fields.every(([, inner]) => isSimple(inner));
  if (condition.kind === 'array') return condition.elements.length === 0;
  return condition.kind !== 'regexp' && condition.kind !== 'predicate';
}
