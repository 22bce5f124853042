// A moment of a task that a question is about: of a task in the history, of a recording, of a scenario that is run, or of data.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Ground, openGround } from '../check/ground.ts';
import { RUN_STARTS_AT } from '../check/run-one.ts';
import { idFrom } from '../engine/random.ts';
import type { StopReason } from '../events.ts';
import { nearest } from '../load/nearest.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Recording } from '../recorded.ts';
import { readRecording } from '../recording/read.ts';
import { openPlayback } from '../session/playback.ts';
import { emptyState, reduce, tailOf } from '../session/reduce.ts';
import type { SessionState, TaskLog } from '../session/state.ts';
import { beginningOf } from '../session/workspace-view.ts';
import type { Scenario } from '../step.ts';
import type { Around } from './broken-steps.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { readGiven } from './given-task.ts';
import { refuse } from './say.ts';
import { withTask } from './task-find.ts';
import { logsOf, noRecording, refuseRecording } from './task-show.ts';
import { tellErrors } from './tell-errors.ts';
import { runPorts } from './wiring.ts';

export interface MomentWords {
  /** The step that is asked for, where one is. */
  readonly step?: string | undefined;
  readonly dir: string;
  readonly task?: string | undefined;
  readonly recording?: string | undefined;
  readonly scenario?: string | undefined;
  /** Of a scenario or a recording: by its number, id or name. */
  readonly subtask?: string | undefined;
  readonly data?: string | undefined;
  readonly file?: string | undefined;
  /** The turn to stand before; without it, after the last one. */
  readonly at?: number | undefined;
}

export interface Moment {
  /** As the screen would have it, standing there. */
  readonly state: SessionState;
  readonly log: TaskLog;
  /** Where it is of the past: what it was played from. */
  readonly recording: Recording | null;
  /** The workspace, where it is about one. */
  readonly around: Around | null;
  /** It is of data that no step has seen. */
  readonly isGiven: boolean;
}

/** How a moment is named, by what the command takes. */
const WAYS = {
  kept: '--task ID, --recording FILE or --scenario NAME',
  data: '-d JSON or -f FILE',
  both: '--task ID, --recording FILE, --scenario NAME, -d JSON or -f FILE',
};

/** Gives the exit code; where there is no such moment, that has been said. `who`: the command. */
export async function atMoment(
  who: string,
  words: MomentWords,
  work: (moment: Moment) => Promise<number>,
  ways: keyof typeof WAYS = 'kept',
): Promise<number> {
  const given = [words.task, words.recording, words.scenario, words.data ?? words.file].filter(
    (word) => word !== undefined,
  );
  if (given.length === 0) return refuse(who, `of which task? Name it with ${WAYS[ways]}.`);
  if (given.length > 1) return refuse(who, `several tasks are named; give only one of ${WAYS[ways]}.`);
  const { task, recording, at } = words;
  if (task !== undefined)
    return withTask({ who, dir: words.dir }, task, (row) => {
      const logs = logsOf(row);
      if ('problem' in logs) return refuseRecording(who, logs.problem);
      return played(who, logs.recording, row.id, at, work);
    });
  if (recording !== undefined) {
    if (!existsSync(recording)) return refuse(who, noRecording(recording));
    const read = readRecording(recording);
    if ('problem' in read) return refuseRecording(who, read.problem);
    return played(who, read.recording, read.recording.header.task.id, at, work);
  }
  return isWorkspace(words.dir) ? ofScenario(who, words, work) : EXIT.wrongUse;
}

function played(
  who: string,
  recording: Recording,
  task: string,
  at: number | undefined,
  work: (moment: Moment) => Promise<number>,
): number | Promise<number> {
  const session = openPlayback(recording);
  const log = session.getState().tasks.get(task);
  if (!log) return refuse(who, `${recording.file} does not tell of the task ${task}.`);
  const turns = turnsBefore(log, at);
  if (typeof turns === 'string') return refuse(who, turns);
  return work({ state: { ...session.getState(), task, cursor: turns }, log, recording, around: null, isGiven: false });
}

