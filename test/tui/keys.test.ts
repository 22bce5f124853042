// The key table: no two meanings in one place, nothing without words, nothing that a footer could promise in vain.
import { describe, expect, it } from 'vitest';
import { GROUPS, type Place } from '../../src/tui/key-table.ts';
import { KEY_ROWS, rowsFor, worksIn } from '../../src/tui/keys.ts';

const PLACES: readonly Place[] = [
  'agenda',
  'why',
  'data',
  'patch',
  'log',
  'calls',
  'view',
  'source',
  'timeline',
  'help',
  'scenarios',
  'tasks',
  'problems',
  'history',
  'marks',
  'breakpoints',
  'watches',
  'recordings',
  'whole',
  'times',
  'palette',
];

/** What they mean hangs on whether a turn is stale, and on whether a value holds others. */
const MEANT_TWICE = ['r', 'enter'];

describe('key table', () => {
  it.each(PLACES)('has one meaning for each key in %s', (place) => {
    const keys = KEY_ROWS.filter((row) => worksIn(row, place)).flatMap((row) => row.keys);
    const twice = keys.filter((key, index) => keys.indexOf(key) < index);
    expect(twice.filter((key) => !MEANT_TWICE.includes(key))).toEqual([]);
  });

  it('says what each does, and names each once', () => {
    expect(new Set(KEY_ROWS.map(({ id }) => id)).size).toBe(KEY_ROWS.length);
    for (const row of KEY_ROWS) {
      expect(row.help).not.toBe('');
      expect(GROUPS.map(({ id }) => id)).toContain(row.group);
    }
  });

  it.each(PLACES)('leaves %s by esc, q or ctrl-c', (place) => {
    expect(rowsFor('q', place)).not.toEqual([]);
    expect(rowsFor('ctrl-c', place)[0]?.id).toBe('interrupt');
  });

  it('needs no Fn and no Alt', () => {
    for (const key of KEY_ROWS.flatMap(({ keys }) => keys)) expect(key).not.toMatch(/^f\d|alt-/);
  });
});
