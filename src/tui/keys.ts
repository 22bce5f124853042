// Asks the key table: what does a key mean here, and which keys work here.
import { KEYS, type KeyId, type KeyShape, PANELS, type Place } from './key-table.ts';

export interface KeyRow extends KeyShape {
  readonly id: KeyId;
}

export const KEY_ROWS: readonly KeyRow[] = KEYS;

function isPanel(place: Place): boolean {
  return PANELS.some((panel) => panel === place);
}

export function worksIn(row: KeyRow, place: Place): boolean {
  return row.places === undefined ? !isPanel(place) : row.places.includes(place);
}

const NAMES: Readonly<Partial<Record<Place, string>>> = {
  agenda: 'the agenda',
  timeline: 'the timeline',
  scenarios: 'the list of scenarios',
  tasks: 'the list of tasks',
  marks: 'the list of marks',
  breakpoints: 'the list of breakpoints',
  watches: 'the list of watches',
  recordings: 'the list of recordings',
  problems: 'the list of problems',
  whole: 'what is shown whole',
  history: 'a history',
  times: 'the times of steps',
};

export function placesText(places: readonly Place[]): string {
  if (places.length === PANELS.length && places.every(isPanel)) return 'panels';
  if (places.length > PANELS.length) return 'lists';
  const names = places.map((place) => NAMES[place] ?? `${place.slice(0, 1).toUpperCase()}${place.slice(1)}`);
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
}

/** Why a key can do nothing in a place where no row has it; empty for one that no row has anywhere. */
export function whyNowhere(key: string, place: Place): string {
  const rows = KEY_ROWS.filter(({ keys }) => keys.includes(key));
  if (rows.length === 0) return '';
  if (isPanel(place) && rows.some((row) => row.places?.every(isPanel) !== true))
    return `${key} does nothing in this panel: esc closes it`;
  const places = [...new Set(rows.flatMap((row) => row.places ?? []))];
  // From a pane one looks for another pane.
  const near = places.filter((other) => isPanel(other) === isPanel(place));
  return `${key} works only in ${placesText(near.length > 0 ? near : places)}`;
}

/** What a key, as `keyName` writes it, may mean in a place. */
export function rowsFor(key: string, place: Place): readonly KeyRow[] {
  return KEY_ROWS.filter((row) => row.keys.includes(key) && worksIn(row, place));
}
