// All that can be commanded, as rows: each key of the table, and what has no key – a turn, a step, a path, a mark or a
// scenario that one names.
import { clean } from '../format/clean.ts';
import { globOf, parseGlob } from '../glob.ts';
import type { Command } from '../session/command.ts';
import type { SessionState } from '../session/state.ts';
import { createMemo } from '../session/views/memo.ts';
import { isWatched, placeOf } from '../session/watches.ts';
import { dataOf } from './asking.ts';
import type { CommandRow } from './command-row.ts';
import type { KeyId } from './key-table.ts';
import { KEY_ROWS, type KeyRow, placesText, worksIn } from './keys.ts';
import { showKeys } from './lines/footer-line.ts';
import type { Scene } from './scene.ts';
import { whyOff } from './usable.ts';

/** They would only lead back to where one is. */
const OWN: readonly KeyId[] = ['run', 'palette'];

export function keyedRows(scene: Scene): readonly CommandRow[] {
  return KEY_ROWS.filter(({ id }) => !OWN.includes(id)).map((row) => ({
    key: row.id,
    keys: showKeys(row),
    pressed: showKeys(row),
    label: row.label,
    text: row.help,
    hint: '',
    off: whyNotHere(row, scene),
    effect: { kind: 'key', id: row.id, beside: { kind: 'ran', command: row.id } },
  }));
}

function whyNotHere(row: KeyRow, scene: Scene): string | null {
  if (!worksIn(row, scene.place)) return `only in ${placesText(row.places ?? [])}`;
  const off = whyOff(row.id, scene);
  return off === '' ? 'there is nothing for it to do' : off;
}

export type PlacedRows = (scene: Scene) => readonly CommandRow[];

/** Of ten thousand steps the rows are made once: who looks for one types many letters. */
export function createPlacedRows(): PlacedRows {
  const rows = createMemo<readonly CommandRow[]>();
  return (scene) => {
    const { steps, scenarios, marks, status } = scene.state;
    const noRun = whyOff('continue', scene);
    const noChoice = status.kind === 'running' ? 'it is running: p pauses it' : null;
    return rows([steps, scenarios, marks, noRun, noChoice], () => placedRows(scene.state, noRun, noChoice));
  };
}

/** Of things that have names: steps, to be shown and to be run to; scenarios; marks. */
function placedRows(
  { steps, scenarios, marks }: SessionState,
  noRun: string | null,
  noChoice: string | null,
): readonly CommandRow[] {
  return [
    ...marks.map(({ name, task, turns }) =>
      named('mark', name, 'travel there', { kind: 'goTo', task, turns } as const, null),
    ),
    ...scenarios.map(({ name }) =>
      named('scenario', name, 'start it', { kind: 'choose', scenario: name } as const, noChoice),
    ),
    ...steps.map(({ name }) => shownStep(name)),
    ...steps.map(({ name }) => named('to', name, 'run until it is next', { kind: 'runTo', step: name }, noRun)),
  ];
}

function named(kind: string, name: string, hint: string, command: Command, off: string | null): CommandRow {
  const key = `${kind} ${name}`;
  const effect = { kind: 'command', command, beside: { kind: 'ran', command: key } } as const;
  return { key, keys: kind, pressed: '', label: '', text: clean(name), hint, off, effect };
}

function shownStep(step: string): CommandRow {
  const key = `step ${step}`;
  const effect = { kind: 'ui', action: { kind: 'ran', command: key, reveal: step } } as const;
  return {
    key,
    keys: 'step',
    pressed: '',
    label: '',
    text: clean(step),
    hint: 'show it in the agenda',
    off: null,
    effect,
  };
}

const TURN = /^(?:turn\s*)?(\d{1,9})$/;
const WATCH = /^watch\s+(\S.*)$/;
const UNTIL = /^until\s+(\S.*)$/;

/** What only the text itself says: a number, a path. */
export function typedRows(scene: Scene, text: string): readonly CommandRow[] {
  const turn = TURN.exec(text)?.[1];
  if (turn !== undefined) return [turnRow(scene, Number(turn))];
  const path = UNTIL.exec(text)?.[1]?.trim();
  if (path !== undefined) return [untilRow(scene, path)];
  const watched = WATCH.exec(text)?.[1]?.trim();
  return watched === undefined ? [] : [watchRow(scene, watched)];
}

/** What was recorded is travelled to; beyond that it has to run. */
function turnRow(scene: Scene, turns: number): CommandRow {
  const { bars } = scene.timeline;
  const isRecorded = turns <= bars.filter(({ running }) => !running).length;
  const [hint, command, off] = isRecorded
    ? (['travel there', { kind: 'jump', turns }, scene.state.task === null ? 'there is no task' : null] as const)
    : (['run until it is done', { kind: 'runTo', turn: turns }, whyOff('continue', scene)] as const);
  return named('turn', String(turns), hint, command, off);
}

/** Nobody looks through more of them: a path can be written, too. */
const MOST_PLACES = 2_000;

/** Places of the document that are unfolded. */
export function pathRows(scene: Scene, kind: 'until' | 'watch'): readonly CommandRow[] {
  const rows = scene.views.data(scene.state, scene.ui.folds);
  const places = Array.from({ length: Math.min(MOST_PLACES, rows.length) }, (_, index) => rows.at(index));
  return places
    .flatMap((row) => row ?? [])
    .map(({ path }) => (kind === 'until' ? untilRow : watchRow)(scene, globOf(path)));
}

function watchRow({ state }: Scene, text: string): CommandRow {
  const path = placeOf(text, dataOf(state));
  if (typeof path === 'string') return named('watch', text, 'keep it in view', { kind: 'watch', path: [] }, path);
  const isKnown = isWatched(state.watches, path);
  const command = { kind: isKnown ? 'unwatch' : 'watch', path } as const;
  return named('watch', text, isKnown ? 'no longer' : 'keep it in view', command, null);
}

function untilRow(scene: Scene, path: string): CommandRow {
  const glob = parseGlob(path);
  const off = typeof glob === 'string' ? glob : whyOff('continue', scene);
  return named('until', path, 'run until it changes', { kind: 'runTo', path }, off);
}
