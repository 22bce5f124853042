// What a condition means (semantics §2): does data match it, how specific is it, and why does it not match.
import type { Verdict } from '../events.ts';
import { isObject, isOfType } from '../json.ts';
import type { Condition, Json, JsonObject, ObjectCondition, Path } from '../step.ts';

/** Answers the two leaves that run a user's code; only the sandbox has one. A predicate that throws is false and says so itself. */
export interface Judge {
  regexp(source: string, flags: string, value: string): boolean;
  predicate(name: string, value: Json | undefined): boolean;
}

/** A condition that is not a container of others. */
export type Leaf = Exclude<Condition, { kind: 'object' | 'array' }>;

/** What to show of a place in a condition. `inside` is a container that is there, with a failing part. */
export type LeafVerdict =
  | 'ok'
  | 'missing'
  | 'null'
  | 'wrong type'
  | 'wrong value'
  | 'no regexp match'
  | 'no such element'
  | 'predicate false'
  | 'predicate threw'
  | 'never'
  | 'inside'
  | 'untested';

export interface Explained {
  readonly condition: Condition;
  /** Its place in the condition; the last key is the field's name. */
  readonly leaf: Path;
  /** The place in the data that it looked at. */
  readonly at: Path;
  readonly verdict: LeafVerdict;
  /** Absent where nothing is there. */
  readonly actual?: Json;
  /** For `predicate threw` and `never`: what was said. */
  readonly detail?: string;
  readonly children: readonly Explained[];
}

