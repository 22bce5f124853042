// Carries out what a person asks for, or says why it cannot be done now.
import { setBreak, toggleBreak, unbreak } from './breakpoints.ts';
import { answer, edit, forkAt, pin, resume, say, stop, unpin } from './changes.ts';
import type { Command, RunTo } from './command.ts';
import { checkConfluence } from './confluence.ts';
import type { Desk } from './desk.ts';
import { sayInspectCommand } from './inspect-command.ts';
import { makeStepMatch } from './make-step-match.ts';
import { stepOut, stepOver } from './over.ts';
import type { Progress } from './progress.ts';
import { currentLog, familyOf, tailOf } from './reduce.ts';
import { rerun } from './rerun.ts';
import { runTo } from './run-to.ts';
import { keepAnswers, save } from './save.ts';
import type { TaskLog } from './state.ts';
import { toggle } from './switch-off.ts';
import { diffFrom, jump, mark, rewind, show } from './travel.ts';
import { remember, undo } from './undo.ts';
import { unwatch, watch } from './watches.ts';

/** A pause that finds a step still running after this long ends the step, ms. */
const PATIENCE = 250;

const RUNNING = 'It is running: p pauses it.';
const NOTHING_RUNS = 'Nothing is running.';
const ENDED = 'The task has ended: R starts it again, and , goes back.';

/** What it changed about the debugger itself can be taken back. */
export function carryOut(command: Command, desk: Desk): void {
  remember(desk, command, () => begin(command, desk));
}

function begin(command: Command, desk: Desk): void {
  const { cursor } = desk.store.state;
  switch (command.kind) {
    case 'step':
      return step(desk);
    case 'over':
    case 'out':
      return past(desk, command.kind);
    case 'back':
      return jump(desk, cursor - 1);
    case 'forward':
      return jump(desk, cursor + 1);
    case 'jump':
      return jump(desk, command.turns);
    case 'goTo':
      show(desk, command.task);
      return jump(desk, command.turns);
    case 'rewind':
      return rewind(desk);
    case 'mark':
      return mark(desk, command.name);
    case 'continue':
      return runOn(desk);
    case 'pause':
      return pause(desk);
    case 'restart':
      return restart(desk);
    case 'choose':
      return choose(desk, command.scenario);
    case 'pick':
      return pick(desk, command.step);
    case 'fork':
      return forkHere(desk);
    case 'stop':
      return stop(desk);
    case 'resume':
      return resume(desk);
    case 'rerun':
      return rerunOrSay(desk);
    case 'edit':
      return edit(desk, command.path, command.value);
    case 'makeMatch':
      return makeStepMatch(desk, command.step);
    case 'confluence':
      return checkConfluence(desk);
    case 'answer':
      return answer(desk, command.answer);
    case 'pin':
      return pin(desk, command.connector, command.method, command.answer);
    case 'unpin':
      return unpin(desk, command.connector, command.method);
    case 'save':
      return save(desk, command.name);
    case 'keepAnswers':
      return keepAnswers(desk);
    case 'inspect':
      return sayInspectCommand(desk);
    case 'break':
      return setBreak(desk, command.breakpoint, command.id);
    case 'unbreak':
      return unbreak(desk, command.id);
    case 'toggleBreak':
      return toggleBreak(desk, command.id);
    case 'runTo':
      return runToOrSay(desk, command);
    case 'watch':
      return watch(desk, command.path);
    case 'unwatch':
      return unwatch(desk, command.path);
    case 'diffFrom':
      return diffFrom(desk, command.place);
    case 'show':
      return show(desk, command.task);
    case 'toggle':
      return toggle(desk, command.step);
    case 'undo':
      return undo(desk, desk);
  }
}

/** The task on screen where it may go on; otherwise says why not. */
function readyLog(desk: Desk): TaskLog | null {
  const { state } = desk.store;
  const log = currentLog(state);
  if (state.status.kind === 'running') say(desk, RUNNING);
  else if (!log) say(desk, 'There is no task: choose a scenario.');
  else return log;
  return null;
}

function step(desk: Desk): void {
  if (desk.isStepping) return stepAhead(desk);
  const log = readyLog(desk);
  if (!log) return;
  const { cursor } = desk.store.state;
  if (cursor < tailOf(log)) jump(desk, cursor + 1);
  else if (isOver(desk, log)) goOnAfterEnd(desk, log);
  else desk.go(() => desk.sandbox.step(log.id), true);
}