/** The task itself where no subtask is meant. */
function subtaskOf(log: TaskLog, { tasks }: SessionState, meant: string | undefined): TaskLog | string {
  if (meant === undefined) return log;
  const all = subtasksOf(log, tasks);
  const found = all.filter(({ id, name }) => id === meant || numberOf(log, id) === meant || name === meant);
  if (found[0] && found.length === 1) return found[0];
  const named = (found.length > 1 ? found : all).map((one) => `${numberOf(log, one.id)} (${one.name})`).join(', ');
  if (found.length > 1) return `several subtasks are called ${meant}: ${named}.`;
  return `there is no subtask ${meant}: ${named === '' ? 'the task has none' : `there are ${named}`}.`;
}

/** Subtasks and theirs, in the order in which they began. */
export function subtasksOf({ id }: TaskLog, tasks: SessionState['tasks']): readonly TaskLog[] {
  return [...tasks.values()].filter((one) => one.id.startsWith(`${id}.`));
}

/** The id of a subtask is that of the task above it and a number. */
export function numberOf(log: TaskLog, subtask: string): string {
  return subtask.slice(log.id.length + 1);
}

/** How many turns are behind the moment. */
function turnsBefore(log: TaskLog, at: number | undefined): number | string {
  const tail = tailOf(log);
  if (at === undefined) return tail;
  return at <= tail + 1 ? at - 1 : `there is no turn ${at}: the task has ${tail === 1 ? '1 turn' : `${tail} turns`}.`;
}

async function ofScenario(who: string, words: MomentWords, work: (moment: Moment) => Promise<number>): Promise<number> {
  const read = await readWorkspace(resolve(words.dir));
  const ground = await openGround(read, runPorts(words.dir));
  try {
    tellErrors(ground.view.problems, [words.step, words.scenario]);
    const scenario = await scenarioOf(words, ground);
    if (scenario === 'refused') return EXIT.wrongUse;
    if (typeof scenario === 'string') return refuse(who, scenario);
    const isGiven = words.scenario === undefined && words.at === undefined;
    // A scenario is run to its end: what comes after the moment belongs to it.
    const state = await run(ground, scenario, isGiven ? 0 : Number.POSITIVE_INFINITY);
    const begun = state.task === null ? undefined : state.tasks.get(state.task);
    if (!begun) return refuse(who, 'the task did not begin.');
    const log = subtaskOf(begun, state, words.subtask);
    if (typeof log === 'string') return refuse(who, log);
    const turns = isGiven ? 0 : turnsBefore(log, words.at);
    if (typeof turns === 'string') return refuse(who, turns);
    return await work({
      state: { ...state, task: log.id, cursor: turns },
      log,
      recording: null,
      around: ground.view,
      isGiven,
    });
  } finally {
    await ground.sandbox.close();
  }
}

/** A text says why there is none. */
async function scenarioOf({ scenario: name, data, file }: MomentWords, { view }: Ground): Promise<Scenario | string> {
  if (name === undefined) return (await readGiven({ data, file, isPiped: false })) ?? 'no data was given.';
  const found = view.scenarios.find((each) => each.name === name || each.title === name);
  if (found) return found;
  const near = nearest(
    name,
    view.scenarios.flatMap((each) => [each.name, ...(each.title ? [each.title] : [])]),
  );
  return `there is no scenario ${JSON.stringify(name)}.${near ? ` Is ${JSON.stringify(near)} meant?` : ' stepscope scenario list names all.'}`;
}

/** As under `run`, for so many turns at least, or to its end. */
async function run(ground: Ground, scenario: Scenario, turns: number): Promise<SessionState> {
  const { view, sandbox, ear, rankOf } = ground;
  const id = idFrom(`1/${scenario.name}`);
  let state: SessionState = { ...emptyState(view.read.dir), steps: view.steps, scenarios: view.scenarios };
  const act = (send: () => void): Promise<StopReason['kind']> => {
    const stopped = ear.untilStopped(id, (event) => {
      state = reduce(state, event, rankOf);
    });
    send();
    return stopped;
  };
  const own = { id, now: RUN_STARTS_AT, seed: 1, disabled: new Set<string>() };
  let stop = await act(() => sandbox.start(beginningOf(scenario, view.mocks, own)));
  while (stop !== 'ended' && tailOf(logOf(state, id)) < turns) stop = await act(() => sandbox.step(id));
  return { ...state, task: id };
}

function logOf({ tasks }: SessionState, id: string): TaskLog {
  const log = tasks.get(id);
  if (!log) throw new Error(`the task ${id} has not begun`);
  return log;
}
