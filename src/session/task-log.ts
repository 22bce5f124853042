// Turns a task's events into what the debugger knows of it. Events are only ever added, so the lists of a TaskLog grow in
// place and every TaskLog shares them with the one before; only the object itself is new, so that readers can compare it.
import type { Entered, Forked, Matched, Ran, Rematched, Selected, Settled, Started, TaskEvent } from '../events.ts';
import { KeptData } from '../kept-data.ts';
import { Fired } from './fired.ts';
import { Snapshot } from './snapshot.ts';
import type { TaskLog, Turn } from './state.ts';
import { verdictKey } from './verdict-key.ts';

/** A step's place in firing order; lower goes first. */
export type RankOf = (step: string) => number;

export function openLog(start: Started): TaskLog {
  const { task: id, name, tags, data, createdAt } = start;
  const first = new Snapshot({
    kept: KeptData.first(data),
    agenda: null,
    verdicts: new Map(),
    fired: new Fired(),
    clock: createdAt,
    matchMs: 0,
    runMs: 0,
  });
  return {
    id,
    start,
    parent: null,
    name,
    tags,
    named: [],
    snapshots: [first],
    turns: [],
    end: null,
    entries: [],
    waits: [],
    isWaiting: false,
    stops: [],
    breaks: [],
    notes: [],
    stale: new Map(),
  };
}

/** A fork begins as its parent was after those turns. */
export function forkLog(parent: TaskLog, { task: id, from, made, rearmed }: Forked): TaskLog {
  return {
    ...namedAfter(parent, from.turns),
    id,
    parent: from,
    made,
    snapshots: armed(parent.snapshots.slice(0, from.turns + 1), rearmed),
    stops: parent.stops.filter((turns) => turns < from.turns),
    waits: parent.waits.filter(({ turn }) => turn <= from.turns),
    breaks: parent.breaks.filter(({ turn }) => turn <= from.turns),
    notes: parent.notes.filter(({ after }) => after <= from.turns),
    stale: new Map([...parent.stale].filter(([turn]) => turn <= from.turns)),
    turns: parent.turns.slice(0, from.turns),
    entries: parent.entries.filter(({ after }) => after <= from.turns),
    end: null,
    isWaiting: false,
  };
}

/** In the last of these the steps that were armed again may run. */
function armed(snapshots: Snapshot[], rearmed: readonly string[]): Snapshot[] {
  const last = snapshots.pop();
  if (!last) return snapshots;
  const fired = rearmed.reduce((before, step) => before.without(step), last.fired);
  return [...snapshots, last.with({ fired })];
}

/** A breakpoint hit: before that turn, or after it. */
export function brokenAt(log: TaskLog, turn: number, breakpoint: string): TaskLog {
  return { ...log, breaks: grown(log.breaks, { turn, breakpoint }) };
}

/** It stopped here. */
export function stoppedAt(log: TaskLog, turns: number): TaskLog {
  return log.stops.at(-1) === turns ? log : { ...log, stops: grown(log.stops, turns) };
}

/** The log with one more event; the given one must not be used any more. */
export function addEvent(log: TaskLog, event: TaskEvent, rankOf: RankOf): TaskLog {
  switch (event.kind) {
    case 'matched':
      return matched(log, event, rankOf);
    case 'rematched':
      return rematched(log, event);
    case 'selected':
      return selected(log, event);
    case 'ran':
      return ran(log, event);
    case 'settled':
      return settled(log, event);
    case 'logged':
      return amend(log, (turn) => ({ ...turn, logs: grown(turn.logs, { level: event.level, text: event.text }) }));
    case 'called':
      return amend(log, (turn) => ({
        ...turn,
        calls: grown(turn.calls, event.call),
        taped: grown(turn.taped, event.taped),
      }));
    case 'viewed':
      return amend(log, (turn) => ({ ...turn, views: grown(turn.views, event.view) }));
    case 'warned':
      return amend(log, (turn) => ({ ...turn, problems: grown(turn.problems, event.problem) }));
    case 'noted': {
      const { after, about = after, breakpoint, text } = event;
      return { ...log, notes: grown(log.notes, { after, about, breakpoint, text }) };
    }
    case 'waiting':
      return event.why === 'subtask' ? { ...log, isWaiting: true } : log;
    case 'waited':
      return atSnapshot(log, event.after, (snapshot) => snapshot.with({ clock: event.clock }));
    case 'entered':
      return entered(log, event);
    case 'ended':
      return { ...log, end: event, isWaiting: false };
    default:
      return log;
  }
}

/** That turn, the last one, never happened: it was interrupted, or waits for an answer. */
export function abandonTurn(log: TaskLog, turn: number): TaskLog {
  if (log.turns.length < turn) return log;
  (log.turns as Turn[]).length = turn - 1;
  (log.snapshots as Snapshot[]).length = turn;
  return { ...namedAfter(log, turn - 1), waits: log.waits.filter((wait) => wait.turn < turn) };
}

/** Its name and tags as they were after so many turns. */
function namedAfter(log: TaskLog, turns: number): TaskLog {
  const named = log.named.filter(({ turn }) => turn <= turns);
  const { name, tags } = named.at(-1) ?? log.start;
  return { ...log, name, tags, named };
}

