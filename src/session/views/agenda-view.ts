// The agenda at the cursor: what runs next, what else matches and why it loses, how far the others are, what ran already.
import type { StepInfo } from '../../step.ts';
import type { SessionState, Snapshot, Turn } from '../state.ts';
import { afterEnd } from './after-end.ts';
import { createDistances } from './explaining.ts';
import { type Here, hereOf } from './here.ts';
import { createMemo } from './memo.ts';
import { neverOf } from './never.ts';

/**
 * `taken`: in the past it ran from here, and under the steps of today another would be next.
 * `would`: its condition matches, and nothing is matched any more as the task was ended by code.
 */
export type AgendaStanding = 'running' | 'next' | 'taken' | 'match' | 'would' | 'miss' | 'fired' | 'disabled';

/**
 * Why a match is not the next one: it asks for fewer fields, it was created later, or another was picked by hand.
 * `today`: in the past another ran, and this one would be next under the steps of today.
 */
type Loss =
  | { readonly by: 'specificity'; readonly mine: number; readonly theirs: number }
  | { readonly by: 'order' }
  | { readonly by: 'hand' | 'today' };

export interface AgendaRow {
  readonly step: string;
  readonly standing: AgendaStanding;
  readonly specificity: number;
  readonly loss: Loss | null;
  /** Leaves that fail; 0 where it matches or was not judged. */
  readonly distance: number;
  /** Why its condition can never match; null where it can. */
  readonly never: string | null;
  /** When it last ran, if it did, and for how long. */
  readonly fired: { readonly turn: number; readonly runMs: number; readonly error: boolean } | null;
  /** Its file is broken; the last good version is in force. */
  readonly stale: boolean;
  /** Who switched it off: the file or the person. */
  readonly disabledBy: 'file' | 'hand' | null;
}

export interface AgendaView {
  readonly rows: readonly AgendaRow[];
  /** Rows that match and may run. */
  readonly matching: number;
  /** In the past: what ran from here and why; null at the tail. */
  readonly past: Past | null;
}

export interface Past extends Pick<Turn, 'step' | 'why' | 'over'> {
  /** Under the steps of today it would not have been this one, but `today` (null: none). */
  readonly differs: boolean;
  readonly today: string | null;
}

export function createAgendaView(): (state: SessionState) => AgendaView {
  const distanceOf = createDistances();
  const memo = createMemo<AgendaView>();
  return (state) => {
    const here = hereOf(state);
    const isOver = here !== null && here.next === null && here.task.end !== null && afterEnd(state, here).next === null;
    const lookedAt = [
      state.steps,
      state.disabled,
      here?.snapshot,
      here?.next?.step,
      here?.next?.why,
      here?.next?.finished,
      isOver,
    ];
    return memo(lookedAt, () => (here === null ? listed(state) : judged(state, { ...here, isOver }, distanceOf)));
  };
}

/** Without a task there is nothing to judge: the steps as they are. */
function listed({ steps, disabled }: SessionState): AgendaView {
  const rows = steps.map((step) => rowOf(step, disabledBy(step, disabled), { standing: 'miss' }));
  return {
    rows: rows.map((row) => (row.disabledBy ? { ...row, standing: 'disabled' } : row)),
    matching: 0,
    past: null,
  };
}

/** Nothing may run from here any more. */
interface Moment extends Here {
  readonly isOver: boolean;
}

type DistanceOf = (step: StepInfo, snapshot: Snapshot) => number;

function judged({ steps, disabled }: SessionState, here: Moment, distanceOf: DistanceOf): AgendaView {
  const past = pastOf(here);
  const order = firingOrder(here);
  const first = steps.find(({ name }) => name === (past?.differs ? past.today : order[0]));
  const rank = new Map(order.map((name, index) => [name, index]));
  const rows = steps.map((step) => {
    const off = disabledBy(step, disabled);
    const part = { fired: firedOf(step.name, here), distance: 0 };
    if (rank.has(step.name)) return rowOf(step, off, { ...part, ...matching(step, first, here, past) });
    if (off !== null) return rowOf(step, off, { ...part, standing: 'disabled' });
    if (part.fired !== null && here.snapshot.fired.has(step.name))
      return rowOf(step, off, { ...part, standing: 'fired' });
    const distance = distanceOf(step, here.snapshot);
    const never = neverOf(step.condition);
    return rowOf(step, off, { ...part, distance, never, standing: distance === 0 ? 'would' : 'miss' });
  });
  return { rows: rows.sort(byStanding(rank)), matching: order.length, past };
}

