// The sections of a workspace in deploy.yaml: each is a list as the platform writes it, or an object by name.

import { isObject, own } from '../json.ts';
import type { Json, JsonObject, Path } from '../step.ts';
import type { Fault } from './fault.ts';
import { describe } from './json.ts';

export interface Item {
  /** Where the section is an object. */
  readonly key?: string;
  readonly value: Json;
  readonly at: Path;
}

export interface Items {
  readonly items: readonly Item[];
  readonly faults: readonly Fault[];
}

/** Nothing where the section is missing or empty; a text alone is a list of one. */
export function itemsOf(value: Json | undefined, at: Path, example: string): Items {
  if (value === undefined || value === null) return { items: [], faults: [] };
  if (typeof value === 'string') return { items: [{ value, at }], faults: [] };
  if (isObject(value))
    return {
      items: Object.entries(value).map(([key, inner]) => ({ key, value: inner, at: [...at, key] })),
      faults: [],
    };
  if (!Array.isArray(value)) return { items: [], faults: [noList(at, example)] };
  const items = value.map((element: Json, index) => ({ value: element, at: [...at, index] }));
  return { items: items.filter((item) => item.value !== null), faults: [] };
}

function noList(path: Path, example: string): Fault {
  return { severity: 'error', path, message: `"${path.at(-1)}" must be a list`, hint: `For example: ${example}` };
}

/** What an entry calls itself. */
export function nameOf({ key, value }: Item): string | undefined {
  if (key !== undefined) return key;
  if (typeof value === 'string') return value;
  return isObject(value) ? textAt(value, 'name') : undefined;
}

export function textAt(value: JsonObject, key: string): string | undefined {
  const text = own(value, key);
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** An entry that does not say what it is; its value is shown only where it can be no secret. */
export function unnamed({ value, at }: Item, section: string, example: string): Fault {
  const what = isObject(value) ? 'has no name' : `must be an object with a name, not ${describeKind(value)}`;
  const place = typeof at.at(-1) === 'number' ? `entry ${Number(at.at(-1)) + 1}` : `"${at.at(-1)}"`;
  return { severity: 'error', path: at, message: `${place} of "${section}" ${what}`, hint: `For example: ${example}` };
}

/** Without the value itself, which may be a secret. */
export function describeKind(value: Json): string {
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? 'a number' : describe(value);
}