/** Past what subtasks do. */
function past(desk: Desk, kind: 'over' | 'out'): void {
  const log = readyLog(desk);
  if (!log) return;
  if (kind === 'out') stepOut(desk, log);
  else if (desk.store.state.cursor === tailOf(log) && isOver(desk, log)) goOnAfterEnd(desk, log);
  else stepOver(desk, log);
}

/** A person types faster than a turn runs: the next one follows. */
function stepAhead(desk: Desk): void {
  const log = currentLog(desk.store.state);
  if (log) desk.send(() => desk.sandbox.step(log.id));
}

/** A child's end is not the end: its family goes on. */
function isOver(desk: Desk, log: TaskLog): boolean {
  return familyOf(desk.store.state, log.id).every(({ end }) => end !== null);
}

/** Steps were edited since it ended, and now something matches: it goes on in a fork. */
function goOnAfterEnd(desk: Desk, log: TaskLog): void {
  const [next] = log.snapshots[desk.store.state.cursor]?.agenda ?? [];
  const canGoOn = log.end?.reason === 'settled' || log.end?.reason === 'rejected';
  if (next !== undefined && canGoOn) forkAndPick(desk, log, next);
  else say(desk, ENDED);
}

function runOn(desk: Desk): void {
  const log = readyLog(desk);
  if (!log) return;
  if (desk.store.state.cursor < tailOf(log)) jump(desk, tailOf(log));
  else if (isOver(desk, log)) say(desk, ENDED);
  else {
    desk.isContinuing = true;
    desk.go(() => desk.sandbox.continue(log.id));
  }
}

function runToOrSay(desk: Desk, to: RunTo): void {
  const log = readyLog(desk);
  if (log) runTo(desk, log, isOver(desk, log), to);
}

/** Between turns if it can be, else in the middle of one, which then never happened. */
function pause(desk: Desk): void {
  const { status, progress } = desk.store.state;
  if (status.kind !== 'running') return progress?.isStoppable ? stopLooking(desk, progress) : say(desk, NOTHING_RUNS);
  desk.isContinuing = false;
  desk.rerun = null;
  desk.confluence = null;
  desk.advance('', 0, 0);
  desk.sandbox.pause();
  desk.ports.after(PATIENCE, () => {
    const now = desk.store.state.status;
    if (now.kind === 'running' && now.since === status.since) desk.sandbox.interrupt();
  });
}

/** What was found until then stands. */
function stopLooking(desk: Desk, { done, total }: Progress): void {
  desk.sandbox.stopComparing();
  say(desk, `Of ${total} turns the first ${done} were looked at again: whether later ones are stale is not known.`);
}

function restart(desk: Desk): void {
  const name = currentLog(desk.store.state)?.start.scenario;
  if (name) choose(desk, name);
  else say(desk, 'There is no task to start again.');
}

function choose(desk: Desk, name: string): void {
  const { status, scenarios } = desk.store.state;
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (status.kind === 'running') say(desk, RUNNING);
  else if (scenario) desk.start(scenario);
  else say(desk, `There is no scenario ${name} any more.`);
}

function pick(desk: Desk, name: string): void {
  const log = readyLog(desk);
  if (!log) return;
  const { cursor } = desk.store.state;
  if (!log.snapshots[cursor]?.agenda?.includes(name)) say(desk, `${name} is not on the agenda here.`);
  else if (log.isWaiting && cursor === tailOf(log)) say(desk, 'It waits for a subtask: space runs that.');
  else if (cursor < tailOf(log) || log.end) forkAndPick(desk, log, name);
  else desk.go(() => desk.sandbox.step(log.id, name));
}

function forkAndPick(desk: Desk, log: TaskLog, name: string): void {
  const id = forkAt(desk, log, desk.store.state.cursor, { made: `picked ${name}` });
  if (id !== null) desk.send(() => desk.sandbox.step(id, name));
}

function forkHere(desk: Desk): void {
  const log = readyLog(desk);
  if (log) forkAt(desk, log, desk.store.state.cursor, { made: 'a copy' });
}

function rerunOrSay(desk: Desk): void {
  if (readyLog(desk)) rerun(desk);
}
