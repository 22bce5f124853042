// A place in a task's time as a scenario of its own that begins there, and what it cannot take along.

import type { Explained } from '../engine/condition.ts';
import type { Json, JsonObject, Mocks, Scenario } from '../step.ts';
import { pendingChild, tailOf } from './reduce.ts';
import type { Snapshot } from './snapshot.ts';
import type { SessionState, TaskLog } from './state.ts';
import { isMasked, unmasked } from './unmasked.ts';
import { usedAnswers } from './used-answers.ts';
import { explainStep } from './views/explaining.ts';

/** Years of other lengths are no ISO text that a scenario may hold. */
const LAST_ISO = Date.UTC(10_000, 0, 1);

export interface Place {
  readonly log: TaskLog;
  readonly cursor: number;
  readonly snapshot: Snapshot;
}

export interface SavedScenario {
  /** In the explicit form, without its name. */
  readonly scenario: JsonObject;
  /** Sentences about what is otherwise in it than it was here. */
  readonly warnings: readonly string[];
}

/** `origin`: the scenario that the task was begun with, as it is now; undefined where it is gone, or there was none. */
export function savedScenario(
  state: SessionState,
  place: Place,
  origin: Scenario | undefined,
  workspaceMocks: Mocks,
): SavedScenario {
  const { log, cursor, snapshot } = place;
  const { $stash: stash, ...open } = snapshot.data;
  const data = unmasked(open);
  const used = usedAnswers(state, log, cursor, { own: origin?.connectors ?? {}, workspace: workspaceMocks });
  const answers = unmasked(used.mocks);
  const expect = expectationsOf(place);
  const { tags = [], config = {}, history = [] } = origin ?? {};
  const left = [...(stash === undefined ? [] : ['$stash']), ...data.leftOut.map((path) => path.join('.'))];
  return {
    scenario: {
      description: descriptionOf(place, origin),
      ...(tags.length > 0 ? { tags } : {}),
      data: data.value,
      ...(Object.keys(config).length > 0 ? { config } : {}),
      ...(history.length > 0 ? { history } : {}),
      seed: log.start.seed,
      // Later turns draw what their numbers say, which are others now.
      ...(cursor === 0 ? { stream: log.start.stream } : {}),
      now: momentText(snapshot.clock),
      ...(Object.keys(used.mocks).length > 0 ? { connectors: answers.value } : {}),
      ...(expect ? { expect } : {}),
    },
    warnings: [
      ...runsAgain(state, place),
      ...(left.length > 0 ? [`Left out, as it is secret: ${left.join(', ')}.`] : []),
      ...answers.leftOut.map((path) => `The answer of ${path.slice(0, 2).join('.')} is without its secret.`),
      ...used.unclear.map((method) => `${method} answered a subtask otherwise: look at its answers.`),
      ...pending(state, place),
      ...timedOut(place),
      ...byHand(state, place),
      ...(origin || log.start.scenario === null ? [] : ['Its own scenario is gone, and config with it.']),
      ...(expect ? [] : [unexpected(place)]),
    ],
  };
}

function descriptionOf({ log, cursor }: Place, origin: Scenario | undefined): string {
  const from = origin?.title ?? log.start.scenario ?? log.name;
  return cursor === 0 ? `Saved from "${from}", from its beginning.` : `Saved from "${from}" after turn ${cursor}.`;
}

function momentText(clock: number): Json {
  const ms = Math.round(clock);
  return ms >= 0 && ms < LAST_ISO ? new Date(ms).toISOString() : ms;
}

/** Null where nothing is left to happen, or how it ends is not known or was a person's doing. */
function expectationsOf({ log, cursor }: Place): JsonObject | null {
  const { end } = log;
  if (!end || end.state === 'stopped' || isAtEnd({ log, cursor })) return null;
  const { state, reason } = end;
  // A loop is found when it has gone round, and turns are counted from the beginning: another one here.
  if (cursor > 0 && (reason === 'loop' || reason === 'limit')) return { state, reason };
  const steps = log.turns.slice(cursor, tailOf(log)).map(({ step }) => step);
  // What the debugger itself says of loops and limits may tell of times and turns.
  const message = reason === 'error' ? end.error?.message : undefined;
  return message && !isMasked(message) ? { steps, state, reason, error: message } : { steps, state, reason };
}

function isAtEnd({ log, cursor }: Pick<Place, 'log' | 'cursor'>): boolean {
  return log.end !== null && cursor > 0 && cursor === tailOf(log);
}

/** Why nothing is expected. */
function unexpected(place: Place): string {
  return isAtEnd(place)
    ? 'The task ended here, so nothing is expected of the new one.'
    : 'The task has not ended by itself, so nothing is expected yet.';
}

/** Steps run once a task, and this will be another task. */
function runsAgain(state: SessionState, { cursor, snapshot }: Place): string[] {
  const again = state.steps.filter(
    (step) => snapshot.fired.has(step.name) && !step.disabled && mayMatch(explainStep(step, snapshot)),
  );
  if (again.length === 0) return [];
  const names = again.map(({ name }) => name).join(', ');
  return [
    `Ran before turn ${cursor + 1} and still ${again.length > 1 ? 'match' : 'matches'}, so it runs again there: ${names}.`,
  ];
}

/** Every leaf is fulfilled, as far as it was judged. */
function mayMatch({ condition, verdict, children }: Explained): boolean {
  const isLeaf = condition.kind !== 'object' && condition.kind !== 'array';
  if (verdict === 'ok' || verdict === 'untested') return true;
  return !isLeaf && verdict === 'inside' && children.every(mayMatch);
}

function pending(state: SessionState, { log, cursor }: Place): string[] {
  const child = pendingChild(state, log, cursor);
  return child ? [`The subtask ${child.name} is under way here, and will be missing.`] : [];
}

/** How long a task stays open is no part of its data. */
function timedOut({ log, cursor }: Place): string[] {
  if (cursor === 0 || log.end?.reason !== 'expired') return [];
  return [`It ended by a timeout: one that was set before turn ${cursor + 1} will be missing.`];
}

/** What a person did later than here happens by itself nowhere else. */
function byHand(state: SessionState, { log, cursor }: Place): string[] {
  const picked = log.turns.slice(cursor).find(({ why }) => why === 'hand');
  const edited = log.entries.find(({ cause, after }) => cause === 'edit' && after > cursor);
  return [
    ...(picked ? [`Turn ${picked.number} was picked by hand.`] : []),
    ...(edited ? [`Data was edited by hand after turn ${edited.after}.`] : []),
    ...(state.disabled.size > 0 ? [`Switched off here only: ${[...state.disabled].join(', ')}.`] : []),
  ];
}