/** Own keys only: `toString` or `constructor` match where the data owns them. */
export function field(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Whether a value matches; `undefined` stands for a key that is not there. Pure but for what the judge does. */
export function matches(condition: Condition, value: Json | undefined, judge: Judge): boolean {
  switch (condition.kind) {
    case 'object':
      return isObject(value) && condition.fields.every(([key, inner]) => matches(inner, field(value, key), judge));
    case 'array':
      return (
        Array.isArray(value) &&
        condition.elements.every((inner) => value.some((element) => matches(inner, element, judge)))
      );
    default:
      return leafMatches(condition, value, judge);
  }
}

export function leafMatches(condition: Leaf, value: Json | undefined, judge: Judge): boolean {
  switch (condition.kind) {
    case 'regexp':
      return typeof value === 'string' && judge.regexp(condition.source, condition.flags, value);
    case 'predicate':
      return judge.predicate(condition.name, value);
    default:
      return plainLeafVerdict(condition, value) === 'ok';
  }
}

/** Number of fields that a condition asks for: 1 for each leaf, an array pattern 1 plus its elements' (semantics §2). */
export function specificity(condition: Condition): number {
  switch (condition.kind) {
    case 'object':
      // An empty pattern asks for an object, just as `Object` does; at the root it asks for nothing.
      return condition.fields.reduce((sum, [, inner]) => sum + fieldSpecificity(inner), 0);
    case 'array':
      return condition.elements.reduce((sum, inner) => sum + fieldSpecificity(inner), 1);
    default:
      return 1;
  }
}

function fieldSpecificity(condition: Condition): number {
  return condition.kind === 'object' && condition.fields.length === 0 ? 1 : specificity(condition);
}

/**
 * A verdict for every leaf, in source order, never stopping at the first that fails. `verdict` brings the outcomes of
 * leaves that only the sandbox can judge; without one such a leaf is `untested`.
 */
export function explain(
  condition: ObjectCondition,
  data: JsonObject,
  verdict: (leaf: Path, at: Path) => Pick<Verdict, 'ok' | 'threw'> | undefined,
): Explained {
  const asksStash = condition.fields.some(([key]) => key === '$stash');
  // `$stash` is always there, also where nothing is in it.
  const seen = asksStash && !Object.hasOwn(data, '$stash') ? { ...data, $stash: {} } : data;
  return explainAt(condition, seen, [], [], verdict);
}

type Known = (leaf: Path, at: Path) => Pick<Verdict, 'ok' | 'threw'> | undefined;

function explainAt(condition: Condition, value: Json | undefined, leaf: Path, at: Path, known: Known): Explained {
  const told = known(leaf, at);
  const place = { condition, leaf, at, ...(value === undefined ? {} : { actual: value }) };
  switch (condition.kind) {
    case 'object':
      return { ...place, ...explainObject(condition, value, leaf, at, known) };
    case 'array':
      return { ...place, ...explainArray(condition.elements, value, leaf, at, known) };
    case 'regexp':
      if (typeof value !== 'string') return { ...place, verdict: absence(value), children: [] };
      return { ...place, verdict: told ? (told.ok ? 'ok' : 'no regexp match') : 'untested', children: [] };
    case 'predicate':
      return { ...place, ...explainPredicate(told), children: [] };
    case 'never':
      return { ...place, verdict: 'never', detail: condition.reason, children: [] };
    default: {
      const plain = plainLeafVerdict(condition, value);
      if (told && told.ok !== (plain === 'ok'))
        return { ...place, verdict: told.ok ? 'ok' : 'wrong value', children: [] };
      return { ...place, verdict: plain, children: [] };
    }
  }
}

function explainPredicate(told: Pick<Verdict, 'ok' | 'threw'> | undefined): Pick<Explained, 'verdict' | 'detail'> {
  if (!told) return { verdict: 'untested' };
  if (told.threw !== undefined) return { verdict: 'predicate threw', detail: told.threw };
  return { verdict: told.ok ? 'ok' : 'predicate false' };
}

type Inner = Pick<Explained, 'verdict' | 'children'>;

function explainObject(condition: ObjectCondition, value: Json | undefined, leaf: Path, at: Path, known: Known): Inner {
  const inside = isObject(value);
  const children = condition.fields.map(([key, inner]) => {
    const child = explainAt(inner, inside ? field(value, key) : undefined, [...leaf, key], [...at, key], known);
    return inside ? child : withoutParent(child);
  });
  if (!inside) return { verdict: absence(value), children };
  return { verdict: children.every((child) => child.verdict === 'ok') ? 'ok' : 'inside', children };
}

/** `{a: {b: null}}` needs an object at `a`: below a missing parent nothing is fulfilled. */
function withoutParent(explained: Explained): Explained {
  if (explained.verdict !== 'ok') return explained;
  return { ...explained, verdict: 'missing' };
}

function explainArray(
  elements: readonly Condition[],
  value: Json | undefined,
  leaf: Path,
  at: Path,
  known: Known,
): Inner {
  const items = Array.isArray(value) ? (value as readonly Json[]) : [];
  const children = elements.map((inner, index) => nearestElement(inner, items, [...leaf, index], at, known));
  if (!Array.isArray(value)) return { verdict: absence(value), children };
  return { verdict: children.every((child) => child.verdict === 'ok') ? 'ok' : 'inside', children };
}

/** The element that matches, else the one with the fewest failing leaves. */
function nearestElement(condition: Condition, items: readonly Json[], leaf: Path, at: Path, known: Known): Explained {
  let nearest: Explained | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, item] of items.entries()) {
    const explained = explainAt(condition, item, leaf, [...at, index], known);
    const failing = distance(explained);
    if (failing === 0) return explained;
    if (failing < least) [nearest, least] = [explained, failing];
  }
  const shown = nearest ?? explainAt(condition, undefined, leaf, at, () => undefined);
  return { ...shown, verdict: 'no such element' };
}

/** How many leaves fail: 0 where it matches. */
export function distance(explained: Explained): number {
  const inner = explained.children.reduce((sum, child) => sum + distance(child), 0);
  switch (explained.condition.kind) {
    case 'object':
      // A root or nested object has no leaf of its own, unless it is empty.
      return explained.verdict !== 'ok' && inner === 0 ? 1 : inner;
    case 'array':
      return inner + (explained.verdict === 'ok' || explained.verdict === 'inside' ? 0 : 1);
    default:
      return explained.verdict === 'ok' ? 0 : 1;
  }
}

function absence(value: Json | undefined): LeafVerdict {
  if (value === undefined) return 'missing';
  return value === null ? 'null' : 'wrong type';
}

type PlainLeaf = Exclude<Leaf, { kind: 'regexp' | 'predicate' }>;

function plainLeafVerdict(condition: PlainLeaf, value: Json | undefined): LeafVerdict {
  switch (condition.kind) {
    case 'never':
      return 'never';
    case 'null':
      return value === undefined || value === null ? 'ok' : 'wrong value';
    case 'present':
      return value === undefined || value === null ? absence(value) : 'ok';
    case 'type':
      return isOfType(condition.type, value) ? 'ok' : absence(value);
    case 'literal':
      if (value === condition.value) return 'ok';
      if (value === undefined || value === null) return absence(value);
      return typeof value === typeof condition.value ? 'wrong value' : 'wrong type';
  }
}