/** A pick by hand is the same today while what it was picked over still comes first. */
function pastOf({ snapshot, next }: Here): Past | null {
  if (next === null || !next.finished) return null;
  const { step, why, over } = next;
  const today = snapshot.agenda?.[0] ?? null;
  const isSame = today === step || (why === 'hand' && today === over);
  return { step, why, over, today, differs: snapshot.agenda !== null && !isSame };
}

/** What may run, with what was really taken from here, or is running, in front. */
function firingOrder({ snapshot, next, isOver }: Moment): readonly string[] {
  if (isOver) return [];
  const agenda = snapshot.agenda ?? [];
  return next === null ? agenda : [next.step, ...agenda.filter((name) => name !== next.step)];
}

/** `first` is what would be next: the others lose to it. */
function matching(
  step: StepInfo,
  first: StepInfo | undefined,
  { next }: Here,
  past: Past | null,
): Pick<AgendaRow, 'standing' | 'loss'> {
  const isTaken = step.name === (next?.step ?? first?.name);
  if (isTaken) return { standing: takenStanding(next, past), loss: null };
  if (step.name === first?.name) return { standing: 'match', loss: { by: 'today' } };
  if (next?.why === 'hand' && !past?.differs) return { standing: 'match', loss: { by: 'hand' } };
  const [mine, theirs] = [step.specificity, first?.specificity ?? 0];
  return { standing: 'match', loss: mine < theirs ? { by: 'specificity', mine, theirs } : { by: 'order' } };
}

function takenStanding(next: Turn | null, past: Past | null): AgendaStanding {
  if (next !== null && !next.finished) return 'running';
  return past?.differs ? 'taken' : 'next';
}

function firedOf(step: string, { task, snapshot }: Here): AgendaRow['fired'] {
  const turn = snapshot.fired.get(step);
  if (turn === undefined) return null;
  const ran = task.turns[turn - 1];
  return { turn, runMs: ran?.runMs ?? 0, error: ran?.error != null };
}

function disabledBy(step: StepInfo, disabled: SessionState['disabled']): AgendaRow['disabledBy'] {
  if (step.disabled) return 'file';
  return disabled.has(step.name) ? 'hand' : null;
}

function rowOf(
  step: StepInfo,
  off: AgendaRow['disabledBy'],
  part: Partial<AgendaRow> & Pick<AgendaRow, 'standing'>,
): AgendaRow {
  const { name, specificity, stale } = step;
  return {
    step: name,
    specificity,
    stale,
    disabledBy: off,
    loss: null,
    distance: 0,
    never: null,
    fired: null,
    ...part,
  };
}

const GROUPS: Readonly<Record<AgendaStanding, number>> = {
  running: 0,
  next: 0,
  taken: 0,
  match: 1,
  would: 2,
  miss: 3,
  fired: 4,
  disabled: 5,
};

/** Fewer fields that fail; of equals, more that hold: a step that asks for five and lacks one is nearer than one that asks for one. */
function byNearness(one: AgendaRow, other: AgendaRow): number {
  const never = Number(one.never !== null) - Number(other.never !== null);
  return never || one.distance - other.distance || held(other) - held(one);
}

function held({ specificity, distance }: AgendaRow): number {
  return specificity - distance;
}

/** Matches in firing order, misses the nearest first, what ran the latest first; else the steps' own order stays. */
function byStanding(rank: ReadonlyMap<string, number>): (one: AgendaRow, other: AgendaRow) => number {
  return (one, other) => {
    const group = GROUPS[one.standing] - GROUPS[other.standing];
    if (group !== 0) return group;
    if (one.standing === 'miss') return byNearness(one, other);
    if (one.standing === 'fired') return (other.fired?.turn ?? 0) - (one.fired?.turn ?? 0);
    return (rank.get(one.step) ?? 0) - (rank.get(other.step) ?? 0);
  };
}
