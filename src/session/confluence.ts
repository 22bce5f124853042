// Does the order matter? Where several steps match, each is tried first in a fork of its own, with the answers that calls with
// the same arguments had; then the final data is compared.
import { differences } from '../analysis/differences.ts';
import type { Path } from '../step.ts';
import type { TaskId } from '../task.ts';
import { arm } from './breakpoints.ts';
import { forkAt, say } from './changes.ts';
import type { ConfluenceCheck } from './confluence-check.ts';
import type { Desk } from './desk.ts';
import { currentLog } from './reduce.ts';
import type { ConfluenceOrder, TaskLog } from './state.ts';

/** More orders than this are not tried. */
const MOST = 12;

export function checkConfluence(desk: Desk): void {
  const { state } = desk.store;
  const log = currentLog(state);
  if (!log || state.status.kind === 'running') return say(desk, 'Orders can be compared while a task is stopped.');
  const agenda = log.snapshots[state.cursor]?.agenda ?? [];
  if (agenda.length < 2) return say(desk, 'Fewer than two steps match here: there is only one order.');
  desk.confluence = {
    log,
    turns: state.cursor,
    matching: agenda.length,
    left: agenda.slice(0, MOST),
    tried: [],
    current: null,
  };
  arm(desk);
  tryNext(desk, desk.confluence);
}

/** After a stop: one order has come to its end. */
export function goOnWithConfluence(desk: Desk): void {
  const { confluence: check, store } = desk;
  if (!check?.current) return;
  const { step, fork } = check.current;
  const log = store.state.tasks.get(fork);
  if (!log) return;
  // A reload stopped it between turns.
  if (!log.end && store.state.stop?.kind === 'pause') return desk.send(() => desk.sandbox.continue(fork));
  const order = { step, fork, end: log.end, data: log.snapshots.at(-1)?.data ?? {} };
  desk.confluence = { ...check, tried: [...check.tried, order], current: null };
  if (check.left.length > 0) tryNext(desk, desk.confluence);
  else conclude(desk, desk.confluence);
}

function tryNext(desk: Desk, check: ConfluenceCheck): void {
  const [step, ...left] = check.left;
  if (step === undefined) return;
  const fork = forkAt(desk, check.log, check.turns, {
    tape: { isOnly: false, byArguments: true },
    made: `tried with ${step} first`,
  });
  if (fork === null) {
    desk.confluence = null;
    desk.advance('', 0, 0);
    arm(desk);
    return;
  }
  desk.confluence = { ...check, left, current: { step, fork } };
  desk.advance('tries order', check.tried.length, check.tried.length + left.length + 1);
  desk.send(() => desk.sandbox.step(fork, step));
  desk.send(() => desk.sandbox.continue(fork));
}

function conclude(desk: Desk, { log, turns, tried, matching }: ConfluenceCheck): void {
  const differ = differing(tried);
  const confluence = { task: log.id, turns, orders: tried, differ };
  desk.confluence = null;
  desk.advance('', 0, 0);
  arm(desk);
  const isSame = differ.length === 0 && tried.every(({ end }) => end !== null);
  if (isSame) forget(desk, tried);
  desk.store.set({ confluence, task: log.id, cursor: turns, stop: null, notice: noticeOf(tried, differ, matching) });
}

function differing(tried: readonly ConfluenceOrder[]): readonly Path[] {
  const [first, ...others] = tried.filter(({ end }) => end !== null);
  const found = new Map<string, Path>();
  for (const other of others)
    for (const path of differences(first?.data ?? {}, other.data)) found.set(JSON.stringify(path), path);
  return [...found.values()];
}

/** Nobody wants to see forks that say nothing. */
function forget(desk: Desk, tried: readonly ConfluenceOrder[]): void {
  const tasks = new Map<TaskId, TaskLog>(desk.store.state.tasks);
  for (const { fork } of tried) {
    desk.sandbox.drop(fork);
    desk.recordings.forget(fork);
    for (const id of [...tasks.keys()]) if (id === fork || id.startsWith(`${fork}.`)) tasks.delete(id);
  }
  desk.store.state = { ...desk.store.state, tasks };
}

function noticeOf(tried: readonly ConfluenceOrder[], differ: readonly Path[], matching: number): string {
  const count = tried.length < matching ? `the first ${tried.length} of ${matching}` : `${tried.length}`;
  const open = tried.filter(({ end }) => end === null).map(({ step }) => step);
  const unfinished = open.length > 0 ? ` With ${open.join(', ')} first it did not come to an end.` : '';
  if (differ.length === 0) return `The order does not matter: ${count} orders end with the same data.${unfinished}`;
  const places = differ.slice(0, 3).map((path) => path.join('.'));
  const more = differ.length > 3 ? ` and ${differ.length - 3} more` : '';
  return `The order matters: ${places.join(', ')}${more} differ in the end; f shows the forks.${unfinished}`;
}
