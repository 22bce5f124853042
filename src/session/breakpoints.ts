// What a person does with breakpoints: they are kept on disk and judged in the sandbox; here is the list of them.
import { breakpointText, faultOf } from '../breakpoint-text.ts';
import type { Breakpoint, NewBreakpoint } from '../breakpoints.ts';
import type { Stopped } from '../events.ts';
import { say } from './changes.ts';
import type { Desk } from './desk.ts';
import { breakpointOf } from './reduce.ts';
import type { SessionState } from './state.ts';

/** Those of earlier days, and then steps that were named for today. */
export function openBreaks(desk: Desk, steps: readonly string[]): void {
  const { list, refused } = desk.ports.breakpoints.read();
  desk.store.state = { ...desk.store.state, breakpoints: list };
  if (refused !== undefined) {
    desk.trouble(fileProblem(refused));
    desk.announce = refused;
  }
  for (const target of steps) {
    const known = list.find((each) => isSame(each, { kind: 'step', target, isOn: true }));
    if (!known) setBreak(desk, { kind: 'step', target, isOn: true });
    else if (!known.isOn) toggleBreak(desk, known.id);
  }
  arm(desk);
}

/** What the first of those that wait for a step says; empty where all steps are there. */
export function awaitedSteps({ breakpoints, steps }: SessionState): string {
  const gone = breakpoints.find((each) => each.isOn && isGone(each, steps));
  return gone ? `The breakpoint ${breakpointText(gone)} waits: there is no step of this name.` : '';
}

/** It is about a step that is not there. */
export function isGone({ kind, target }: NewBreakpoint, steps: SessionState['steps']): boolean {
  return (kind === 'step' || kind === 'match') && !steps.some(({ name }) => name === target);
}

/** Gives the sandbox what can hit. Trying other orders, nobody wants to stop. */
export function arm(desk: Desk): void {
  const { breakpoints, faults, runTo, status } = desk.store.state;
  const own = breakpoints.filter(({ id }) => !faults.has(id));
  const list = runTo && status.kind === 'running' ? [...own, runTo] : own;
  desk.sandbox.breakpoints(desk.confluence ? [] : list);
}

export function setBreak(desk: Desk, breakpoint: NewBreakpoint, id?: string): void {
  const { breakpoints } = desk.store.state;
  const twin = breakpoints.find((known) => known.id !== id && isSame(known, breakpoint));
  const text = breakpointText(breakpoint);
  if (twin) return say(desk, `There is such a breakpoint already: ${text}.`);
  const made: Breakpoint = { ...breakpoint, id: id ?? freeId(breakpoints) };
  const isKnown = breakpoints.some((known) => known.id === made.id);
  say(desk, noticeOf(desk, made, text));
  keep(desk, isKnown ? breakpoints.map((known) => (known.id === made.id ? made : known)) : [...breakpoints, made]);
}

function noticeOf({ store }: Desk, made: Breakpoint, text: string): string {
  const fault = faultOf(made);
  if (fault !== null) return `The breakpoint ${text} cannot hit: ${fault}.`;
  const { steps } = store.state;
  if (isGone(made, steps) && steps.length > 0) return goneNotice(text);
  return `${made.log === undefined ? 'Breakpoint' : 'Log point'} set: ${text}.`;
}

function goneNotice(text: string): string {
  return `The breakpoint ${text} is set, but there is no step of this name.`;
}

/** What was said of a breakpoint whose step has come since is said no longer. */
export function withoutMended(state: SessionState): SessionState {
  const isMended = (each: Breakpoint) =>
    state.notice === goneNotice(breakpointText(each)) && !isGone(each, state.steps);
  return state.breakpoints.some(isMended) ? { ...state, notice: '' } : state;
}

export function unbreak(desk: Desk, id: string): void {
  const gone = breakpointOf(desk.store.state, id);
  if (!gone) return say(desk, 'There is no such breakpoint any more.');
  say(desk, `Breakpoint removed: ${breakpointText(gone)}.`);
  keep(
    desk,
    desk.store.state.breakpoints.filter((known) => known.id !== id),
  );
}

export function toggleBreak(desk: Desk, id: string): void {
  const { breakpoints } = desk.store.state;
  const known = breakpoints.find((each) => each.id === id);
  if (!known) return say(desk, 'There is no such breakpoint any more.');
  const flipped = { ...known, isOn: !known.isOn };
  say(desk, `Breakpoint ${flipped.isOn ? 'on again' : 'off'}: ${breakpointText(known)}.`);
  keep(
    desk,
    breakpoints.map((each) => (each.id === id ? flipped : each)),
  );
}

/** The list from now on. What is another than before gets another chance. */
export function keep(desk: Desk, breakpoints: readonly Breakpoint[]): void {
  const before = new Set(desk.store.state.breakpoints);
  const same = new Set(breakpoints.filter((each) => before.has(each)).map(({ id }) => id));
  const { faults, throwing } = desk.store.state;
  const ofSame = (known: ReadonlyMap<string, string>) => new Map([...known].filter(([id]) => same.has(id)));
  desk.store.set({ breakpoints, faults: ofSame(faults), throwing: ofSame(throwing) });
  arm(desk);
  const { refused } = desk.ports.breakpoints.write(breakpoints);
  if (refused !== undefined) desk.trouble(fileProblem(refused));
}

/** After each stop that a person sees. */
export function disarm(desk: Desk, { reason }: Stopped): void {
  const { state } = desk.store;
  if (reason.kind === 'breakpoint' && reason.fault !== undefined) {
    const faults = new Map(state.faults).set(reason.breakpoint, reason.fault);
    const breakpoint = breakpointOf(state, reason.breakpoint);
    const text = breakpoint ? breakpointText(breakpoint) : '';
    desk.store.state = { ...state, faults, notice: `The breakpoint ${text} is out of action: ${reason.fault}.` };
    arm(desk);
  } else if (state.runTo) arm(desk);
}

function isSame(one: NewBreakpoint, other: NewBreakpoint): boolean {
  return breakpointText(one) === breakpointText(other);
}

function freeId(breakpoints: readonly Breakpoint[]): string {
  const numbers = breakpoints.map(({ id }) => Number(/^b(\d+)$/.exec(id)?.[1] ?? 0));
  return `b${Math.max(0, ...numbers) + 1}`;
}

function fileProblem(message: string) {
  const place = { file: '.stepscope/breakpoints.json', line: 0, column: 0 };
  return { severity: 'warning', ...place, message, hint: 'Breakpoints work until the debugger ends.' } as const;
}
