// Which steps match one task's data now, kept up to date by what changed: per turn only tests at touched places are
// looked at again, however many steps are loaded. The counts of failing tests are the near-miss distances.

import type { Verdict } from '../events.ts';
import { isObject } from '../json.ts';
import type { Patch } from '../patch.ts';
import type { Json, JsonObject, Path } from '../step.ts';
import { field, type Judge, leafMatches, matches } from './condition.ts';
import type { Network, PathNode, Test } from './network.ts';
import { recordVerdicts } from './verdicts.ts';

/** What stands at a place: a value, `undefined` for a key that an object lacks, NO_PARENT where there is no object to have it. */
const NO_PARENT = Symbol('no parent');
type Place = Json | undefined | typeof NO_PARENT;

export interface AgendaChange {
  readonly on: readonly string[];
  readonly off: readonly string[];
  readonly verdicts: readonly Verdict[];
}

export class Agenda {
  readonly #truth: Uint8Array;
  /** Per condition: tests that fail. */
  readonly #failing: Int32Array;
  readonly #blocked: Uint8Array;
  /** Per place with exact values: the one that holds now. */
  readonly #exact = new Map<PathNode, Test>();
  /** Ranks of the steps that match and may run, ascending. */
  readonly #active: number[] = [];
  readonly #announced = new Set<number>();
  readonly #changed = new Set<number>();
  #verdicts: Verdict[] = [];
  /** Tests of values that are not seen as they are: what is said of one is said anew whenever it changes. */
  readonly #told = new Set<Test>();

  /** `isHidden`: whether others see a value otherwise than it is. */
  constructor(
    readonly network: Network,
    readonly judge: Judge,
    data: JsonObject,
    blocked: Iterable<string>,
    readonly isHidden: (value: Json) => boolean = () => false,
  ) {
    this.#truth = new Uint8Array(network.tests.length);
    this.#failing = Int32Array.from(network.needs);
    this.#blocked = new Uint8Array(network.steps.length);
    for (const name of blocked) {
      const condition = network.indexOf.get(name);
      if (condition !== undefined) this.#blocked[condition] = 1;
    }
    network.needs.forEach((needed, condition) => {
      if (needed === 0) this.#consider(condition);
    });
    this.#visit(network.root, data, []);
  }

  /** Names of matching steps that may run, next one first. */
  names(): string[] {
    return this.#active.map((rank) => this.#name(rank));
  }

  get size(): number {
    return this.#active.length;
  }

  /** The step at that place of the firing order. */
  at(place: number): string | undefined {
    const rank = this.#active[place];
    return rank === undefined ? undefined : this.#name(rank);
  }

  has(step: string): boolean {
    const condition = this.network.indexOf.get(step);
    return condition !== undefined && this.#isActive(condition);
  }

