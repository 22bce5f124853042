// Asks the key table: what does a key mean here, and which keys work here.
import { KEYS, type KeyId, type KeyShape, PANELS, type Place } from './key-table.ts';

export interface KeyRow extends KeyShape {
  readonly id: KeyId;
}

export const KEY_ROWS: readonly KeyRow[] = KEYS;

function isPanel(place: Place): boolean {
  return (PANELS as readonly Place[]).includes(place);
}

export function worksIn(row: KeyRow, place: Place): boolean {
  return row.places === undefined ? !isPanel(place) : row.places.includes(place);
}

/** What a key, as `keyName` writes it, may mean in a place. */
export function rowsFor(key: string, place: Place): readonly KeyRow[] {
  return KEY_ROWS.filter((row) => row.keys.includes(key) && worksIn(row, place));
}
