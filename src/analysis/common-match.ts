// A document that two conditions match: made where there is one, ruled out where there can be none, else not known.
import type { Condition, Json, JsonObject, ObjectCondition, TypeName } from '../step.ts';
import { regexpSample } from './regexp-sample.ts';
import { typeName } from './written-value.ts';

/** `undefined` stands for nothing. */
export type Common =
  | { readonly kind: 'value'; readonly value: Json | undefined }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

const NONE: Common = { kind: 'none' };
const UNKNOWN: Common = { kind: 'unknown' };

export function commonMatch(one: ObjectCondition, other: ObjectCondition): Common {
  return common(one, other);
}

export function isDocument(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function common(one: Condition, other: Condition): Common {
  if (one.kind === 'never' || other.kind === 'never') return NONE;
  if (one.kind === 'predicate' || other.kind === 'predicate') return UNKNOWN;
  if (one.kind === 'null' || other.kind === 'null') return one.kind === other.kind ? value(undefined) : NONE;
  if (one.kind === 'present') return sample(other);
  if (other.kind === 'present') return sample(one);
  if (one.kind === 'object' || other.kind === 'object') return withObject(one, other);
  if (one.kind === 'array' || other.kind === 'array') return withList(one, other);
  return leaves(one, other);
}

type Simple = Extract<Condition, { kind: 'type' | 'literal' | 'regexp' }>;

function leaves(one: Simple, other: Simple): Common {
  if (one.kind === 'literal') return holds(other, one.value);
  if (other.kind === 'literal') return holds(one, other.value);
  if (one.kind === 'type' && other.kind === 'type') return one.type === other.type ? sample(one) : NONE;
  if (one.kind === 'regexp' && other.kind === 'regexp') return bothRegexps(one, other);
  const [type, regexp] = one.kind === 'type' ? [one, other] : [other, one];
  return type.kind === 'type' && type.type === 'String' ? sample(regexp) : NONE;
}

function holds(condition: Simple, literal: string | number | boolean): Common {
  switch (condition.kind) {
    case 'literal':
      return condition.value === literal ? value(literal) : NONE;
    case 'type':
      return typeName(literal) === condition.type ? value(literal) : NONE;
    case 'regexp': {
      if (typeof literal !== 'string') return NONE;
      const found = finds(condition, literal);
      return found === null ? UNKNOWN : found ? value(literal) : NONE;
    }
  }
}

type Regexp = Extract<Condition, { kind: 'regexp' }>;

function bothRegexps(one: Regexp, other: Regexp): Common {
  for (const [mine, theirs] of [
    [one, other],
    [other, one],
  ] as const) {
    const made = sample(mine);
    if (made.kind === 'value' && typeof made.value === 'string' && finds(theirs, made.value)) return made;
  }
  return UNKNOWN;
}

/** The user's expressions run where they can be ended; here only on texts so short that they cannot take long. */
const SHORT = 14;

function finds({ source, flags }: Regexp, text: string): boolean | null {
  return text.length > SHORT ? null : new RegExp(source, flags).test(text);
}

function withObject(one: Condition, other: Condition): Common {
  const [object, rest] = one.kind === 'object' ? [one, other] : [other, one];
  if (object.kind !== 'object') return UNKNOWN;
  if (rest.kind === 'type') return rest.type === 'Object' ? sample(object) : NONE;
  if (rest.kind !== 'object') return NONE;
  const theirs = new Map(rest.fields);
  const fields = object.fields.map(([key, inner]) => {
    const there = theirs.get(key);
    theirs.delete(key);
    return [key, there ? common(inner, there) : sample(inner)] as const;
  });
  return document([...fields, ...[...theirs].map(([key, inner]) => [key, sample(inner)] as const)]);
}

function document(fields: readonly (readonly [string, Common])[]): Common {
  if (fields.some(([, inner]) => inner.kind === 'none')) return NONE;
  if (fields.some(([, inner]) => inner.kind === 'unknown')) return UNKNOWN;
  const entries = fields.flatMap(([key, inner]) =>
    inner.kind === 'value' && inner.value !== undefined ? [[key, inner.value] as const] : [],
  );
  return value(Object.fromEntries(entries));
}

/** Each pattern of a list asks for some element: a list with one for each fulfils both. */
function withList(one: Condition, other: Condition): Common {
  const elements: Condition[] = [];
  for (const condition of [one, other]) {
    if (condition.kind === 'array') elements.push(...condition.elements);
    else if (condition.kind !== 'type' || condition.type !== 'Array') return NONE;
  }
  const made = elements.map(sample);
  if (made.some(({ kind }) => kind === 'none')) return NONE;
  if (made.some(({ kind }) => kind === 'unknown')) return UNKNOWN;
  return value(made.map((inner) => (inner.kind === 'value' ? (inner.value ?? null) : null)));
}

/** A value that one condition matches. */
function sample(condition: Condition): Common {
  switch (condition.kind) {
    case 'literal':
      return value(condition.value);
    case 'type':
      return value(ofType(condition.type));
    case 'null':
      return value(undefined);
    case 'present':
      return value(true);
    case 'never':
      return NONE;
    case 'predicate':
      return UNKNOWN;
    case 'regexp': {
      const text = regexpSample(condition.source);
      return text !== null && finds(condition, text) ? value(text) : UNKNOWN;
    }
    case 'array':
      return withList(condition, condition);
    case 'object':
      return document(condition.fields.map(([key, inner]) => [key, sample(inner)] as const));
  }
}

function ofType(type: TypeName): Json {
  return { String: 'text', Number: 1, Boolean: true, Array: [], Object: {} }[type];
}

function value(made: Json | undefined): Common {
  return { kind: 'value', value: made };
}
