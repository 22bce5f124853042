// The places of the document that a person keeps in view: they outlive edits and restarts, on disk.
import { parseGlob } from '../glob.ts';
import { valueAt } from '../patch.ts';
import type { Json, Path } from '../step.ts';
import type { WatchesPort } from './ports.ts';
import type { SessionState } from './state.ts';
import type { SessionStore } from './store.ts';

/** `watches` is where they are kept; a recording keeps none. */
export interface WatchDesk {
  readonly store: SessionStore;
  readonly ports: { readonly watches: Pick<WatchesPort, 'write'> };
  trouble(problem: { severity: 'warning'; file: string; line: 0; column: 0; message: string; hint: string }): void;
}

export function openWatches(desk: WatchDesk & { readonly ports: { readonly watches: WatchesPort } }): void {
  const { list, refused } = desk.ports.watches.read();
  desk.store.state = { ...desk.store.state, watches: unique(list) };
  if (refused !== undefined) complain(desk, refused);
}

export function watch(desk: WatchDesk, path: Path): void {
  const { watches } = desk.store.state;
  if (path.length === 0 || isWatched(watches, path)) return;
  keepWatches(desk, [...watches, path]);
}

export function unwatch(desk: WatchDesk, path: Path): void {
  const id = JSON.stringify(path);
  keepWatches(
    desk,
    desk.store.state.watches.filter((known) => JSON.stringify(known) !== id),
  );
}

/** The list from now on. */
export function keepWatches(desk: WatchDesk, watches: readonly Path[]): void {
  desk.store.set({ watches });
  const { refused } = desk.ports.watches.write(watches);
  if (refused !== undefined) complain(desk, refused);
}

export function isWatched(watches: SessionState['watches'], path: Path): boolean {
  const id = JSON.stringify(path);
  return watches.some((known) => JSON.stringify(known) === id);
}

/** A place as it is written, in this document: in a list, digits are a number. A text says why there is none. */
export function placeOf(text: string, data: Json): Path | string {
  const glob = parseGlob(text.trim());
  if (typeof glob === 'string') return glob;
  const path: (string | number)[] = [];
  for (const part of glob) {
    if (part.kind !== 'key') return `${text.trim()} means many places: name one of them`;
    const isIndex = /^\d+$/.test(part.key) && Array.isArray(path.length === 0 ? data : valueAt(data, path));
    path.push(isIndex ? Number(part.key) : part.key);
  }
  return path;
}

function unique(list: readonly Path[]): readonly Path[] {
  return [...new Map(list.map((path) => [JSON.stringify(path), path])).values()];
}

function complain(desk: WatchDesk, message: string): void {
  const place = { file: '.stepscope/watches.json', line: 0, column: 0 } as const;
  desk.trouble({ severity: 'warning', ...place, message, hint: 'Watches work until the debugger ends.' });
}
