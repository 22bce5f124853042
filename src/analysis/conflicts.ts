// Steps that stand in each other's way: one never runs because another always comes first, two ask for the same, or which of
// two comes first is decided by their order alone and matters.
import type { StepFacts, Write } from '../facts.ts';
import type { StepInfo } from '../step.ts';
import { commonMatch, isDocument } from './common-match.ts';
import { type Finding, findingAt, type StaticInput } from './finding.ts';
import { implies } from './implies.ts';
import { KnownWrites } from './known-writes.ts';
import { isPositive, type Leaf, leavesOf, pathKey, touches } from './leaves.ts';
import { canFulfil } from './written-value.ts';

/** A workspace in which everything ties with everything is told so after as many looks. */
const MOST_PAIRS = 60_000;

export function conflictFindings(input: StaticInput): readonly Finding[] {
  return new Conflicts(input).find();
}

class Conflicts {
  readonly #steps: readonly StepInfo[];
  readonly #facts: ReadonlyMap<string, StepFacts>;
  readonly #writers: KnownWrites;
  readonly #found: Finding[] = [];
  /** Steps about which enough has been said. */
  readonly #told = new Set<string>();
  #looks = 0;

  constructor(readonly input: StaticInput) {
    this.#steps = input.steps.filter(({ disabled }) => !disabled);
    this.#facts = new Map(input.facts.map((facts) => [facts.step, facts]));
    this.#writers = new KnownWrites(this.#steps, this.#facts, input.observed);
  }

  find(): readonly Finding[] {
    const byLeaf = indexed(this.#steps);
    for (const step of this.#steps)
      for (const other of this.#near(step, byLeaf)) {
        this.#pair(step, other);
        // One is enough to begin with.
        if (this.#told.has(step.name)) break;
      }
    return this.#found;
  }

  /** Those that may match together with it, and were created before it or go before it. */
  *#near(step: StepInfo, byLeaf: ReadonlyMap<string, readonly StepInfo[]>): Iterable<StepInfo> {
    const seen = new Set<StepInfo>([step]);
    const keys = leavesOf(step.condition).filter(isPositive).flatMap(meetingKeys);
    for (const key of keys)
      for (const other of byLeaf.get(key) ?? []) {
        if (seen.has(other) || !this.#goesFirst(other, step)) continue;
        if (++this.#looks > MOST_PAIRS) return;
        seen.add(other);
        yield other;
      }
  }

  #goesFirst(one: StepInfo, other: StepInfo): boolean {
    if (this.input.strategy === 'specificity' && one.specificity !== other.specificity)
      return one.specificity > other.specificity;
    return one.order < other.order;
  }

  /** `first` goes first wherever both match. */
  #pair(step: StepInfo, first: StepInfo): void {
    const isImplied = implies(step.condition, first.condition);
    const how = isImplied ? this.#takesAway(first, step) : null;
    if (how !== null) return this.#tell(step, first, shadowed(step, first, how, this.#why(first, step)));
    if (this.input.strategy !== 'specificity' || step.specificity !== first.specificity) return;
    if (isImplied && implies(first.condition, step.condition))
      return this.#tell(step, first, same(first, this.#why(first, step)));
    const what = this.#interplay(first, step);
    if (what === null) return;
    const met = commonMatch(first.condition, step.condition);
    if (met.kind !== 'value' || !isDocument(met.value)) return;
    this.#tell(step, first, { ...tie(step, first, what), witness: met.value });
  }

  #tell(step: StepInfo, first: StepInfo, told: Omit<Parameters<typeof findingAt>[3], 'others'>): void {
    this.#told.add(step.name);
    this.#found.push(findingAt(step, this.#facts.get(step.name), [], { ...told, others: [first.name] }));
  }

  #why(first: StepInfo, step: StepInfo): string {
    return first.specificity > step.specificity && this.input.strategy === 'specificity'
      ? `it asks for ${first.specificity} fields, and this one for ${step.specificity}`
      : 'it was created first';
  }

