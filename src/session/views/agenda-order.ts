// The rows of the agenda in order. Of ten thousand steps a turn moves a few: rows that say the same as before stay the same
// objects, in the order that they were in, and only the others are put into their places.
import type { StepInfo } from '../../step.ts';
import type { AgendaRow, AgendaStanding } from './agenda-row.ts';

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

/** What failed ended the task: it comes before all that could have run or lacks something. */
const FAILED = 1.5;

function groupOf({ standing, fired }: AgendaRow): number {
  return standing === 'fired' && fired?.error ? FAILED : GROUPS[standing];
}

/** Their order follows from the rows alone. */
const SETTLED = GROUPS.would;

/** Rows of the same steps when they were last put in order. */
interface Known {
  readonly steps: readonly StepInfo[];
  readonly rows: readonly AgendaRow[];
  /** Places in `rows`. */
  readonly order: readonly number[];
}

/** `row` is given what stood there before and may give it back. */
export type MakeRow = (step: StepInfo, before: AgendaRow | undefined) => AgendaRow;

export function createAgendaOrder() {
  let known: Known = { steps: [], rows: [], order: [] };
  return (steps: readonly StepInfo[], rank: ReadonlyMap<string, number>, row: MakeRow): readonly AgendaRow[] => {
    const last = known;
    // A step that was loaded anew is another object, and begins anew.
    const rowBefore = (index: number) => (last.steps[index] === steps[index] ? last.rows[index] : undefined);
    const rows = steps.map((step, index) => row(step, rowBefore(index)));
    const stays = (index: number): boolean => {
      const now = rows[index];
      return now !== undefined && now === rowBefore(index) && groupOf(now) >= SETTLED;
    };
    const compare = byPlace(rows, byStanding(rank));
    const others: number[] = [];
    for (let index = 0; index < rows.length; index++) if (!stays(index)) others.push(index);
    const order = merged(last.order.filter(stays), others.sort(compare), compare);
    known = { steps, rows, order };
    return order.map((index) => rows[index]).filter((each) => each !== undefined);
  };
}

type Compare<T> = (one: T, other: T) => number;

/** Of equals the one that comes first among the steps. */
function byPlace(rows: readonly AgendaRow[], compare: Compare<AgendaRow>): Compare<number> {
  return (one, other) => {
    const [first, second] = [rows[one], rows[other]];
    return (first && second ? compare(first, second) : 0) || one - other;
  };
}

/** Of two lists that are in order one that is. */
function merged(one: readonly number[], other: readonly number[], compare: Compare<number>): readonly number[] {
  if (other.length === 0) return one;
  const all: number[] = [];
  let next = 0;
  for (const each of one) {
    for (let rest = other[next]; rest !== undefined && compare(rest, each) < 0; rest = other[next]) {
      all.push(rest);
      next++;
    }
    all.push(each);
  }
  return all.concat(other.slice(next));
}

/** Fewer fields that fail; of equals, more that hold: a step that asks for five and lacks one is nearer than one that asks for one. */
function byNearness(one: AgendaRow, other: AgendaRow): number {
  const never = Number(one.never !== null) - Number(other.never !== null);
  return never || one.distance - other.distance || held(other) - held(one);
}

function held({ specificity, distance }: AgendaRow): number {
  return specificity - distance;
}

/** Matches in firing order, misses the nearest first, what ran the latest first; else the steps' own order stays. */
function byStanding(rank: ReadonlyMap<string, number>): Compare<AgendaRow> {
  return (one, other) => {
    const group = groupOf(one) - groupOf(other);
    if (group !== 0) return group;
    if (one.standing === 'miss') return byNearness(one, other);
    if (one.standing === 'fired') return (other.fired?.turn ?? 0) - (one.fired?.turn ?? 0);
    return (rank.get(one.step) ?? 0) - (rank.get(other.step) ?? 0);
  };
}
