// A place in a document as one would write it in step code: order.items[0]["unit price"].
import type { Path } from '../step.ts';
import { clean } from './clean.ts';
import { cutStart, width } from './width.ts';

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

export function pathText(path: Path): string {
  const text = path.map((key) => (isName(key) ? `.${key}` : `[${quoted(key)}]`)).join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

/** The path, or as many of its last keys as there is room for; a key that is too long by itself is cut. */
export function shortPath(path: Path, columns: number): string {
  for (let from = 0; from < path.length; from++) {
    const text = pathText(path.slice(from));
    const short = from === 0 ? text : `…${text.startsWith('[') ? '' : '.'}${text}`;
    if (width(short) <= columns) return short;
  }
  return cutStart(pathText(path), columns);
}

/** A key as a label: bare where it needs no quotes. */
export function keyText(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return isName(key) ? clean(key) : quoted(key);
}

function isName(key: string | number): boolean {
  return typeof key === 'string' && key.length < 200 && NAME.test(key) && clean(key) === key;
}

function quoted(key: string | number): string {
  return typeof key === 'number' ? String(key) : clean(JSON.stringify(key.slice(0, 200)));
}