function matched(log: TaskLog, event: Matched, rankOf: RankOf): TaskLog {
  return atSnapshot({ ...log, isWaiting: false }, event.turn - 1, (snapshot) => {
    const before = event.fresh ? [] : (agendaBefore(log, event.turn - 1) ?? []);
    const off = new Set(event.off);
    // A list that has grown has room for 16 more; one that was joined has not, and this one is kept.
    const agenda = before.filter((step) => !off.has(step)).concat(event.on);
    if (event.on.length > 0) agenda.sort((a, b) => rankOf(a) - rankOf(b));
    return snapshot.with({
      agenda,
      verdicts: withVerdicts(event.fresh ? new Map() : snapshot.verdicts, event.verdicts),
      matchMs: snapshot.matchMs + event.matchMs,
    });
  });
}

/** The agenda that the changes of a matched event refer to. */
function agendaBefore(log: TaskLog, turns: number): readonly string[] | null {
  return log.snapshots[turns]?.agenda ?? log.snapshots[turns - 1]?.agenda ?? null;
}

function entered(log: TaskLog, { after, cause, child, patches, clock }: Entered): TaskLog {
  const changed = atSnapshot(log, after, (snapshot) => snapshot.with({ kept: snapshot.kept.after(patches), clock }));
  return { ...changed, entries: [...log.entries, { after, cause, child, patches }] };
}

function rematched(log: TaskLog, event: Rematched): TaskLog {
  const verdicts = withVerdicts(new Map(), event.verdicts);
  return atSnapshot(log, event.turn - 1, (snapshot) => snapshot.with({ agenda: event.agenda, verdicts }));
}

function withVerdicts(known: Snapshot['verdicts'], verdicts: Matched['verdicts']): Snapshot['verdicts'] {
  if (verdicts.length === 0) return known;
  const all = new Map(known);
  for (const verdict of verdicts) all.set(verdictKey(verdict.step, verdict.leaf, verdict.at), verdict);
  return all;
}

function selected(log: TaskLog, event: Selected): TaskLog {
  const { turn: number, step, why, over } = event;
  const matchMs = (log.snapshots[number - 1]?.matchMs ?? 0) - (log.snapshots[number - 2]?.matchMs ?? 0);
  (log.turns as Turn[])[number - 1] = begunTurn({ number, step, why, over, matchMs });
  return { ...log };
}

/** One literal: an object that is put together of several takes more memory, and turns are kept. */
function begunTurn({
  number,
  step,
  why,
  over,
  matchMs,
}: Pick<Turn, 'number' | 'step' | 'why' | 'over' | 'matchMs'>): Turn {
  return {
    number,
    step,
    why,
    over,
    matchMs,
    runMs: 0,
    patches: NONE,
    logs: NONE,
    droppedLogs: 0,
    calls: NONE,
    taped: NONE,
    views: NONE,
    problems: NONE,
    rearmed: false,
    error: null,
    killed: false,
    finished: false,
  };
}

function ran(log: TaskLog, event: Ran): TaskLog {
  const before = log.snapshots[event.turn - 1];
  const turn = log.turns[event.turn - 1];
  if (!before || !turn) return log;
  const { step, patches, runMs, rearmed, clock } = event;
  const fired = before.fired.after(step, event.turn, rearmed);
  const kept = before.kept.after(patches);
  const snapshot = before.with({ kept, agenda: null, fired, clock, runMs: before.runMs + runMs });
  (log.snapshots as Snapshot[])[event.turn] = snapshot;
  const outcome = { error: event.error ?? null, killed: event.killed ?? false, droppedLogs: event.droppedLogs ?? 0 };
  (log.turns as Turn[])[event.turn - 1] = { ...turn, patches, runMs, rearmed, ...outcome, finished: true };
  const asked = (event.asked?.subtasks ?? []).filter(({ blocks, into }) => blocks || into !== null);
  const waits = asked.map(({ child, into, blocks }) => ({ child, into, blocks, turn: event.turn }));
  const { name = log.name, tags = log.tags } = event;
  const isSame = name === log.name && tags.join('\n') === log.tags.join('\n');
  const named = isSame ? log.named : [...log.named, { turn: event.turn, name, tags }];
  return { ...log, name, tags, named, waits: waits.length > 0 ? [...log.waits, ...waits] : log.waits };
}

function settled(log: TaskLog, event: Settled): TaskLog {
  const { patches, clock } = event;
  const changed = atSnapshot(log, event.turn, (snapshot) =>
    snapshot.with({ kept: snapshot.kept.after(patches), clock }),
  );
  return amend(changed, (turn) => ({
    ...turn,
    patches: [...turn.patches, ...patches],
    error: event.error ?? turn.error,
  }));
}

function atSnapshot(log: TaskLog, turns: number, change: (snapshot: Snapshot) => Snapshot): TaskLog {
  const snapshot = log.snapshots[turns];
  if (!snapshot) return log;
  (log.snapshots as Snapshot[])[turns] = change(snapshot);
  return { ...log };
}

/** Most turns say nothing: they share it. */
const NONE: readonly never[] = [];

/** In place, as all lists of a log: a step may make a thousand calls. */
function grown<T>(list: readonly T[], entry: T): readonly T[] {
  if (list === NONE) return [entry];
  (list as T[]).push(entry);
  return list;
}

/** Changes the turn that was begun last. */
function amend(log: TaskLog, change: (turn: Turn) => Turn): TaskLog {
  const last = log.turns.length - 1;
  const turn = log.turns[last];
  if (!turn) return log;
  (log.turns as Turn[])[last] = change(turn);
  return { ...log };
}