  /** A step that has run (or is switched off) stays off the agenda until allowed again. */
  block(step: string, blocked: boolean): void {
    const condition = this.network.indexOf.get(step);
    if (condition === undefined) return;
    const was = this.#isActive(condition);
    this.#blocked[condition] = blocked ? 1 : 0;
    if (was !== this.#isActive(condition)) this.#consider(condition);
  }

  /** Takes in what a turn changed: `data` is the document after `patches`. */
  update(data: JsonObject, patches: readonly Patch[]): void {
    const above = new Set<PathNode>();
    for (const patch of patches) this.#descend(data, patch.path, above);
  }

  /** What came onto the agenda and went off it since the last call. */
  take(): AgendaChange {
    const on: string[] = [];
    const off: string[] = [];
    for (const rank of this.#changed) {
      const is = this.#isActive(this.network.byRank[rank] ?? -1);
      if (is === this.#announced.has(rank)) continue;
      (is ? on : off).push(this.#name(rank));
      if (is) this.#announced.add(rank);
      else this.#announced.delete(rank);
    }
    const verdicts = this.#verdicts;
    this.#changed.clear();
    this.#verdicts = [];
    // Kept with every turn's event: a list that has grown has room for 16 more, a slice has not.
    return { on: on.slice(), off: off.slice(), verdicts };
  }

  /** Along the path only tests that look deep into their value can change; below its end all can. */
  #descend(data: JsonObject, path: Path, above: Set<PathNode>): void {
    let node: PathNode | undefined = this.network.root;
    let place: Place = data;
    for (const [depth, key] of path.entries()) {
      if (!above.has(node)) {
        above.add(node);
        this.#testDeep(node, place);
      }
      // An array has no fields: whatever patterns stand below it fail before and after.
      if (!isObject(place)) return;
      node = node.children.get(String(key));
      if (!node) return;
      place = field(place, String(key));
      if (depth === path.length - 1) this.#visit(node, place, path);
    }
    if (path.length === 0) this.#visit(node, place, path);
  }

  #testDeep(node: PathNode, place: Place): void {
    for (const test of node.tests) {
      const { kind } = test.condition;
      if (kind === 'array' || kind === 'predicate') this.#judge(test, place);
    }
  }

  #visit(node: PathNode, place: Place, path: Path): void {
    this.#visitExact(node, place);
    for (const test of node.tests) this.#judge(test, place);
    for (const [key, child] of node.children) this.#visit(child, isObject(place) ? field(place, key) : NO_PARENT, path);
  }

  /** Of all literals asked for at a place at most one holds: it is looked up, the others are never touched. */
  #visitExact(node: PathNode, place: Place): void {
    if (node.exact.size === 0) return;
    const before = this.#exact.get(node);
    const now = isScalar(place) ? node.exact.get(place) : undefined;
    if (before === now) return;
    if (before) this.#judge(before, NO_PARENT);
    if (now) this.#judge(now, place);
    if (now) this.#exact.set(node, now);
    else this.#exact.delete(node);
  }

  #judge(test: Test, place: Place): void {
    const now = place === NO_PARENT ? this.#miss(test) : this.#evaluate(test, place);
    if (now === (this.#truth[test.id] === 1)) return;
    this.#truth[test.id] = now ? 1 : 0;
    for (const condition of test.users) {
      const was = this.#isActive(condition);
      this.#failing[condition] = (this.#failing[condition] ?? 0) + (now ? -1 : 1);
      if (was !== this.#isActive(condition)) this.#consider(condition);
    }
  }

  /** Another value stands there now, or there is no place for it. */
  #miss(test: Test): false {
    if (this.#told.has(test)) recordVerdicts(test, undefined, this.judge, this.network.steps, this.#verdicts, true);
    return false;
  }

  #evaluate(test: Test, value: Json | undefined): boolean {
    const { condition } = test;
    const isTold = this.#told.has(test) || (value !== undefined && this.isHidden(value));
    if (isTold) this.#told.add(test);
    if (!test.opaque && !isTold)
      return condition.kind === 'array'
        ? matches(condition, value, this.judge)
        : leafMatches(condition, value, this.judge);
    return recordVerdicts(test, value, this.judge, this.network.steps, this.#verdicts, isTold);
  }

  #isActive(condition: number): boolean {
    return this.#failing[condition] === 0 && this.#blocked[condition] === 0;
  }

  /** Puts a condition where it belongs in the active list. */
  #consider(condition: number): void {
    const rank = this.network.rank[condition] ?? 0;
    this.#changed.add(rank);
    const place = lowerBound(this.#active, rank);
    const there = this.#active[place] === rank;
    const should = this.#isActive(condition);
    if (should && !there) this.#active.splice(place, 0, rank);
    if (!should && there) this.#active.splice(place, 1);
  }

  #name(rank: number): string {
    return this.network.steps[this.network.byRank[rank] ?? -1]?.name ?? '';
  }
}

function isScalar(place: Place): place is string | number | boolean {
  return typeof place === 'string' || typeof place === 'number' || typeof place === 'boolean';
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
