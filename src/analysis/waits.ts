// What steps wait for and what there is: fields that nothing gives, that only come too late, or never as they are asked for.
// Without scenarios there is nothing to go by; with a step whose writes cannot be told, anything may come.
import type { StepFacts } from '../facts.ts';
import type { StepInfo } from '../step.ts';
import { type Finding, findingAt, type StaticInput, type StepWrite } from './finding.ts';
import { KnownData } from './known-data.ts';
import { KnownWrites } from './known-writes.ts';
import { isPositive, type Leaf, leavesOf } from './leaves.ts';
import { canFulfil, ofJson, typeName } from './written-value.ts';

export function waitFindings(input: StaticInput): readonly Finding[] {
  const steps = input.steps.filter(({ disabled }) => !disabled);
  const facts = new Map(input.facts.map((each) => [each.step, each]));
  const writes = new KnownWrites(steps, facts, input.observed);
  const data = new KnownData(input.data);
  if (input.data.length === 0 || !data.isWhole) return [];
  if (writes.isUnclear) return notJudged(steps, facts);
  const world: World = { data, writes, facts, nearest: input.nearest };
  const reached = reachable(steps, world);
  return steps.flatMap((step) => (reached.has(step.name) ? lookAt(step, world) : cut(step, reached, world)));
}

/** One note for all: what is not said should not be taken for well. */
function notJudged(steps: readonly StepInfo[], facts: ReadonlyMap<string, StepFacts>): readonly Finding[] {
  const unclear = steps.filter(({ name }) => facts.get(name)?.isUnclear);
  const [first] = unclear;
  if (!first) return [];
  const others = unclear.length > 1 ? ` (and in ${unclear.length - 1} more)` : '';
  const found = findingAt(first, facts.get(first.name), [], {
    code: 'not-judged',
    severity: 'info',
    message: `what is written here${others} cannot be told from the text, so no step is judged for what it waits for`,
    hint: 'Write the place as it is, such as into: "order.parcels", to be told of fields that nobody writes.',
  });
  return [{ ...found, ...(facts.get(first.name)?.unclearAt ?? {}) }];
}

interface World {
  readonly data: KnownData;
  readonly writes: KnownWrites;
  readonly facts: ReadonlyMap<string, StepFacts>;
  readonly nearest: StaticInput['nearest'];
}

/** Where there must be something. What the platform brings along is not ours to know. */
function demands({ condition }: StepInfo): readonly Leaf[] {
  return leavesOf(condition).filter((leaf) => isPositive(leaf) && !leaf.path[0]?.startsWith('$'));
}

function brings({ write }: StepWrite, { path }: Leaf): boolean {
  return write.kind === 'set' && canFulfil(write, path, { kind: 'present' }) !== 'no';
}

/** Steps for which everything that they wait for can be there: from the beginning, or by steps that can run. */
function reachable(steps: readonly StepInfo[], { data, writes }: World): ReadonlySet<string> {
  const reached = new Set<string>();
  /** Steps that can go on once this one is reached. */
  const waiting = new Map<string, Set<number>>();
  const open = steps.map((step) =>
    demands(step)
      .filter(({ path }) => !data.has(path))
      .map(
        (leaf) =>
          new Set(
            writes
              .touching(leaf.path)
              .filter((one) => brings(one, leaf))
              .map((one) => one.step),
          ),
      ),
  );
  for (const [index, leaves] of open.entries())
    for (const leaf of leaves)
      for (const step of leaf) {
        const known = waiting.get(step) ?? new Set();
        known.add(index);
        waiting.set(step, known);
      }
  const queue = steps.map((_, index) => index);
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const name = steps[index]?.name ?? '';
    if (reached.has(name)) continue;
    const isOpen = (open[index] ?? []).every((writers) => [...writers].some((step) => reached.has(step)));
    if (!isOpen) continue;
    reached.add(name);
    queue.push(...(waiting.get(name) ?? []));
  }
  return reached;
}

/** Why a step cannot be reached: the fields that are missing. */
function cut(step: StepInfo, reached: ReadonlySet<string>, world: World): readonly Finding[] {
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const leaf of demands(step)) {
    if (world.data.has(leaf.path)) continue;
    if (writersOf(leaf, world).some((name) => reached.has(name))) continue;
    // Of code that is handed all the data, nobody would say that it writes this.
    const writers = writersOf(leaf, world, false);
    const path = writers.length === 0 ? topmost(leaf, world) : leaf.path;
    const place = path.join('.');
    if (told.has(place)) continue;
    told.add(place);
    const why = missing(step, { ...leaf, path }, writers, world);
    findings.push(findingAt(step, world.facts.get(step.name), path, { others: writers, severity: 'warning', ...why }));
  }
  return findings;
}

