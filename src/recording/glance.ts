// What can be said of a recording without reading it: its first and its last few lines tell.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface Glance {
  /** The scenario, or the task's name; empty where it cannot be told. */
  readonly title: string;
  /** Of a fork: what it was made by; empty otherwise. */
  readonly made: string;
  readonly turns: number;
  /** How the task ended; null where it did not, or its end was not among the last lines. */
  readonly end: string | null;
}

const NOTHING: Glance = { title: '', made: '', turns: 0, end: null };
/** Of its beginning and of its end. */
const BYTES = 8_192;

/** A file that is gone, or is something else, says nothing. */
export function glance(path: string): Glance {
  try {
    const { head, tail } = ends(path);
    const title = textOf(head, 'scenario') ?? textOf(head, 'name') ?? '';
    const id = textOf(head, 'id') ?? '';
    const lines = tail
      .split('\n')
      .flatMap(readLine)
      .filter((line) => line.task === id);
    const turns = Math.max(
      0,
      ...lines.map(({ kind, turn }) => (kind === 'ran' && typeof turn === 'number' ? turn : 0)),
    );
    const end = lines.findLast(({ kind }) => kind === 'ended')?.state;
    const made = textOf(head.slice(0, head.indexOf('"settings"')), 'made') ?? '';
    return { title, made, turns, end: typeof end === 'string' ? end : null };
  } catch {
    return NOTHING;
  }
}

function ends(path: string): { readonly head: string; readonly tail: string } {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    return { head: part(file, 0), tail: part(file, Math.max(0, size - BYTES)) };
  } finally {
    closeSync(file);
  }
}

function part(file: number, from: number): string {
  const bytes = Buffer.alloc(BYTES);
  return bytes.toString('utf8', 0, readSync(file, bytes, 0, BYTES, from));
}

/** The first text of this key; the header begins with the task. */
function textOf(head: string, key: string): string | undefined {
  const found = new RegExp(`"${key}":("(?:[^"\\\\]|\\\\.)*")`).exec(head)?.[1];
  return found === undefined ? undefined : (JSON.parse(found) as string);
}

/** A line that was cut is none. */
function readLine(text: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? [value as Readonly<Record<string, unknown>>] : [];
  } catch {
    return [];
  }
}
