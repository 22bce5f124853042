// Regular expressions and predicates of conditions: user code, so it runs here only, and the watch knows whose it is.
import type { Judge } from '../engine/condition.ts';
import type { Predicate } from '../engine/read-condition.ts';
import type { Condition, StepInfo } from '../step.ts';

/** `watch` hears the index of the step whose condition is judged, and -1 afterwards. */
export function judgeOf(
  predicates: ReadonlyMap<string, Predicate>,
  steps: readonly StepInfo[],
  watch: (index: number) => void,
): Judge {
  const compiled = new Map<string, RegExp>();
  let owners: ReadonlyMap<string, number> | null = null;
  const watched = <T>(key: string, run: () => T): T => {
    owners ??= ownersOf(steps);
    watch(owners.get(key) ?? 0);
    try {
      return run();
    } finally {
      watch(-1);
    }
  };
  return {
    regexp(source, flags, value) {
      const key = `/${source}/${flags}`;
      const regexp = compiled.get(key) ?? new RegExp(source, flags);
      compiled.set(key, regexp);
      return watched(key, () => regexp.test(value));
    },
    predicate(name, value) {
      // A copy: matching never changes the data.
      const given = typeof value === 'object' ? structuredClone(value) : value;
      return watched(name, () => answered(predicates.get(name)?.(given)));
    },
  };
}

/** A promise is true whatever will come of it: it is no answer. */
function answered(given: unknown): boolean {
  if (!(given instanceof Promise)) return Boolean(given);
  given.catch(() => {});
  throw new TypeError('it gave a promise: a function in a condition must answer at once');
}

/** Which step is to blame for a regular expression or predicate: the first that has it. */
function ownersOf(steps: readonly StepInfo[]): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  const visit = (condition: Condition, index: number): void => {
    const key =
      condition.kind === 'regexp'
        ? `/${condition.source}/${condition.flags}`
        : condition.kind === 'predicate'
          ? condition.name
          : null;
    if (key !== null && !owners.has(key)) owners.set(key, index);
    if (condition.kind === 'object') for (const [, inner] of condition.fields) visit(inner, index);
    if (condition.kind === 'array') for (const inner of condition.elements) visit(inner, index);
  };
  for (const [index, step] of steps.entries()) visit(step.condition, index);
  return owners;
}