/** What is missing with all that would be in it. */
function topmost({ path }: Leaf, { data, writes }: World): readonly string[] {
  const length = path.findIndex((_, index) => {
    const above = path.slice(0, index + 1);
    return !data.has(above) && writes.touching(above).every(({ write }) => write.isDeep);
  });
  return length < 0 ? path : path.slice(0, length + 1);
}

function writersOf(leaf: Leaf, { writes }: World, withUnseen = true): readonly string[] {
  const found = writes.touching(leaf.path).filter(({ write }) => withUnseen || !write.isDeep);
  return [...new Set(found.flatMap((one) => (brings(one, leaf) ? one.step : [])))];
}

function missing(
  step: StepInfo,
  leaf: Leaf,
  writers: readonly string[],
  world: World,
): Pick<Finding, 'code' | 'message' | 'hint'> {
  const place = leaf.path.join('.');
  if (writers.length === 0) {
    const near = nearby(leaf, world);
    return {
      code: 'nobody-writes',
      message: `it waits for ${place}, which no scenario has and no step writes`,
      hint: near
        ? `Is ${near} meant? If tasks bring ${place} along, add a scenario that has it.`
        : `If tasks bring ${place} along, add a scenario that has it.`,
    };
  }
  if (writers.length === 1 && writers[0] === step.name)
    return {
      code: 'waits-for-itself',
      message: `it waits for ${place}, which nothing but this step itself writes`,
      hint: `Wait for what is there before, or write ${place} in an earlier step.`,
    };
  return {
    code: 'unreachable',
    message: `it waits for ${place}, which only ${listed(writers)} can write, and ${writers.length === 1 ? 'that step cannot run' : 'none of these can run'}`,
    hint: `Look at what ${writers.length === 1 ? 'that step waits' : 'they wait'} for.`,
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** A key beside the missing one that may be meant. */
function nearby({ path }: Leaf, { data, nearest }: World): string | null {
  for (let depth = 0; depth < path.length; depth++) {
    const above = path.slice(0, depth);
    const key = path[depth] ?? '';
    if (data.has([...above, key])) continue;
    const near = nearest(key, data.keysAt(above));
    return near === undefined ? null : [...above, near, ...path.slice(depth + 1)].join('.');
  }
  return null;
}

/** Of a step that can be reached: a field that is there and never as it is asked for. */
function lookAt(step: StepInfo, world: World): readonly Finding[] {
  return demands(step).flatMap((leaf) => {
    const kinds = everything(leaf, world);
    if (kinds === null || kinds.length === 0) return [];
    const place = leaf.path.join('.');
    const wanted = wantedText(leaf);
    const near =
      leaf.condition.kind === 'literal' && typeof leaf.condition.value === 'string'
        ? world.nearest(leaf.condition.value, texts(kinds))
        : undefined;
    return findingAt(step, world.facts.get(step.name), leaf.path, {
      code: 'never-fulfilled',
      severity: 'info',
      message: `it waits for ${place} to be ${wanted}; in all scenarios, and by all steps that write it, it is ${kindsText(kinds)}`,
      hint:
        near === undefined
          ? `Add a scenario in which ${place} is ${wanted}, or ask for what there is.`
          : `Is ${JSON.stringify(near)} meant?`,
    });
  });
}

function texts(values: readonly (string | number | boolean)[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

/** All that can stand there, where all of it is known and none is what is asked for; else null. */
function everything(leaf: Leaf, { data, writes }: World): readonly (string | number | boolean)[] | null {
  const { condition, path } = leaf;
  if (condition.kind !== 'literal' && condition.kind !== 'type') return null;
  const given = data.valuesAt(path);
  const written = writes.valuesAt(path);
  if (given === null || written === null || given.some((value) => ofJson(value, condition) !== 'no')) return null;
  const { values, types } = written;
  const wanted = condition.kind === 'type' ? condition.type : typeName(condition.value);
  if (types.has(wanted)) return null;
  if (
    condition.kind === 'literal' ? values.has(condition.value) : [...values].some((value) => typeName(value) === wanted)
  )
    return null;
  return [...given, ...[...values].slice(0, SHOWN + 1).filter((value) => !given.includes(value))];
}

function wantedText({ condition }: Leaf): string {
  return condition.kind === 'literal'
    ? JSON.stringify(condition.value)
    : condition.kind === 'type'
      ? `a ${condition.type}`
      : '';
}

const SHOWN = 4;

function kindsText(values: readonly (string | number | boolean)[]): string {
  const shown = values.slice(0, SHOWN).map((value) => JSON.stringify(value));
  return values.length > SHOWN ? `${shown.join(', ')} …` : shown.join(' or ');
}
