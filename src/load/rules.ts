// Checks the keys of an object against a table of rules, and says what is wrong with one in words for a person.
import type { ZodMiniType } from 'zod/mini';
import { childOf, own } from '../json.ts';
import type { Json, JsonObject, Path } from '../step.ts';
import type { Fault } from './fault.ts';
import { describe } from './json.ts';
import { nearest } from './nearest.ts';

/** What one key must hold. */
export interface Rule<T> {
  readonly schema: ZodMiniType<T>;
  /** Completes "… must be". */
  readonly must: string;
  /** A good value, as it is written in a file. */
  readonly example: string;
  /** A wrong value is not repeated in the message. */
  readonly secret?: boolean;
  /** JSON Schema of what `schema` lets pass, where zod cannot tell it itself. */
  readonly json?: JsonObject;
}

export type Rules = Readonly<Record<string, Rule<unknown>>>;

/** What stood at the keys of the rules; a key that is missing or wrong is absent. */
export type Taken<R extends Rules> = { readonly [K in keyof R]?: R[K] extends Rule<infer T> ? T : never };

export interface Take<R extends Rules> {
  readonly taken: Taken<R>;
  readonly faults: readonly Fault[];
}

/** Keys that no rule names are left alone: see `unknownKeys`. */
export function take<R extends Rules>(rules: R, value: JsonObject, at: Path): Take<R> {
  const taken: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [key, rule] of Object.entries(rules)) {
    const actual = own(value, key);
    if (actual === undefined) continue;
    const checked = rule.schema.safeParse(actual);
    if (checked.success) taken[key] = checked.data;
    else faults.push(wrongValue(rule, actual, [...at, key], checked.error.issues[0]?.path ?? []));
  }
  return { taken: taken as Taken<R>, faults };
}

function wrongValue(rule: Rule<unknown>, actual: Json, at: Path, inside: readonly PropertyKey[]): Fault {
  const path = inside.filter((key) => typeof key !== 'symbol');
  const inner = path.reduce<Json | undefined>((value, key) => childOf(value, key), actual);
  const keys = at.filter((key) => typeof key === 'string');
  const what = rule.secret
    ? ''
    : path.length === 0
      ? `, not ${describe(actual)}`
      : `; ${nameIn(path)} is ${describe(inner)}`;
  return {
    severity: 'error',
    path: [...at, ...path],
    message: `"${keys.join('.')}" must be ${rule.must}${what}`,
    hint: `For example: "${keys.at(-1)}": ${rule.example}`,
  };
}

function nameIn(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? `element ${key + 1}` : `"${key}"`)).join(' of ');
}

/** A warning for each key that is not known, with the one that was probably meant. */
export function unknownKeys(value: JsonObject, known: readonly string[], at: Path): Fault[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      severity: 'warning',
      path: [...at, key],
      message: `unknown key "${key}"`,
      hint: meant(key, known),
    }));
}

/** Only keys that were probably meant to be known ones: for objects that have keys which are nothing to us. */
export function misspelt(value: JsonObject, known: readonly string[], at: Path): Fault[] {
  return unknownKeys(value, known, at).filter(({ path }) => nearest(String(path.at(-1)), known) !== undefined);
}

function meant(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near === undefined ? `It has no effect. Known here: ${known.join(', ')}.` : `Did you mean "${near}"?`;
}
