// The first place where a task comes out otherwise than it was recorded.
import type { Call } from '../call.ts';
import { pathText } from '../format/path.ts';
import { applyPatches, type Patch } from '../patch.ts';
import type { TaskLog, Turn } from '../session/state.ts';
import type { Json, JsonObject, Path } from '../step.ts';
import { firstDifference } from './first-difference.ts';

export type DivergenceKind =
  | 'pick-differs'
  | 'missing-match'
  | 'extra-match'
  | 'patch-differs'
  | 'call-differs'
  | 'missing-call'
  | 'extra-call'
  | 'error-differs'
  | 'ends-early'
  | 'runs-longer'
  | 'end-differs';

export interface Divergence {
  readonly kind: DivergenceKind;
  /** Of which task of the family. */
  readonly task: string;
  /** 0 is before the first. */
  readonly turn: number;
  /** That ran then. */
  readonly step: string | null;
  readonly message: string;
  /** The first place in the data that differs. */
  readonly path?: Path;
  readonly recorded: Json;
  readonly now: Json;
}

type Difference = Omit<Divergence, 'task' | 'turn' | 'step'>;

/** Of one turn that was recorded; `now` is what came of the same task. null where nothing differs. */
export function turnDivergence(recorded: TaskLog, now: TaskLog | undefined, number: number): Divergence | null {
  const before = recorded.turns[number - 1];
  if (!before) return null;
  const after = now?.turns[number - 1];
  const place = { task: recorded.id, turn: number, step: before.step };
  if (!now || !after?.finished) return { ...place, ...endsEarly(recorded, now, before) };
  const found =
    startDiffers(recorded, now, number) ??
    pickDiffers(before, after, recorded, now) ??
    matchDiffers(recorded, now, number) ??
    callDiffers(before.calls, after.calls) ??
    errorDiffers(before, after) ??
    dataDiffers(recorded, now, number);
  return found && { ...place, ...found };
}

function endsEarly(recorded: TaskLog, now: TaskLog | undefined, { step, number }: Turn): Difference {
  const turns = now?.turns.filter(({ finished }) => finished).length ?? 0;
  const how = now?.end ? `it ended ${now.end.state}/${now.end.reason}` : 'it waits';
  const told = now
    ? `${how} after ${turns} ${turns === 1 ? 'turn' : 'turns'}`
    : `the subtask ${recorded.name} never began`;
  const message = `turn ${number} ran ${step}; now there is none: ${told}`;
  return { kind: 'ends-early', message, recorded: step, now: now?.end?.reason ?? null };
}

/** A subtask may begin with other data. */
function startDiffers(recorded: TaskLog, now: TaskLog, number: number): Difference | null {
  if (number > 1 || !recorded.start.parent) return null;
  return differenceOf(recorded.snapshots[0]?.data, now.snapshots[0]?.data, `the subtask ${recorded.name} began with`);
}

function pickDiffers(before: Turn, after: Turn, recorded: TaskLog, now: TaskLog): Difference | null {
  if (before.step === after.step) return null;
  const { number, step } = before;
  const agenda = agendaOf(now, number);
  const why = agenda.includes(step) ? `${step} matches too, but is not first` : `${step} does not match any more`;
  const isNew = !agendaOf(recorded, number).includes(after.step);
  const other = isNew ? `; ${after.step} did not match then` : '';
  const message = `turn ${number} ran ${step}; now it runs ${after.step} (${why}${other})`;
  return { kind: 'pick-differs', message, recorded: step, now: after.step };
}

function agendaOf(log: TaskLog, number: number): readonly string[] {
  return log.snapshots[number - 1]?.agenda ?? [];
}

/** In which order matches that were not picked stood says nothing about what happened. */
function matchDiffers(recorded: TaskLog, now: TaskLog, number: number): Difference | null {
  const [before, after] = [agendaOf(recorded, number), agendaOf(now, number)];
  const missing = before.find((step) => !after.includes(step));
  const extra = after.find((step) => !before.includes(step));
  if (missing === undefined && extra === undefined) return null;
  const both = { recorded: [...before], now: [...after] };
  if (missing !== undefined)
    return { kind: 'missing-match', message: `before turn ${number} ${missing} matched, and does not now`, ...both };
  return { kind: 'extra-match', message: `before turn ${number} ${extra} matches now, and did not then`, ...both };
}

