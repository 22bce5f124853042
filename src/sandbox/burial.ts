// When a process is gone: what is told of the turn that ran in it, and which of the commands it had not carried out remain.
import type { Breakpoint } from '../breakpoints.ts';
import type { Event, StopReason, TaskEvent } from '../events.ts';
import type { StepInfo } from '../step.ts';
import type { TaskId } from '../task.ts';
import type { Cause } from './death.ts';
import { type Running, rematchDied, turnDied } from './obituary.ts';
import type { Death } from './process.ts';
import type { SandboxCommand, SandboxLine } from './protocol.ts';
import { isOfTask, taskOf } from './task-command.ts';
import { rootOf, type TaskRecords } from './task-records.ts';

/** A command that has not been answered yet. */
export interface Sent {
  readonly command: SandboxCommand;
  /** How many calls of `load` it answers: a new process loads everything at once, and at times nobody asked. */
  readonly answers: number;
  /** The step that runs, as far as it was told. */
  running: Running | null;
}

/** After these no turn is under way. */
const OVER: ReadonlySet<string> = new Set(['matched', 'waiting', 'ended', 'abandoned']);

/** Follows what runs for a command, as far as it is told. */
export function noteRunning(sent: Sent | undefined, line: SandboxLine): void {
  if (!sent) return;
  if (line.kind === 'selected')
    sent.running = { task: line.task, step: line.step, turn: line.turn, since: performance.now(), hasRun: false };
  if (line.kind === 'ran' && sent.running) sent.running.hasRun = true;
  if (OVER.has(line.kind)) sent.running = null;
}

/** Who is left behind. */
export interface Mourner {
  readonly records: TaskRecords;
  readonly steps: readonly StepInfo[];
  readonly breakpoints: readonly Breakpoint[];
  readonly listener: (events: readonly Event[]) => void;
}

/**
 * The turn that ran never happened, and nothing that was asked for behind it happens any more; each is answered. Loads and
 * revivals come by themselves. Gives what is still to be done.
 */
export function buryInterrupted(unanswered: readonly Sent[], mourner: Mourner): readonly Sent[] {
  const answered = unanswered.filter((sent, index) => interrupted(sent, index === 0, mourner));
  return unanswered.filter((sent) => !answered.includes(sent));
}

/** Whether it has been answered. `isUnderWay`: what hung may be the matching itself. */
function interrupted({ command, running }: Sent, isUnderWay: boolean, { records, listener }: Mourner): boolean {
  const task = running?.task ?? taskOf(command);
  if (task === null) return false;
  if (command.kind === 'rematch' && isUnderWay) {
    listener([{ kind: 'rematched', task, turn: command.state.turn + 1, agenda: [], verdicts: [] }]);
    return true;
  }
  if (command.kind === 'compare' && isUnderWay) {
    listener([{ kind: 'compared', task, differ: [] }]);
    return true;
  }
  if (!isOfTask(command)) return false;
  // Also one that had run and was settling: half a turn is no turn.
  const gone: TaskEvent[] = running
    ? [{ kind: 'abandoned', task: running.task, turn: running.turn, question: null }]
    : [];
  for (const event of gone) records.add(event);
  listener([...gone, { kind: 'stopped', task: rootOf(task), at: task, reason: { kind: 'pause' } }]);
  return true;
}

/** A task that died while it was revived has been told of, instead of what it was revived for. */
export function withoutTold({ command }: Sent, rest: readonly Sent[]): readonly Sent[] {
  if (command.kind !== 'restore' || command.fork) return rest;
  const root = rootOf(command.start.id);
  const answered = rest.findIndex((sent) => isOfTask(sent.command) && rootOf(taskOf(sent.command) ?? '') === root);
  return rest.filter((_, index) => index !== answered);
}

/** Of a command that is about a task. */
export function tellDeath(first: Sent, death: Death, cause: Cause, mourner: Mourner): void {
  const { command } = first;
  const task = taskOf(command) ?? '';
  const guilty = mourner.steps[death.words?.index ?? -1];
  const guiltyBreak = death.words?.during === 'break' ? mourner.breakpoints[death.words.index] : undefined;
  if (guiltyBreak) tellStop(task, [], faultOf(guiltyBreak, cause), mourner);
  else if (command.kind === 'compare') mourner.listener([{ kind: 'compared', task, differ: [] }]);
  else if (command.kind === 'rematch') mourner.listener(rematchDied(command.state, guilty, cause));
  else tell(task, eventsOfDeath(task, first, death, cause, mourner), mourner);
}

function eventsOfDeath(
  asked: TaskId,
  { running }: Sent,
  { words }: Death,
  cause: Cause,
  mourner: Mourner,
): TaskEvent[] {
  const { records, steps } = mourner;
  const record = records.get(running?.task ?? asked);
  const inCondition = words?.during === 'match';
  const step = inCondition ? steps[words.index] : steps.find(({ name }) => name === running?.step);
  return turnDied(record.stateAfter(record.turns), running, step, cause, inCondition);
}

function tell(task: TaskId, events: readonly TaskEvent[], mourner: Mourner): void {
  for (const event of events) mourner.records.add(event);
  const kind = mourner.records.hasEnded(rootOf(task)) ? 'ended' : 'pause';
  tellStop(task, events, { kind }, mourner);
}

function tellStop(task: TaskId, events: readonly TaskEvent[], reason: StopReason, { listener }: Mourner): void {
  listener([...events, { kind: 'stopped', task: rootOf(task), at: events[0]?.task ?? task, reason }]);
}

/** Between turns nothing of the task is lost: it stands where it was judged. */
function faultOf({ id, log }: Breakpoint, { what }: Cause): StopReason {
  return { kind: 'breakpoint', breakpoint: id, fault: `its ${log === undefined ? 'condition' : 'code'} ${what}` };
}
