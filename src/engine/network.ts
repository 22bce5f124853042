// All conditions of a workspace as one network: a trie of data paths, at each place a hash of exact values and one shared
// test per distinct other leaf (a Rete alpha network cut down to single documents). Built once per set of steps; it
// holds no task's state.
import type { Condition, Path, StepInfo } from '../step.ts';
import type { Leaf } from './condition.ts';

/** One leaf as asked for by one or more conditions at one place. */
export interface Test {
  readonly id: number;
  readonly path: Path;
  readonly condition: Leaf | Extract<Condition, { kind: 'array' }>;
  /** Indices of the conditions that need it. */
  readonly users: number[];
  /** Its verdict cannot be derived from public data: it travels in the matched event. */
  readonly opaque: boolean;
}

export interface PathNode {
  readonly children: Map<string, PathNode>;
  readonly exact: Map<string | number | boolean, Test>;
  readonly tests: Test[];
}

export interface Network {
  readonly steps: readonly StepInfo[];
  readonly root: PathNode;
  readonly tests: readonly Test[];
  /** Per condition: how many tests it needs. */
  readonly needs: Int32Array;
  /** Per condition: its place in firing order; lower goes first. */
  readonly rank: Int32Array;
  /** The inverse of `rank`. */
  readonly byRank: Int32Array;
  readonly indexOf: ReadonlyMap<string, number>;
}

/** `specificity`: more fields first, then creation order; `order`: creation order alone. */
export type Strategy = 'specificity' | 'order';

export function buildNetwork(steps: readonly StepInfo[], strategy: Strategy): Network {
  const root = emptyNode();
  const tests: Test[] = [];
  const needs = new Int32Array(steps.length);
  for (const [index, step] of steps.entries()) {
    const insert = (condition: Condition, path: Path, node: PathNode): void => {
      if (condition.kind === 'object' && condition.fields.length > 0) {
        for (const [key, inner] of condition.fields) insert(inner, [...path, key], childOf(node, key));
        return;
      }
      needs[index] = (needs[index] ?? 0) + 1;
      const leaf = condition.kind === 'object' ? ({ kind: 'type', type: 'Object' } as const) : condition;
      testAt(node, leaf, path, tests).users.push(index);
    };
    for (const [key, inner] of step.condition.fields) insert(inner, [key], childOf(root, key));
  }
  const byRank = Int32Array.from(steps.keys()).sort((a, b) => compare(steps, a, b, strategy));
  const rank = new Int32Array(steps.length);
  byRank.forEach((condition, place) => {
    rank[condition] = place;
  });
  return { steps, root, tests, needs, rank, byRank, indexOf: new Map(steps.map((step, index) => [step.name, index])) };
}

function compare(steps: readonly StepInfo[], a: number, b: number, strategy: Strategy): number {
  const [x, y] = [steps[a], steps[b]];
  if (!x || !y) return 0;
  return (strategy === 'specificity' ? y.specificity - x.specificity : 0) || x.order - y.order;
}

function emptyNode(): PathNode {
  return { children: new Map(), exact: new Map(), tests: [] };
}

function childOf(node: PathNode, key: string): PathNode {
  const found = node.children.get(key);
  if (found) return found;
  const made = emptyNode();
  node.children.set(key, made);
  return made;
}

function testAt(node: PathNode, condition: Test['condition'], path: Path, tests: Test[]): Test {
  const known =
    condition.kind === 'literal'
      ? node.exact.get(condition.value)
      : node.tests.find((test) => sameTest(test.condition, condition));
  if (known) return known;
  const test: Test = {
    id: tests.length,
    path,
    condition,
    users: [],
    opaque: path[0] === '$stash' || isOpaque(condition),
  };
  tests.push(test);
  if (condition.kind === 'literal') node.exact.set(condition.value, test);
  else node.tests.push(test);
  return test;
}

function sameTest(a: Test['condition'], b: Test['condition']): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'type' && b.kind === 'type') return a.type === b.type;
  if (a.kind === 'regexp' && b.kind === 'regexp') return a.source === b.source && a.flags === b.flags;
  return a.kind === 'null' || a.kind === 'present' || a.kind === 'never';
}

/** Whether a condition holds a leaf that only the sandbox can judge. */
export function isOpaque(condition: Condition): boolean {
  switch (condition.kind) {
    case 'regexp':
    case 'predicate':
      return true;
    case 'object':
      return condition.fields.some(([, inner]) => isOpaque(inner));
    case 'array':
      return condition.elements.some(isOpaque);
    default:
      return false;
  }
}
