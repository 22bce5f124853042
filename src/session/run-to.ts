// Continuing to a place: with a breakpoint that goes away at the next stop. In the past it goes to the place as recorded.
import { breakpointText, faultOf } from '../breakpoint-text.ts';
import { BEFORE, type Breakpoint, type NewBreakpoint } from '../breakpoints.ts';
import { changedAt, parseGlob } from '../glob.ts';
import { arm } from './breakpoints.ts';
import { say } from './changes.ts';
import type { RunTo } from './command.ts';
import type { Desk } from './desk.ts';
import { currentLog, tailOf } from './reduce.ts';
import type { TaskLog } from './state.ts';
import { jump } from './travel.ts';

const RUN_TO = 'run-to';
const RUNS = 'runs turn';

/** `log` is the task on screen. */
export function runTo(desk: Desk, log: TaskLog, isOver: boolean, to: RunTo): void {
  const made = breakpointFor(to);
  const fault = faultOf(made);
  if (fault !== null) return say(desk, `It cannot run to ${breakpointText(made)}: ${fault}.`);
  const { cursor } = desk.store.state;
  const recorded = placeOf(log, made, cursor);
  if (recorded !== null) return jump(desk, recorded);
  if (cursor < tailOf(log)) return jump(desk, tailOf(log));
  if (isOver) return say(desk, 'The task has ended before it came there: r starts it again.');
  const breakpoint: Breakpoint = { ...made, id: RUN_TO };
  desk.isContinuing = true;
  desk.go(() => {
    desk.store.set({ runTo: breakpoint });
    if ('turn' in to) desk.advance(RUNS, cursor, to.turn);
    arm(desk);
    desk.sandbox.continue(log.id);
  });
}

/** After something has happened: how far it is. */
export function followRunTo(desk: Desk): void {
  const { state } = desk.store;
  const { progress, runTo: to, status } = state;
  const log = currentLog(state);
  if (progress?.what !== RUNS || !log) return;
  if (status.kind === 'running' && to?.kind === 'turn') desk.advance(RUNS, tailOf(log), progress.total);
  else desk.advance(RUNS, 0, 0);
}

/** So many turns are done before the turn with the next number. */
function breakpointFor(to: RunTo): NewBreakpoint {
  if ('step' in to) return { kind: 'step', target: to.step, isOn: true };
  if ('turn' in to) return { kind: 'turn', target: String(to.turn + 1), isOn: true };
  return { kind: 'change', target: to.path, isOn: true };
}

/** After how many turns it was there, later than the cursor; null where that was not recorded. A turn may be earlier, too. */
function placeOf({ turns, snapshots }: TaskLog, breakpoint: NewBreakpoint, cursor: number): number | null {
  const { kind, target } = breakpoint;
  if (kind === 'turn') return Number(target) <= turns.length ? Number(target) - 1 : null;
  const glob = kind === 'change' ? parseGlob(target) : '';
  const found = turns.find(({ number, step }) => {
    if (BEFORE.has(kind)) return number - 1 > cursor && step === target;
    const [before, after] = [snapshots[number - 1], snapshots[number]];
    return number > cursor && typeof glob !== 'string' && changedAt(glob, before?.data, after?.data) !== null;
  });
  if (!found) return null;
  return BEFORE.has(kind) ? found.number - 1 : found.number;
}
