// The commands that a person can look for by their words: pure. What can be used here and now stands first.
import { go as fuzzy } from 'fuzzysort';
import type { CommandRow } from './command-row.ts';
import { createPlacedRows, keyedRows, pathRows, typedRows } from './commands.ts';
import type { CommandsIn, Scene } from './scene.ts';

/** More rows than these nobody reads. */
const MOST = 200;
/** Of fuzzysort: 1 is exact, 0 is nothing. */
const LEAST_SCORE = 0.3;

/** `under`: the screen without the panel, as it was when that opened. */
export function createCommands(): CommandsIn {
  const placed = createPlacedRows();
  return (under, panel) => {
    if (panel === 'help') return keyedRows(under);
    const text = under.ui.filters.palette.trimStart();
    return text === '' ? withHistory(under, placed(under)) : found(under, placed(under), text);
  };
}

/** What was run before, the latest first; then the key table. */
function withHistory(under: Scene, placed: readonly CommandRow[]): readonly CommandRow[] {
  const all = keyedRows(under);
  const known = [...all, ...placed];
  const ran = under.ui.ran.flatMap((key) => {
    const row = known.find((each) => each.key === key) ?? typedRows(under, key).find((each) => each.key === key);
    return row === undefined ? [] : [row];
  });
  return [...ran, ...usableFirst(all.filter((row) => !ran.includes(row)))];
}

/** With nothing behind it, all there are of the kind. */
const KINDS = /^(step|scenario|mark|to|until|watch)\s+(.*)$/;

function found(under: Scene, placed: readonly CommandRow[], text: string): readonly CommandRow[] {
  const [, kind = '', name = ''] = KINDS.exec(text) ?? [];
  const own = typedRows(under, text.trim());
  const known =
    kind === 'until' || kind === 'watch' ? pathRows(under, kind) : placed.filter((row) => row.keys === kind);
  const ofKind = matching(name, known).filter(({ key }) => !own.some((row) => row.key === key));
  // Running to a step is asked for by its word: else each step would be there twice.
  const others = [...keyedRows(under), ...placed.filter((row) => row.keys !== 'to' && row.keys !== kind)];
  // What was typed to the letter stays first: enter must not run something else in its place.
  return [...own, ...usableFirst([...ofKind, ...matching(text, others)])].slice(0, MOST);
}

function matching(name: string, rows: readonly CommandRow[]): readonly CommandRow[] {
  const text = name.trim();
  if (text === '') return rows.slice(0, MOST);
  const results = fuzzy(text, rows, { keys: ['pressed', 'label', 'text'], limit: MOST, threshold: LEAST_SCORE });
  return results.map(({ obj }) => obj);
}

function usableFirst(rows: readonly CommandRow[]): readonly CommandRow[] {
  return [...rows.filter(({ off }) => off === null), ...rows.filter(({ off }) => off !== null)];
}
