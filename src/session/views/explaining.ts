// Explains a step's condition on a snapshot, with the verdicts that only the sandbox could give.

import { distance, type Explained, explain, leafMatches } from '../../engine/condition.ts';
import { isObject } from '../../json.ts';
import type { Condition, Json, JsonObject, StepInfo } from '../../step.ts';
import type { Snapshot } from '../snapshot.ts';
import { verdictKey, verdictStep } from '../verdict-key.ts';

type Verdicts = Snapshot['verdicts'];

export function explainStep(step: StepInfo, snapshot: Pick<Snapshot, 'data' | 'verdicts'>): Explained {
  const { data, verdicts } = snapshot;
  if (verdicts.size === 0) return explain(step.condition, data, () => undefined);
  return explain(step.condition, data, (leaf, at) => verdicts.get(verdictKey(step.name, leaf, at)));
}

/** What is known of a step, and how it was last judged. */
interface Known {
  readonly keys: readonly string[];
  readonly judge: Judging;
  /** What the condition's top-level fields were when it was judged. */
  readonly roots: (Json | undefined)[];
  /** Negative before it was ever judged. */
  distance: number;
}

/**
 * How many leaves of a step's condition fail. A step is judged anew only where a top-level value that its condition names
 * is another one than last time: a turn that touches one of a hundred documents does not cost ten thousand judgements.
 */
export function createDistances(): (step: StepInfo, snapshot: Snapshot) => number {
  const known = new WeakMap<StepInfo, Known>();
  const judgedSteps = new WeakMap<Verdicts, ReadonlySet<string>>();
  return (step, snapshot) => {
    const { data, verdicts } = snapshot;
    if (verdicts.size > 0 && stepsJudged(judgedSteps, verdicts).has(step.name))
      return distance(explainStep(step, snapshot));
    const last = known.get(step) ?? looked(step.condition);
    if (last.distance < 0) known.set(step, last);
    if (isAsBefore(last, data)) return last.distance;
    const fresh = last.judge === 'counting' ? failing(step.condition, data) : distance(explainStep(step, snapshot));
    last.distance = last.judge === 'sandbox' ? -1 : fresh;
    return fresh;
  };
}

function looked(condition: StepInfo['condition']): Known {
  const keys = condition.fields.map(([key]) => key);
  const judge = judgeOf(condition);
  return { keys, judge, roots: keys.map(() => undefined), distance: -1 };
}

/** Remembers what is there now. In each frame for each step: nothing is made in it. */
function isAsBefore(last: Known, data: JsonObject): boolean {
  let isSame = last.distance >= 0;
  for (let index = 0; index < last.keys.length; index++) {
    const key = last.keys[index] ?? '';
    const root = Object.hasOwn(data, key) ? data[key] : undefined;
    if (root !== last.roots[index]) isSame = false;
    last.roots[index] = root;
  }
  return isSame;
}

function stepsJudged(cache: WeakMap<Verdicts, ReadonlySet<string>>, verdicts: Verdicts): ReadonlySet<string> {
  const cached = cache.get(verdicts);
  if (cached !== undefined) return cached;
  const steps = new Set<string>();
  for (const key of verdicts.keys()) steps.add(verdictStep(key));
  cache.set(verdicts, steps);
  return steps;
}

/** The distance of what `explain` says about a simple condition; below a missing parent nothing is fulfilled. */
function failing(condition: Condition, value: Json | undefined, inside = true): number {
  if (condition.kind === 'array') return 0;
  if (condition.kind !== 'object') return inside && leafMatches(condition, value, NO_JUDGE) ? 0 : 1;
  const holds = isObject(value);
  let count = 0;
  for (let index = 0; index < condition.fields.length; index++) {
    const field = condition.fields[index];
    if (field === undefined) continue;
    const there = holds && Object.hasOwn(value, field[0]) ? value[field[0]] : undefined;
    count += failing(field[1], there, holds);
  }
  return count === 0 && !holds ? 1 : count;
}

const NO_JUDGE = { regexp: () => false, predicate: () => false };

/**
 * `counting`: objects and leaves that can be judged here, of which those that fail need only be counted; `explaining`: arrays as
 * well; `sandbox`: there are leaves that only the sandbox can judge.
 */
type Judging = 'counting' | 'explaining' | 'sandbox';

/** Asked once for each of ten thousand steps before the first agenda is there: nothing is made in it. */
function judgeOf(condition: Condition): Judging {
  if (condition.kind === 'regexp' || condition.kind === 'predicate') return 'sandbox';
  if (condition.kind !== 'object' && condition.kind !== 'array') return 'counting';
  let most: Judging = condition.kind === 'array' ? 'explaining' : 'counting';
  const parts = condition.kind === 'array' ? condition.elements : condition.fields;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) continue;
    const inner = judgeOf('kind' in part ? part : part[1]);
    if (inner === 'sandbox') return inner;
    if (inner === 'explaining') most = inner;
  }
  return most;
}