  /** How `first`, once it has run, keeps the other from running; null where it is not sure to. */
  #takesAway(first: StepInfo, step: StepInfo): string | null {
    const facts = this.#facts.get(first.name);
    if (!facts) return null;
    if (facts.ends === 'surely' && facts.redoes === 'never') return 'ends the task';
    if (this.#writers.isUnclear) return null;
    for (const leaf of leavesOf(step.condition)) {
      const writes = facts.writes.filter((one) => touches(one, leaf.path));
      const write = writes.find(({ isSure }) => isSure);
      if (!write || !writes.every((one) => falsifies(one, leaf))) continue;
      // If another step puts it back, the other may run after all.
      if (this.#writers.touching(leaf.path).some((one) => one.step !== first.name)) continue;
      return `${write.kind === 'remove' ? 'removes' : 'changes'} ${leaf.path.join('.')}, so that this one no longer matches`;
    }
    return null;
  }

  /** What makes their order matter; null where nothing is known to. */
  #interplay(first: StepInfo, step: StepInfo): string | null {
    const [mine, theirs] = [this.#facts.get(step.name), this.#facts.get(first.name)];
    if (!mine || !theirs || mine.isUnclear || theirs.isUnclear) return null;
    const both = crossing(theirs.writes, mine.writes);
    if (both) return `both change ${both}`;
    for (const [by, of] of [
      [theirs, step],
      [mine, first],
    ] as const) {
      const leaf = leavesOf(of.condition).find(({ path }) =>
        by.writes.some((one) => !one.isDeep && touches(one, path)),
      );
      if (leaf) return `${by.step} changes ${leaf.path.join('.')}, which ${of.name} waits for`;
    }
    return null;
  }
}

/** Under which those stand that may ask for the same there. */
function meetingKeys(leaf: Leaf): readonly string[] {
  return leaf.condition.kind === 'literal' ? [literalKey(leaf), openKey(leaf)] : [openKey(leaf), anyKey(leaf)];
}

/** By the place and kind of what they ask for: those that share none of it are not looked at together. */
function indexed(steps: readonly StepInfo[]): ReadonlyMap<string, readonly StepInfo[]> {
  const byLeaf = new Map<string, StepInfo[]>();
  const add = (key: string, step: StepInfo): void => {
    const known = byLeaf.get(key);
    if (known) known.push(step);
    else byLeaf.set(key, [step]);
  };
  for (const step of steps)
    for (const leaf of leavesOf(step.condition)) {
      if (!isPositive(leaf)) continue;
      if (leaf.condition.kind === 'literal') {
        add(literalKey(leaf), step);
        add(anyKey(leaf), step);
      } else add(openKey(leaf), step);
    }
  return byLeaf;
}

/** Of literals: those with the same value, */
function literalKey({ path, condition }: Leaf): string {
  return `${pathKey(path)}=${condition.kind === 'literal' ? JSON.stringify(condition.value) : ''}`;
}

/** those with any, */
function anyKey({ path }: Leaf): string {
  return `${pathKey(path)}=*`;
}

/** and what is no literal. */
function openKey({ path }: Leaf): string {
  return pathKey(path);
}

/** A place that both change, as exactly as it is known. */
function crossing(ones: readonly Write[], others: readonly Write[]): string | null {
  for (const one of ones) {
    const other = one.isDeep ? undefined : others.find((each) => !each.isDeep && touches(one, each.path));
    if (other) return shown(other.path.includes(null) ? one : other);
  }
  return null;
}

function falsifies(write: Write, { path, condition }: Leaf): boolean {
  if (write.path.length > path.length || write.path.includes(null)) return false;
  return canFulfil(write, path, condition) === 'no';
}

function shown({ path }: Write): string {
  return path.map((key) => key ?? '*').join('.');
}

type Told = Pick<Finding, 'code' | 'severity' | 'message' | 'hint'>;

function shadowed(step: StepInfo, first: StepInfo, how: string, why: string): Told {
  return {
    code: 'shadowed',
    severity: 'warning',
    message: `${step.name} never runs: whenever it matches, ${first.name} matches as well, goes first (${why}) and ${how}`,
    hint: 'Ask for one more field here, or for less there, so that this one goes first.',
  };
}

function same(first: StepInfo, why: string): Told {
  return {
    code: 'same-condition',
    severity: 'info',
    message: `this condition asks for exactly what ${first.name} asks for, which goes first: ${why}`,
    hint: 'If both are wanted, all is well. "order" in the settings says which one goes first.',
  };
}

function tie(step: StepInfo, first: StepInfo, what: string): Told {
  return {
    code: 'tie',
    severity: 'info',
    message: `${step.name} and ${first.name} ask for ${step.specificity} ${step.specificity === 1 ? 'field' : 'fields'} each, and both can match: ${first.name} goes first, as it was created first. It matters: ${what}`,
    hint: 'Ask for one more field in the one that shall go first, or name both in "order" in the settings.',
  };
}
