// A list with a selected row and a window on it. Rows are remembered by key, so that the selection stays on what it was on
// while rows come, go and move.

export interface ListState {
  /** Of the selected row; null follows `index`. */
  readonly key: string | null;
  readonly index: number;
  /** First row shown, when last seen. */
  readonly top: number;
  /** Where the selected row was: it went elsewhere, and what is shown does not go with it. Moving begins here. */
  readonly held?: number;
}

/** `first` follows the first row, `last` the last one as rows are added. */
export const FIRST: ListState = { key: null, index: 0, top: 0 };
export const LAST: ListState = { key: null, index: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY };

/** Names of rows, one each: of a list that is too long to have them all, they are made when they are looked at. */
export type Keys = Pick<readonly string[], 'length' | 'at' | 'indexOf'>;

/** What is shown of a list: rows `top` to `top + height`, one of them selected. */
export interface Window {
  readonly keys: Keys;
  readonly selected: number;
  readonly top: number;
  readonly height: number;
  readonly held?: number;
}

export function windowOf(list: ListState, keys: Keys, height: number): Window {
  const found = list.key === null ? -1 : keys.indexOf(list.key);
  const selected = clamp(found >= 0 ? found : list.index, 0, keys.length - 1);
  if (list.held !== undefined && list.held !== selected)
    return { keys, selected, top: clamp(list.top, 0, keys.length - height), height, held: list.held };
  const nearest = clamp(list.top, selected - height + 1, selected);
  return { keys, selected, top: clamp(nearest, 0, keys.length - height), height };
}

/** What the selection follows when it is on the first row, or on the last. */
export type Follow = 'first' | 'last' | 'none';

/** Moves by rows, and lands on the first or last at the most. At the first row it follows what comes first. */
export function movedBy(window: Window, by: number, follow: Follow): ListState {
  return movedTo(window, startOf(window, by) + by, follow);
}

/** Moves by rows, and what is shown moves by as many, as far as there are more. */
export function scrolledBy(window: Window, by: number, follow: Follow): ListState {
  const top = clamp(window.top + by, 0, window.keys.length - window.height);
  return movedTo({ ...window, top }, startOf(window, by) + by, follow);
}

export function movedTo({ keys, top: shown, height }: Window, to: number, follow: Follow): ListState {
  const last = keys.length - 1;
  const index = clamp(to, 0, last);
  if (follow === 'first' && index === 0) return FIRST;
  if (follow === 'last' && index === last) return LAST;
  const { top } = windowOf({ key: null, index, top: shown }, keys, height);
  return { key: keys.at(index) ?? null, index, top };
}

/** What followed a row that went away stands in its place now. */
function startOf({ selected, held }: Window, by: number): number {
  if (held === undefined) return selected;
  return by > 0 && held < selected ? held - 1 : held;
}

/** Never below `least`, even where `most` is smaller. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
