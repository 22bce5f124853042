// Which step can enable or disable which: from what conditions ask for, what texts write, and what was written in the past.
import type { StepFacts, Write, Written } from '../facts.ts';
import type { Condition, StepInfo } from '../step.ts';
import { commonMatch } from './common-match.ts';
import type { StepWrite } from './finding.ts';
import { implies } from './implies.ts';
import { type Leaf, leavesOf, touches } from './leaves.ts';
import { canFulfil } from './written-value.ts';

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `begins`: it makes a subtask whose data the other asks for, or asked for when it ran there first. */
  readonly kind: 'enables' | 'disables' | 'begins';
  /** Places that the one writes and the other asks for. */
  readonly paths: readonly string[];
  /** It was seen in a task, or the text says it; else it may be so. */
  readonly isObserved: boolean;
}

export interface StepGraph {
  readonly steps: readonly string[];
  readonly edges: readonly GraphEdge[];
  /** Steps that may write anything: of them nothing more is told than what was seen. */
  readonly unclear: readonly string[];
}

export interface GraphInput {
  /** Those that are on. */
  readonly steps: readonly StepInfo[];
  readonly facts: readonly StepFacts[];
  readonly observed: readonly StepWrite[];
  /** Steps that made subtasks, and those that ran there first. */
  readonly begun: readonly { readonly from: string; readonly to: string }[];
}

export function stepGraph({ steps, facts, observed, begun }: GraphInput): StepGraph {
  const known = new Map(facts.map((each) => [each.step, each]));
  const byFirstKey = leavesByKey(steps);
  const edges = new Edges();
  for (const step of steps) {
    const own = (known.get(step.name)?.writes ?? []).map((write) => ({ write, isObserved: false }));
    const seen = observed.filter((one) => one.step === step.name).map(({ write }) => ({ write, isObserved: true }));
    // Handed to other code is not written yet: there only what was seen counts.
    for (const { write, isObserved } of [...own.filter(({ write }) => !write.isDeep), ...seen])
      for (const target of targetsOf(write, byFirstKey)) edges.add(step, target, write, isObserved);
    for (const data of known.get(step.name)?.begins ?? [])
      for (const target of steps) edges.begin(step.name, target.name, placesAsked(data, target), false);
  }
  const names = new Set(steps.map(({ name }) => name));
  for (const { from, to } of begun) if (names.has(from) && names.has(to)) edges.begin(from, to, [], true);
  const unclear = steps.filter(({ name }) => known.get(name)?.isUnclear ?? true).map(({ name }) => name);
  return { steps: steps.map(({ name }) => name), edges: edges.all(), unclear };
}

interface Target {
  readonly step: StepInfo;
  readonly leaf: Leaf;
}

function leavesByKey(steps: readonly StepInfo[]): ReadonlyMap<string, readonly Target[]> {
  const found = new Map<string, Target[]>();
  for (const step of steps)
    for (const leaf of leavesOf(step.condition)) {
      const key = leaf.path[0] ?? '';
      const known = found.get(key);
      if (known) known.push({ step, leaf });
      else found.set(key, [{ step, leaf }]);
    }
  return found;
}

function targetsOf(write: Write, byFirstKey: ReadonlyMap<string, readonly Target[]>): readonly Target[] {
  const [key] = write.path;
  const near = typeof key === 'string' ? (byFirstKey.get(key) ?? []) : [...byFirstKey.values()].flat();
  return near.filter(({ leaf }) => touches(write, leaf.path));
}

/** Of that data; null where it does not match, and where the condition asks nothing of it. */
function placesAsked(data: Written, { condition }: StepInfo): readonly string[] | null {
  if (data.kind !== 'object') return null;
  const leaves = leavesOf(condition);
  const begins = { path: [], isDeep: false, kind: 'set', value: data } as const;
  if (leaves.some((leaf) => canFulfil(begins, leaf.path, leaf.condition) === 'no')) return null;
  const given = leaves.filter(({ path }) => data.fields.some(([key]) => key === path[0]));
  return given.length > 0 ? given.map(({ path }) => path.join('.')) : null;
}

class Edges {
  readonly #found = new Map<
    string,
    { edge: Omit<GraphEdge, 'paths' | 'isObserved'>; paths: Set<string>; isObserved: boolean }
  >();

  add(from: StepInfo, { step: to, leaf }: Target, write: Write, isObserved: boolean): void {
    if (from.name === to.name) return;
    const before = askedAt(from, leaf.path);
    const can = canFulfil(write, leaf.path, leaf.condition);
    if (can !== 'no' && !(before && implies(before, leaf.condition))) {
      // What is not known of a value that is written does not take it away.
      if (can === 'yes' || leaf.condition.kind !== 'null') this.#note(from, to, 'enables', leaf, isObserved);
    }
    const wasPossible = before === undefined || meet(before, leaf.condition);
    const takes = can === 'no' || (can === 'maybe' && leaf.condition.kind === 'null');
    if (takes && wasPossible) this.#note(from, to, 'disables', leaf, isObserved);
  }

  /** `paths`: null where it does not. */
  begin(from: string, to: string, paths: readonly string[] | null, isObserved: boolean): void {
    if (paths !== null) this.#edge({ from, to, kind: 'begins' }, paths, isObserved);
  }

  #note(from: StepInfo, to: StepInfo, kind: GraphEdge['kind'], leaf: Leaf, isObserved: boolean): void {
    this.#edge({ from: from.name, to: to.name, kind }, [leaf.path.join('.')], isObserved);
  }

  #edge(edge: Omit<GraphEdge, 'paths' | 'isObserved'>, paths: readonly string[], isObserved: boolean): void {
    const key = JSON.stringify([edge.from, edge.to, edge.kind]);
    const known = this.#found.get(key) ?? { edge, paths: new Set(), isObserved: false };
    for (const path of paths) known.paths.add(path);
    this.#found.set(key, { ...known, isObserved: known.isObserved || isObserved });
  }

  all(): readonly GraphEdge[] {
    return [...this.#found.values()].map(({ edge, paths, isObserved }) => ({ ...edge, paths: [...paths], isObserved }));
  }
}

/** What a step itself asks for at a place: of an object, that it is one. */
function askedAt({ condition }: StepInfo, path: readonly string[]): Condition | undefined {
  let found: Condition | undefined = condition;
  for (const key of path) {
    if (found?.kind !== 'object') return undefined;
    found = found.fields.find(([name]) => name === key)?.[1];
  }
  return found;
}

function meet(one: Condition, other: Condition): boolean {
  const at = (condition: Condition) => ({ kind: 'object', fields: [['x', condition]] }) as const;
  return commonMatch(at(one), at(other)).kind !== 'none';
}
