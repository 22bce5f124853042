// What a person changes about a task: its data, who answers its calls, where it goes on. Nothing in the past is rewritten:
// what happens otherwise happens in a fork.
import type { Pin } from '../call.ts';
import { childOf } from '../json.ts';
import { type Patch, valueAt } from '../patch.ts';
import type { Json, Mock, Path } from '../step.ts';
import type { ForkOptions, TaskId } from '../task.ts';
import type { Desk } from './desk.ts';
import { currentLog, pendingChild, rootsOf, tailOf } from './reduce.ts';
import type { TaskLog } from './state.ts';

export function say(desk: Desk, notice: string): void {
  desk.store.set({ notice });
}

/** A copy of the task as it was after those turns; null where there can be none, which has been said. */
export function forkAt(desk: Desk, log: TaskLog, turns: number, options: ForkOptions = {}): TaskId | null {
  const pending = pendingChild(desk.store.state, log, turns);
  if (pending) {
    // A fork has no children: it would wait for this one for ever.
    say(desk, `The subtask ${pending.name} is under way here: fork before it began, or after it ended.`);
    return null;
  }
  const id = desk.ports.newId();
  const { pins } = desk.store.state;
  // What was answered for the task, or a subtask of it, is answered for its fork as well.
  const isOfTask = (task: TaskId): boolean => task === log.id || task.startsWith(`${log.id}.`);
  const copies = pins.flatMap((pin) =>
    pin.task !== undefined && isOfTask(pin.task) ? [{ ...pin, task: `${id}${pin.task.slice(log.id.length)}` }] : [],
  );
  if (copies.length > 0) desk.store.state = { ...desk.store.state, pins: [...pins, ...copies] };
  desk.go(() => desk.sandbox.fork(id, { task: log.id, turns }, options));
  return id;
}

/** Steps that failed, or that were edited since, may come after its end. */
export function resume(desk: Desk): void {
  const log = currentLog(desk.store.state);
  if (!log?.end) return say(desk, 'The task has not ended: space and c go on with it.');
  if (log.end.reason === 'complete' || log.end.state === 'ignored')
    return say(desk, 'A step said that the task is over: fork it before that turn instead.');
  forkAt(desk, log, tailOf(log), { resumes: true, made: 'resumed' });
}

export function stop(desk: Desk): void {
  const log = currentLog(desk.store.state);
  if (!log || log.end) return say(desk, 'There is no task that could be stopped.');
  if (desk.store.state.status.kind === 'running') return say(desk, 'It is running: pause it first.');
  desk.go(() => desk.sandbox.stop(log.id));
}

/** `value` undefined removes. */
export function edit(desk: Desk, path: Path, value: Json | undefined): void {
  const { state } = desk.store;
  const log = currentLog(state);
  if (!log || state.status.kind === 'running') return say(desk, 'Data can be edited while the task is stopped.');
  const data = log.snapshots[state.cursor]?.data ?? {};
  if (holdsMask(path) || holdsMask(value))
    return say(desk, 'What is shown masked cannot be written: edit the fields beside it.');
  const patch = editPatch(data, path, value);
  if (typeof patch === 'string') return say(desk, patch);
  if (patch === null) return say(desk, 'That is what is there already.');
  const isNow = state.cursor === tailOf(log) && !log.end;
  if (isNow) desk.go(() => desk.sandbox.edit(log.id, [patch]));
  else forkAt(desk, log, state.cursor, { edit: [patch], made: `edited ${path.join('.')}` });
}

/** What stands for a secret, a stashed value or a redacted one is not what is there. */
const MASKED = /‹(secret [^›]*|stash|redacted|masked|String|Number|Boolean)›/;

function holdsMask(value: Path | Json | undefined): boolean {
  return value !== undefined && MASKED.test(JSON.stringify(value));
}

/** A text says why it cannot be done; null where nothing would change. */
function editPatch(data: Json, path: Path, value: Json | undefined): Patch | string | null {
  const [first] = path;
  if (first === undefined) return 'The whole document cannot be replaced: edit its fields.';
  if (first === '$stash') return 'What is stashed cannot be edited here: set it in the scenario.';
  const parent = valueAt(data, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  if (typeof parent !== 'object' || parent === null) return `There is no ${path.slice(0, -1).join('.')} to put it in.`;
  if (Array.isArray(parent)) return listPatch(parent, path, value);
  const before = childOf(parent, key);
  if (before === value) return null;
  if (value === undefined) return { op: 'remove', path };
  return { op: before === undefined ? 'add' : 'replace', path, value };
}

function listPatch(list: readonly Json[], path: Path, value: Json | undefined): Patch | string {
  const index = Number(path.at(-1));
  if (!Number.isInteger(index) || index < 0 || index > list.length)
    return `${path.slice(0, -1).join('.')} is a list of ${list.length}: its places are 0 to ${list.length}.`;
  const remove = index < list.length ? 1 : 0;
  return { op: 'splice', path: path.slice(0, -1), index, remove, insert: value === undefined ? [] : [value] };
}

/** The turn that asked runs again with this answer; a long run goes on as one. */
export function answer(desk: Desk, given: Mock): void {
  const { stop: why, asking, pins } = desk.store.state;
  if (asking === null || why?.kind !== 'call') return say(desk, 'No call waits for an answer.');
  const { connector, method, attempt } = why;
  // A list would be answers by attempt; this is the answer to one call.
  const answered = Array.isArray(given) ? [given] : given;
  setPins(desk, [...pins, { task: asking, connector, method, attempt, answer: answered }]);
  const { wasContinuing } = desk;
  desk.isContinuing = wasContinuing;
  desk.go(() => (wasContinuing ? desk.sandbox.continue(asking) : desk.sandbox.step(asking, undefined, true)));
}

/** For all calls of the method, in all tasks. */
export function pin(desk: Desk, connector: string, method: string, given: Mock): void {
  const others = desk.store.state.pins.filter((known) => !isGeneral(known, connector, method));
  setPins(desk, [...others, { connector, method, answer: given }]);
  say(desk, `Pinned: ${connector}.${method} always answers that from now on. Calls lists the pins.`);
}

export function unpin(desk: Desk, connector: string, method: string): void {
  const { pins } = desk.store.state;
  setPins(
    desk,
    pins.filter((known) => known.connector !== connector || known.method !== method),
  );
  say(desk, `No longer pinned: ${connector}.${method}.`);
}

function isGeneral(known: Pin, connector: string, method: string): boolean {
  return known.attempt === undefined && known.connector === connector && known.method === method;
}

export function setPins(desk: Desk, pins: readonly Pin[]): void {
  desk.store.set({ pins });
  for (const task of rootsOf(desk.store.state)) desk.sandbox.pin(task, pins);
}
