// A recording as a session: the same state from the same reducer, and one can travel in it. There is no workspace and no
// sandbox: nothing runs.
import { type RecordedStep, type Recording, stepsAfter } from '../recorded.ts';
import type { Command, Session } from './command.ts';
import { currentLog, emptyState, reduce, tailOf } from './reduce.ts';
import { recordedSources } from './shown-sources.ts';
import type { SessionState, TaskLog } from './state.ts';
import { SessionStore } from './store.ts';
import { diffFrom, jump, mark, rewind, show } from './travel.ts';
import { remember, undo } from './undo.ts';
import { unwatch, watch } from './watches.ts';
import { ranks } from './workspace-view.ts';

/** `at`: the turn to stand before; without it, the first. */
export function openPlayback(recording: Recording, at = 1): Session {
  return playbackOf(recording, stateOf(recording), at);
}

/** The same in pieces, between which others may have their turn. */
export function* openingPlayback(recording: Recording, at = 1): Generator<LinesPlayed, Session> {
  return playbackOf(recording, yield* playing(recording), at);
}

function playbackOf(recording: Recording, played: SessionState, at: number): Session {
  const store = new SessionStore(recording.file);
  store.awaited.reading = 0;
  const state: SessionState = {
    ...played,
    recording: 'played',
    status: { kind: 'paused' },
    notice: welcome(recording),
  };
  store.state = state;
  const log = currentLog(state);
  if (log) store.state = { ...state, cursor: Math.max(0, Math.min(at - 1, tailOf(log))) };
  return {
    getState: () => store.state,
    subscribe: (listener) => store.subscribe(listener),
    dispatch: (command) => remember({ store }, command, () => travel(command, store, recording.file)),
    whenIdle: () => store.whenIdle(),
    close: () => Promise.resolve(),
  };
}

/** What the debugger knew after the last line, as far as the recording tells; the task that it is of is the current one. */
function stateOf(recording: Recording): SessionState {
  const pieces = playing(recording);
  for (let next = pieces.next(); ; next = pieces.next()) if (next.done) return next.value;
}

/** Lines that have been played, of all. */
interface LinesPlayed {
  readonly done: number;
  readonly total: number;
}

/** Lines in one piece. */
const PIECE = 500;

function* playing(recording: Recording): Generator<LinesPlayed, SessionState> {
  const { header, lines, file } = recording;
  const { strategy } = header.settings;
  let rankOf = ranks(header.steps, strategy);
  let state = emptyState(file);
  for (const [index, line] of lines.entries()) {
    if (index % PIECE === 0) yield { done: index, total: lines.length };
    if (line.kind === 'switched') continue;
    if (line.kind === 'reloaded') rankOf = ranks(stepsAfter(recording, index + 1), strategy);
    else state = reduce(state, line, rankOf);
  }
  const steps: readonly RecordedStep[] = stepsAfter(recording);
  const task = state.tasks.has(header.task.id) ? header.task.id : state.task;
  const sources = recordedSources(steps, header.libraries);
  return { ...state, steps, sources, disabled: new Set(disabledIn(recording)), task, stop: null };
}

/** Tasks of a recording by id, the one that it is of first. */
export function recordedTasks(recording: Recording): readonly TaskLog[] {
  const { tasks } = stateOf(recording);
  const own = tasks.get(recording.header.task.id);
  return own ? [own, ...[...tasks.values()].filter((log) => log !== own)] : [...tasks.values()];
}

function disabledIn({ header, lines }: Recording): readonly string[] {
  const last = lines.findLast((line) => line.kind === 'switched');
  return last?.kind === 'switched' ? last.disabled : header.disabled;
}

function welcome({ isTruncated }: Recording): string {
  return isTruncated ? `${PLAYS} Its last line was cut short: it ends there.` : PLAYS;
}

const PLAYS = 'This is a recording: space and , . travel in it, and nothing runs.';

/** What is watched in a recording is watched until one leaves it. */
const KEEPS_NOTHING = { ports: { watches: { write: () => ({}) } }, trouble: () => {} } as const;

function travel(command: Command, store: SessionStore, file: string): void {
  const desk = { store, ...KEEPS_NOTHING };
  const log = currentLog(store.state);
  const { cursor } = store.state;
  switch (command.kind) {
    case 'step':
    case 'over':
    case 'forward':
      return forward(store, log);
    case 'back':
      return jump(desk, cursor - 1);
    case 'jump':
      return jump(desk, command.turns);
    case 'continue':
      return log ? jump(desk, tailOf(log)) : undefined;
    case 'rewind':
      return rewind(desk);
    case 'mark':
      return mark(desk, command.name);
    case 'undo':
      return undo(desk, null);
    case 'watch':
      return watch(desk, command.path);
    case 'unwatch':
      return unwatch(desk, command.path);
    case 'diffFrom':
      return diffFrom(desk, command.place);
    case 'show':
      return show(desk, command.task);
    case 'goTo':
      show(desk, command.task);
      return jump(desk, command.turns);
    default:
      store.set({
        notice: `This is a recording: nothing runs. To run the steps of today on it: stepscope replay --verify ${file}. To go on working: stepscope in the workspace.`,
      });
  }
}

function forward(store: SessionStore, log: TaskLog | null): void {
  const { cursor } = store.state;
  if (log && cursor >= tailOf(log)) store.set({ notice: 'This is the end of the recording.' });
  else jump({ store }, cursor + 1);
}