function callDiffers(before: readonly Call[], after: readonly Call[]): Difference | null {
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [was, is] = [before[index], after[index]];
    const which = `call ${index + 1} of the turn`;
    if (was && !is)
      return {
        kind: 'missing-call',
        message: `${which}, ${nameOf(was)}, is not made any more`,
        recorded: asked(was),
        now: null,
      };
    if (is && !was)
      return {
        kind: 'extra-call',
        message: `${which}, ${nameOf(is)}, was not made then`,
        recorded: null,
        now: asked(is),
      };
    if (!was || !is) continue;
    const difference = firstDifference(asked(was), asked(is));
    if (difference)
      return {
        kind: 'call-differs',
        message: `${which} is another one: ${callWords(was, is, difference.path)}`,
        recorded: asked(was),
        now: asked(is),
      };
  }
  return null;
}

function callWords(was: Call, is: Call, path: Path): string {
  if (nameOf(was) !== nameOf(is)) return `it was ${nameOf(was)}, now it is ${nameOf(is)}`;
  return `${nameOf(was)} gets other arguments${path.length > 1 ? `, first at ${pathText(path.slice(1))}` : ''}`;
}

function nameOf({ connector, method }: Call): string {
  return `connectors.${connector}.${method}`;
}

function asked({ connector, method, args }: Call): JsonObject {
  return { call: `${connector}.${method}`, args: args ?? null };
}

function errorDiffers(before: Turn, after: Turn): Difference | null {
  const [was, is] = [errorText(before), errorText(after)];
  if (was === is) return null;
  const message =
    was === null
      ? `${after.step} throws now: ${is}`
      : is === null
        ? `${before.step} threw, and does not now: ${was}`
        : `${before.step} threw ${was}; now it throws ${is}`;
  return { kind: 'error-differs', message, recorded: was, now: is };
}

function errorText({ error }: Turn): string | null {
  return error && `${error.name}: ${error.message}`;
}

/** Where all before was the same, patches tell it all. */
function dataDiffers(recorded: TaskLog, now: TaskLog, number: number): Difference | null {
  const [before, after] = [patchesOf(recorded, number), patchesOf(now, number)];
  if (!firstDifference(before, after)) return null;
  const step = recorded.turns[number - 1]?.step ?? '';
  return differenceOf(dataAfter(recorded, number), dataAfter(now, number), `after ${step}`);
}

function patchesOf({ turns }: TaskLog, number: number): readonly Patch[] {
  return turns[number - 1]?.patches ?? [];
}

/** Before anything came in between this turn and the next. */
function dataAfter(log: TaskLog, number: number): JsonObject {
  return applyPatches(log.snapshots[number - 1]?.data ?? {}, patchesOf(log, number));
}

/** Of what came in between two turns: the result of a subtask. `place` is that among all that came in. */
export function entryDivergence(recorded: TaskLog, now: TaskLog | undefined, place: number): Divergence | null {
  const [before, after] = [recorded.entries[place], now?.entries[place]];
  if (!before || !now) return null;
  if (after?.after === before.after && !firstDifference(before.patches, after.patches)) return null;
  const [then, today] = [recorded.snapshots[before.after]?.data, now.snapshots[before.after]?.data];
  const found = differenceOf(then, today, 'after the result of a subtask');
  const step = recorded.turns[before.after - 1]?.step ?? null;
  return found && { task: recorded.id, turn: before.after, step, ...found };
}

function differenceOf(before: Json | undefined, after: Json | undefined, when: string): Difference | null {
  const difference = firstDifference(before, after);
  if (!difference) return null;
  const { path, recorded, now } = difference;
  const message = `${when} ${path.length > 0 ? pathText(path) : 'the data'} is another value`;
  return { kind: 'patch-differs', message, path, recorded: recorded ?? null, now: now ?? null };
}

/** After all turns that were recorded. `now` may have more of them, or another end. */
export function endDivergence(recorded: TaskLog, now: TaskLog): Divergence | null {
  const { end, turns, id } = recorded;
  if (!end || end.reason === 'stopped') return null;
  const extra = now.turns[turns.length];
  const place = { task: id, turn: turns.length };
  if (extra) {
    const message = `it ended ${end.state}/${end.reason} after turn ${turns.length}; now ${extra.step} runs`;
    return {
      ...place,
      turn: extra.number,
      step: extra.step,
      kind: 'runs-longer',
      message,
      recorded: end.reason,
      now: extra.step,
    };
  }
  const step = turns.at(-1)?.step ?? null;
  const [was, is] = [endOf(recorded), endOf(now)];
  const difference = firstDifference(was, is);
  if (!difference) return null;
  const message = `after ${turns.length} turns the task ends otherwise: ${pathText(difference.path)} differs`;
  return { ...place, step, kind: 'end-differs', message, recorded: was, now: is };
}

function endOf({ end }: TaskLog): JsonObject {
  const error = end?.error ? `${end.error.name}: ${end.error.message}` : null;
  return { state: end?.state ?? 'waiting', reason: end?.reason ?? null, result: end?.result ?? null, error };
}
