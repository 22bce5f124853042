// Places of a document by a pattern, as a breakpoint names them: `order.items.*.price`. `*` is one level, `**` any number.
// A key that would read otherwise stands in brackets: `prices["a.b"]`, `items[0]`; `items[*]` is `items.*`.

import { childOf, equalJson, isContainer, isList } from './json.ts';
import type { Json, Path } from './step.ts';

type Part = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'one' } | { readonly kind: 'any' };

export type Glob = readonly Part[];

const BRACKETS = /\[(?:(\d+|\*)|("(?:[^"\\]|\\.)*"))\]/y;
const PLAIN = /[^.[\]"]+/y;

/** A text says why there is no such pattern. */
export function parseGlob(text: string): Glob | string {
  const parts: Part[] = [];
  let at = 0;
  while (at < text.length || parts.length === 0) {
    if (text[at] === '.' && parts.length > 0) at++;
    else if (parts.length > 0 && text[at] !== '[') return `a dot or a bracket is missing: ${text.slice(0, at)} ⟵ here`;
    const read = readPart(text, at);
    if (!read) return text.trim() === '' ? 'a path is missing' : `${text} is no path: write order.items.*.price`;
    parts.push(read.part);
    at = read.end;
  }
  return parts;
}

function readPart(text: string, at: number): { readonly part: Part; readonly end: number } | null {
  BRACKETS.lastIndex = at;
  const [bracket, index, quoted] = BRACKETS.exec(text) ?? [];
  if (bracket !== undefined) {
    if (index === '*') return { part: { kind: 'one' }, end: at + bracket.length };
    const key = quoted === undefined ? (index ?? '') : textOf(quoted);
    return key === null ? null : { part: { kind: 'key', key }, end: at + bracket.length };
  }
  PLAIN.lastIndex = at;
  const [key] = PLAIN.exec(text) ?? [];
  // A blank at either end is never meant; a key that has one stands in brackets.
  if (key === undefined || key.trim() !== key) return null;
  const part: Part = key === '*' ? { kind: 'one' } : key === '**' ? { kind: 'any' } : { kind: 'key', key };
  return { part, end: at + key.length };
}

function textOf(quoted: string): string | null {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return null;
  }
}

/** The pattern that means this one place. */
export function globOf(path: Path): string {
  const text = path.map((key) => (isPlain(String(key)) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

function isPlain(key: string): boolean {
  return key !== '' && key !== '*' && key !== '**' && key.trim() === key && !/[.[\]"]/.test(key);
}

/** Whether a place that the pattern means can lie below this one. */
export function mayHold(glob: Glob, path: Path): boolean {
  const anywhere = glob.findIndex(({ kind }) => kind === 'any');
  if (anywhere < 0 && path.length >= glob.length) return false;
  const fixed = anywhere < 0 ? glob : glob.slice(0, anywhere);
  return path.every((key, at) => isLevel(fixed[at], key));
}

function isLevel(part: Part | undefined, key: string | number): boolean {
  return part?.kind !== 'key' || part.key === String(key);
}

/** Whether the pattern means this place. */
export function isMeant(glob: Glob, path: Path, from = 0, at = 0): boolean {
  const part = glob[from];
  if (part === undefined) return at === path.length;
  if (part.kind === 'any')
    return isMeant(glob, path, from + 1, at) || (at < path.length && isMeant(glob, path, from, at + 1));
  if (at === path.length) return false;
  return (part.kind === 'one' || part.key === String(path[at])) && isMeant(glob, path, from + 1, at + 1);
}

/**
 * The first place that the pattern means and where another value stands after than before; nothing counts as a value. null
 * where all is the same. What both documents share is never looked at.
 */
export function changedAt(glob: Glob, before: Json | undefined, after: Json | undefined): Path | null {
  return changed(glob, 0, before, after, []);
}

function changed(glob: Glob, from: number, before: Json | undefined, after: Json | undefined, path: Path): Path | null {
  if (before === after) return null;
  const part = glob[from];
  if (part === undefined) return equalJson(before, after) ? null : path;
  const below = (key: string, next: number): Path | null =>
    changed(glob, next, child(before, key), child(after, key), [...path, placeIn(after ?? before, key)]);
  if (part.kind === 'key') return below(part.key, from + 1);
  const deep = part.kind === 'any';
  // The most exact place is told: what is below goes before what holds it.
  for (const key of keysOf(before, after)) {
    const found = below(key, deep ? from : from + 1);
    if (found) return found;
  }
  return deep ? changed(glob, from + 1, before, after, path) : null;
}

function keysOf(before: Json | undefined, after: Json | undefined): Iterable<string> {
  return new Set([before, after].flatMap((value) => (isContainer(value) ? Object.keys(value) : [])));
}

/** A list has a `length`, which is no place in a document. */
function child(value: Json | undefined, key: string): Json | undefined {
  return isList(value) && !/^\d+$/.test(key) ? undefined : childOf(value, key);
}

function placeIn(value: Json | undefined, key: string): string | number {
  return Array.isArray(value) && /^\d+$/.test(key) ? Number(key) : key;
}
