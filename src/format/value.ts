// A JSON value on one line, never wider than asked: written out where it fits, counted where it does not.
import { isContainer, isList, keysOf } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';
import { clean } from './clean.ts';
import { keyText } from './path.ts';
import { cut, width } from './width.ts';

export function valueText(value: Json | undefined, columns: number): string {
  if (value === undefined) return cut('nothing', columns);
  if (typeof value === 'string') return quoted(value, columns);
  if (typeof value !== 'object' || value === null) return cut(String(value), columns);
  return cut(inline(value, columns) ?? counted(value), columns);
}

/** What it is, rather than how much is in it: of what does not fit, its first fields. */
export function previewText(value: Json | undefined, columns: number): string {
  if (!isContainer(value) || isList(value)) return valueText(value, columns);
  return inline(value, columns) ?? firstFields(value, columns) ?? valueText(value, columns);
}

const GOES_ON = '…';

function firstFields(value: JsonObject, columns: number): string | null {
  const parts: string[] = [];
  let left = columns - width(`{ ${GOES_ON} }`);
  for (const key of keysOf(value).slice(0, MOST_ENTRIES)) {
    const shown = part(value[key] ?? null, left);
    const text = `${keyText(key)}: ${shown}, `;
    left -= width(text);
    if (shown === null || left < 0) break;
    parts.push(text);
  }
  return parts.length === 0 ? null : `{ ${parts.join('')}${GOES_ON} }`;
}

/** `{4 keys}` or `[3]`: what is in there, by number. */
export function counted(value: readonly Json[] | JsonObject): string {
  const count = sizeOf(value);
  if (isList(value)) return `[${count}]`;
  return count === 0 ? '{}' : `{${count} ${count === 1 ? 'key' : 'keys'}}`;
}

/** There may be a hundred thousand of them. */
function sizeOf(value: readonly Json[] | JsonObject): number {
  return isList(value) ? value.length : keysOf(value).length;
}

/** A long text keeps its closing quote, so that it is seen to be cut by us. */
function quoted(text: string, columns: number): string {
  const near = text.slice(0, columns * 4 + 8);
  const whole = near.length === text.length;
  const shown = clean(JSON.stringify(near));
  if (whole && width(shown) <= columns) return shown;
  return `${cut(shown.slice(0, -1) + (whole ? '' : '…'), columns - 1)}"`;
}

const MOST_ENTRIES = 8;

/** All of a small container, or null as soon as it is sure not to fit. */
function inline(value: readonly Json[] | JsonObject, columns: number): string | null {
  const size = sizeOf(value);
  if (size > MOST_ENTRIES || size * 3 > columns) return null;
  const entries = Object.entries(value);
  const array = Array.isArray(value);
  if (entries.length === 0) return array ? '[]' : '{}';
  const parts: string[] = [];
  let left = columns - (array ? 2 : 4);
  for (const [key, inner] of entries) {
    const shown = part(inner, left);
    if (shown === null) return null;
    const text = array ? shown : `${keyText(key)}: ${shown}`;
    left -= width(text) + (parts.length > 0 ? 2 : 0);
    if (left < 0) return null;
    parts.push(text);
  }
  return array ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
}

function part(value: Json, columns: number): string | null {
  if (columns <= 0) return null;
  if (typeof value === 'object' && value !== null) return inline(value, columns);
  if (typeof value === 'string' && value.length > columns) return null;
  return typeof value === 'string' ? clean(JSON.stringify(value)) : String(value);
}
