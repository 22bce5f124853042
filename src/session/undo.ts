// Takes back what a person changed about the debugger. What ran and where one travelled is not for here: the past has keys
// of its own.
import { breakpointText } from '../breakpoint-text.ts';
import type { Pin } from '../call.ts';
import { globOf } from '../glob.ts';
import { keep } from './breakpoints.ts';
import { setPins } from './changes.ts';
import type { Command } from './command.ts';
import type { Desk } from './desk.ts';
import { currentLog, rootsOf } from './reduce.ts';
import type { SessionState, Undoable, Undone } from './state.ts';
import { switchOff } from './switch-off.ts';
import { jump, show } from './travel.ts';
import { keepWatches, type WatchDesk } from './watches.ts';

type StoreOnly = Pick<Desk, 'store'>;
/** What one can do in a recording as well. */
type Anywhere = WatchDesk;

/** What each command may change that can be taken back. */
const KINDS: Readonly<Partial<Record<Command['kind'], Undoable['kind']>>> = {
  toggle: 'disabled',
  break: 'breakpoints',
  unbreak: 'breakpoints',
  toggleBreak: 'breakpoints',
  watch: 'watches',
  unwatch: 'watches',
  pin: 'pins',
  unpin: 'pins',
  mark: 'marks',
  diffFrom: 'diffFrom',
  show: 'place',
  goTo: 'place',
  choose: 'place',
  restart: 'place',
};

/** More than a person remembers. */
const MOST = 100;

/** Lets a command do its work, and keeps what it takes to take that back. */
export function remember({ store }: StoreOnly, command: Command, carryOut: () => void): void {
  const before = store.state;
  carryOut();
  const kind = KINDS[command.kind];
  const after = store.state;
  if (kind === undefined || !isChanged(kind, before, after)) return;
  const entry = { kind, what: whatOf(command, before, after), before: undoneOf(before), after: undoneOf(after) };
  store.set({ undoable: [...after.undoable, entry].slice(-MOST) });
}

function undoneOf({ disabled, breakpoints, watches, pins, marks, diffFrom, task, cursor }: SessionState): Undone {
  return { disabled, breakpoints, watches, pins, marks, diffFrom, task, cursor };
}

/** A scenario that starts has no task yet: it runs. */
function isChanged(kind: Undoable['kind'], before: SessionState, after: SessionState): boolean {
  if (kind === 'disabled') return before.disabled !== after.disabled;
  if (kind === 'diffFrom') return before.diffFrom !== after.diffFrom;
  if (kind !== 'place') return !isSame<unknown>(before[kind], after[kind]);
  const starts = before.status.kind !== 'running' && after.status.kind === 'running';
  return before.task !== null && (before.task !== after.task || starts);
}

function isSame<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** `all` is null where nothing runs: there one can only have gone elsewhere, and given names. */
export function undo(desk: Anywhere, all: Desk | null): void {
  const { state } = desk.store;
  const entry = state.undoable.at(-1);
  if (!entry) return desk.store.set({ notice: 'There is nothing to undo: what ran stands, and , goes back.' });
  if (entry.kind === 'place' && state.status.kind === 'running')
    return desk.store.set({ notice: 'It is running: p pauses it.' });
  const notice = restore(desk, all, entry);
  desk.store.set({ undoable: state.undoable.slice(0, -1), notice });
}

/** Returns what to say. */
function restore(desk: Anywhere, all: Desk | null, { kind, what, before, after }: Undoable): string {
  if (kind === 'place') return goBack(desk, before);
  if (kind === 'diffFrom') desk.store.set({ diffFrom: before.diffFrom });
  else if (kind === 'marks') desk.store.set({ marks: before.marks });
  else if (kind === 'watches') keepWatches(desk, before.watches);
  else if (all === null) return 'This is a recording: nothing of it can be changed.';
  else if (kind === 'disabled') switchOff(all, before.disabled, rootsOf(all.store.state));
  else if (kind === 'breakpoints') keep(all, before.breakpoints);
  else setPins(all, withoutChange(all.store.state.pins, before.pins, after.pins));
  return `Undone: ${what}.`;
}

function goBack(desk: StoreOnly, { task, cursor }: Undone): string {
  if (task !== null) show(desk, task);
  jump(desk, cursor);
  const name = currentLog(desk.store.state)?.name ?? '';
  return `Undone: back in ${name} at turn ${cursor}.`;
}

/** Answers given since then stay: turns have been made of them. */
function withoutChange(now: readonly Pin[], before: readonly Pin[], after: readonly Pin[]): readonly Pin[] {
  const others = now.filter((pin) => before.includes(pin) || !after.includes(pin));
  return [...others, ...before.filter((pin) => !after.includes(pin))];
}

function whatOf(command: Command, before: SessionState, after: SessionState): string {
  switch (command.kind) {
    case 'toggle':
      return `${command.step} switched ${after.disabled.has(command.step) ? 'off' : 'on'}`;
    case 'break':
      return `breakpoint ${breakpointText(command.breakpoint)} ${command.id === undefined ? 'set' : 'changed'}`;
    case 'unbreak':
      return `breakpoint ${breakText(command.id, before)} removed`;
    case 'toggleBreak':
      return `breakpoint ${breakText(command.id, before)} switched ${isOn(command.id, after) ? 'on' : 'off'}`;
    case 'watch':
    case 'unwatch':
      return `watch of ${globOf(command.path)} ${command.kind === 'watch' ? 'set' : 'removed'}`;
    case 'pin':
      return `pin of ${command.connector}.${command.method} set`;
    case 'unpin':
      return `pin of ${command.connector}.${command.method} removed`;
    case 'mark':
      return command.name === '' ? 'mark removed' : `mark ${command.name} set`;
    case 'diffFrom':
      return 'where Patch begins';
    default:
      return 'another task chosen';
  }
}

function breakText(id: string, { breakpoints }: SessionState): string {
  const known = breakpoints.find((each) => each.id === id);
  return known ? breakpointText(known) : '';
}

function isOn(id: string, { breakpoints }: SessionState): boolean {
  return breakpoints.find((each) => each.id === id)?.isOn ?? false;
}
