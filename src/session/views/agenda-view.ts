// The agenda at the cursor: what runs next, what else matches and why it loses, how far the others are, what ran already.
import type { StepInfo } from '../../step.ts';
import type { Snapshot } from '../snapshot.ts';
import type { SessionState, Turn } from '../state.ts';
import { afterEnd } from './after-end.ts';
import { createAgendaOrder, type MakeRow } from './agenda-order.ts';
import type { AgendaRow, AgendaStanding } from './agenda-row.ts';
import { createDistances } from './explaining.ts';
import { type Here, hereOf } from './here.ts';
import { createMemo } from './memo.ts';
import { neverOf } from './never.ts';

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
  const making: Making = { distanceOf: createDistances(), inOrder: createAgendaOrder() };
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
    return memo(lookedAt, () => (here === null ? listed(state) : judged(state, { ...here, isOver }, making)));
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

interface Making {
  readonly distanceOf: (step: StepInfo, snapshot: Snapshot) => number;
  readonly inOrder: ReturnType<typeof createAgendaOrder>;
}

function judged(state: SessionState, here: Moment, { distanceOf, inOrder }: Making): AgendaView {
  const { steps, disabled } = state;
  const past = pastOf(here);
  const order = firingOrder(here);
  const leader = past?.differs ? past.today : order[0];
  const first = steps.find(({ name }) => name === leader);
  const rank = new Map(order.map((name, index) => [name, index]));
  const rowOfStep: MakeRow = (step, before) => {
    const off = disabledBy(step, disabled);
    const fired = firedOf(step.name, here, before);
    if (rank.has(step.name)) return rowOf(step, off, { fired, ...matching(step, first, here, past) });
    if (off !== null) {
      const same = kept(before, 'disabled', fired, 0);
      return same?.disabledBy === off ? same : rowOf(step, off, { fired, standing: 'disabled' });
    }
    if (fired !== null) return kept(before, 'fired', fired, 0) ?? rowOf(step, off, { fired, standing: 'fired' });
    const distance = distanceOf(step, here.snapshot);
    const standing = distance === 0 ? 'would' : 'miss';
    const same = kept(before, standing, fired, distance);
    return same ?? rowOf(step, off, { distance, never: neverOf(step.condition), standing });
  };
  return { rows: inOrder(steps, rank, rowOfStep), matching: order.length, past };
}

/** The row as it was, where it says the same: nothing else of it can be another one while the steps are the same. */
function kept(
  before: AgendaRow | undefined,
  standing: AgendaStanding,
  fired: AgendaRow['fired'],
  distance: number,
): AgendaRow | null {
  if (before === undefined || before.standing !== standing) return null;
  return before.fired === fired && before.distance === distance ? before : null;
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

/** The very same object while it says the same. */
function firedOf(step: string, { task, snapshot }: Here, before: AgendaRow | undefined): AgendaRow['fired'] {
  const turn = snapshot.fired.get(step);
  if (turn === undefined) return null;
  const ran = task.turns[turn - 1];
  const [runMs, error] = [ran?.runMs ?? 0, ran?.error != null];
  const last = before?.fired;
  return last?.turn === turn && last.runMs === runMs && last.error === error ? last : { turn, runMs, error };
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
