// `secrets`, `environment` and `webhooks` of deploy.yaml.

import { isObject, own } from '../json.ts';
import type { Json, Path } from '../step.ts';
import { describeKind, type Item, itemsOf, nameOf, unnamed } from './deploy-items.ts';
import type { Fault } from './fault.ts';
import { misspelt } from './rules.ts';

export interface ValuesRead<T> {
  readonly values: Readonly<Record<string, T>>;
  readonly faults: readonly Fault[];
}

const VALUE_KEYS = ['name', 'value', 'description', 'encrypted', 'tags'];
const EXAMPLE = `- { name: "API_URL", value: "\${API_URL}" }`;

/** Whether a variable is not set within the value at a path: then the entry is left out, as half a value helps nobody. */
export type IsUnset = (path: Path) => boolean;

/** Also of those that are not encrypted: which of them may be seen is not ours to decide. */
export function readSecrets(value: Json | undefined, at: Path, isUnset: IsUnset): ValuesRead<string> {
  return readValues(value, 'secrets', at, isUnset, (entry) => (typeof entry === 'object' ? undefined : String(entry)));
}

export function readEnvironment(value: Json | undefined, at: Path, isUnset: IsUnset): ValuesRead<Json> {
  return readValues(value, 'environment', at, isUnset, (entry) => entry);
}

function readValues<T>(
  value: Json | undefined,
  section: string,
  at: Path,
  isUnset: IsUnset,
  accept: (value: Json) => T | undefined,
): ValuesRead<T> {
  const { items, faults: inSection } = itemsOf(value, at, EXAMPLE);
  const faults: Fault[] = [...inSection];
  const values: [string, T][] = [];
  for (const item of items) {
    const { name, held, wrong } = readValue(item, section);
    faults.push(...wrong);
    if (name === undefined || held === undefined || isUnset(item.at)) continue;
    const accepted = accept(held);
    if (accepted === undefined) faults.push(noText(item.at, name, held));
    else values.push([name, accepted]);
  }
  return { values: Object.fromEntries(values), faults };
}

interface ValueRead {
  readonly name?: string;
  readonly held?: Json;
  readonly wrong: readonly Fault[];
}

/** `{ name, value }` in a list; in an object the value, or `{ value }`. */
function readValue(item: Item, section: string): ValueRead {
  const { key, value, at } = item;
  const entry = isObject(value) && (key === undefined || Object.hasOwn(value, 'value')) ? value : null;
  if (key !== undefined && !entry)
    return { name: key, ...(value === null ? { wrong: [noValue(at, key)] } : { held: value, wrong: [] }) };
  const name = typeof value === 'string' ? undefined : nameOf(item);
  const wrong = entry ? misspelt(entry, VALUE_KEYS, at) : [];
  if (name === undefined || !entry) return { wrong: [...wrong, unnamed(item, section, EXAMPLE)] };
  const held = own(entry, 'value') ?? null;
  return held === null ? { name, wrong: [...wrong, noValue(at, name)] } : { name, held, wrong };
}

function noText(path: Path, name: string, value: Json): Fault {
  const message = `the value of "${name}" must be a text, not ${describeKind(value)}`;
  return { severity: 'error', path, message, hint: `For example: ${EXAMPLE}` };
}

/** On the platform it may have one that was set by hand. */
function noValue(path: Path, name: string): Fault {
  const hint = 'Give it one here or in stepscope.config.json; until then task.config gives undefined.';
  return { severity: 'warning', path, message: `"${name}" has no value here`, hint };
}

export interface NamesRead {
  readonly names: readonly string[];
  readonly faults: readonly Fault[];
}

const WEBHOOK_KEYS = ['name', 'description', 'tags', 'id', 'url', 'data'];

export function readWebhooks(value: Json | undefined, at: Path): NamesRead {
  const example = '- name: "Customer Events"';
  const { items, faults } = itemsOf(value, at, example);
  const read = items.map((item) => ({ item, name: nameOf(item) }));
  return {
    names: [...new Set(read.flatMap(({ name }) => name ?? []))],
    faults: [
      ...faults,
      ...read.flatMap(({ item }) => (isObject(item.value) ? misspelt(item.value, WEBHOOK_KEYS, item.at) : [])),
      ...read.flatMap(({ item, name }) => (name === undefined ? [unnamed(item, 'webhooks', example)] : [])),
    ],
  };
}
