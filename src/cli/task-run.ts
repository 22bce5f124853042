// Runs one task here and now, without a screen, and keeps it: what `task new`, `task clone` and `task resume` have in common.
import { type Ground, openGround } from '../check/ground.ts';
import { problemLines } from '../check/report-text.ts';
import type { Event, StopReason, TaskEvent } from '../events.ts';
import type { TaskRow } from '../history/rows.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Problem } from '../step.ts';
import type { TaskId } from '../task.ts';
import { noSteps } from './broken-steps.ts';
import { EXIT } from './exit-codes.ts';
import type { KeptTasks } from './kept-tasks.ts';
import { jsonText, listing, oneLine } from './listing.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { errorText } from './task-list.ts';
import { tellErrors } from './tell-errors.ts';
import { keptTasksIn, type Reality, runPorts } from './wiring.ts';

/** How often somebody who wants it stopped is asked for, ms. */
const ASKS_EVERY = 150;

export interface Workplace {
  readonly root: string;
  readonly ground: Ground;
  readonly kept: KeptTasks;
  tell(problem: Problem): void;
}

/** What cannot be kept is told, and so is what is wrong with the workspace. */
export async function openWorkplace(root: string, reality: Reality): Promise<Workplace> {
  const paint = paintFor(process.stderr);
  const tell = (problem: Problem): void => void process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
  const kept = keptTasksIn(root, 'task', tell);
  const ground = await openGround(await readWorkspace(root), runPorts(root, reality));
  kept.loaded(ground.settings, ground.view.steps, ground.view.read.sources);
  tellErrors(ground.view.problems);
  return { root, ground, kept, tell };
}

/** How a task ends that is run by a command. */
export interface Ran {
  readonly row: TaskRow | null;
  /** ctrl-c, or a signal. */
  readonly isInterrupted: boolean;
}

/** `begin` sends it off; `onBegun` hears that it has come so far that others can see and stop it. The workplace is closed afterwards. */
export async function runTask(place: Workplace, task: TaskId, begin: () => void, onBegun = () => {}): Promise<Ran> {
  const { ground, kept } = place;
  const stopper = new Stopper(place, task);
  const take = (event: TaskEvent): void => {
    kept.hear([event] satisfies readonly Event[]);
    if (event.task !== task || (event.kind !== 'started' && event.kind !== 'forked')) return;
    void kept.flush().then(onBegun);
  };
  try {
    let stop = await stopped(place, task, take, begin);
    while (stop !== 'ended') {
      const next = stopper.isAsked ? () => ground.sandbox.stop(task) : () => ground.sandbox.continue(task);
      stop = await stopped(place, task, take, next);
    }
  } finally {
    stopper.close();
    await ground.sandbox.close();
  }
  await kept.close();
  return { row: kept.rowOf(task), isInterrupted: stopper.isInterrupted };
}

function stopped(
  { ground }: Workplace,
  task: TaskId,
  take: (event: TaskEvent) => void,
  send: () => void,
): Promise<StopReason['kind']> {
  const done = ground.ear.untilStopped(task, take);
  send();
  return done;
}

/** Listens for those who want it ended: whoever presses ctrl-c here, and `task stop` elsewhere. */
class Stopper {
  isAsked = false;
  isInterrupted = false;
  readonly #timer: NodeJS.Timeout;
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    // Who asks again does not want to wait for it.
    if (this.isInterrupted) process.exit(EXIT.interrupted);
    this.isInterrupted = true;
    // The terminal has shown the keys: what is told of the task begins below them.
    if (signal === 'SIGINT' && process.stdout.isTTY) process.stdout.write('\n');
    this.#stop();
  };

  constructor(
    readonly place: Workplace,
    readonly task: TaskId,
  ) {
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
    this.#timer = setInterval(() => {
      if (place.kept.isToStop(task)) this.#stop();
    }, ASKS_EVERY);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  /** The turn that is under way never happens. */
  #stop(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    this.place.ground.sandbox.interrupt();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Prints its id, alone where a script reads it. */
export async function tellRan({ row, isInterrupted }: Ran, { ground }: Workplace, json: boolean): Promise<number> {
  if (!row && isInterrupted) {
    process.stderr.write('interrupted before the task began: nothing is kept of it.\n');
    return EXIT.interrupted;
  }
  if (!row) {
    process.stderr.write('the task ran, but it could not be kept: it has no id that could be asked for.\n');
    return EXIT.problems;
  }
  if (json) await print(jsonText(row));
  else if (process.stdout.isTTY) await print(listing(['id', 'name', 'state', 'turns'], [cells(row)]));
  else await print(`${row.id}\n`);
  if (row.error) process.stderr.write(`${oneLine(errorText(row.error))}\n`);
  if (row.reason === 'rejected') process.stderr.write(`${rejectedText(row, ground)}\n`);
  if (isInterrupted) return EXIT.interrupted;
  if (ground.view.problems.some(({ severity }) => severity === 'error')) return EXIT.problems;
  return row.state === 'error' ? EXIT.failed : EXIT.ok;
}

function rejectedText({ id }: TaskRow, { view }: Ground): string {
  const none = noSteps(view);
  if (none !== null) return `no step ever matched: ${none}.`;
  return `no step ever matched: stepscope task log ${id} --verbose says what each of them missed.`;
}

function cells({ id, name, state, reason, turns }: TaskRow): readonly string[] {
  return [id, name, reason === null || reason === state ? state : `${state}/${reason}`, String(turns)];
}
