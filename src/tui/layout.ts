// Who gets which cells. All sizes are whole numbers that add up to the terminal: nothing is ever taller or wider than it.
import type { Size } from './terminal/size.ts';

export interface Layout {
  /** `small`: only a word about the size fits. `wide`: three panes side by side. `stacked`: one above the other. */
  readonly kind: 'small' | 'wide' | 'stacked';
  readonly agenda: Size;
  readonly why: Size | null;
  readonly data: Size | null;
  /** Rows of the timeline, frame included; a single one has no frame. */
  readonly timeline: Size;
  /** Header, message and footer leave this to panes or to a panel. */
  readonly body: Size;
}

export const LEAST: Size = { columns: 60, rows: 16 };
const WIDE = 100;

/** The header, a row for messages, and the keys: these always stand. */
const AROUND = 3;

/** How many steps a person has made a pane larger (below 0: smaller). */
export type Grown = Readonly<Record<'agenda' | 'why' | 'data' | 'timeline', number>>;

export const AS_BEFORE: Grown = { agenda: 0, why: 0, data: 0, timeline: 0 };

/** `wanted`: columns in which most steps' names fit into the agenda. */
export function layoutOf(
  size: Size,
  lower: 'why' | 'data',
  wanted = Math.floor(size.columns / 3),
  grown: Grown = AS_BEFORE,
  lanes = 0,
): Layout {
  const body = { columns: size.columns, rows: size.rows - AROUND };
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) {
    return { body, kind: 'small', agenda: size, why: null, data: null, timeline: { columns: 0, rows: 0 } };
  }
  if (size.columns < WIDE) return { body, kind: 'stacked', ...stacked(body, lower, grown) };
  return { body, kind: 'wide', ...wide(body, wanted, grown, lanes) };
}

type Panes = Pick<Layout, 'agenda' | 'why' | 'data' | 'timeline'>;

/** Of a wide terminal the agenda takes as much as its names ask for, within these parts of it. */
const LEAST_AGENDA = 0.25;
/** … and less that: in a wider terminal the others need less of what there is more. */
const MOST_AGENDA = 0.45;
const KEPT_FROM_AGENDA = 7;
/** In less than this a name says too little. */
const READABLE = 41;
/** Of what the agenda leaves, so much is for Data: values are longer than verdicts. */
const DATA = 0.58;
/** As long as Why keeps this. */
const LEAST_WHY = 28;
/** No pane is ever narrower, or lower, than this. */
const LEAST_COLUMNS = 22;
const LEAST_ROWS = 4;
/** What a step of growing takes from the others. */
const STEP_COLUMNS = 4;

function agendaColumns(columns: number, wanted: number): number {
  const granted = Math.min(wanted, Math.max(READABLE, Math.floor(columns * MOST_AGENDA) - KEPT_FROM_AGENDA));
  return Math.max(Math.floor(columns * LEAST_AGENDA), granted);
}

function wide({ columns, rows }: Size, wanted: number, grown: Grown, lanes: number): Panes {
  const own = timelineRows(rows) + Math.min(lanes, Math.floor(rows * MOST_LANES));
  const timeline = { columns, rows: grownTimeline(own, rows, grown) };
  const height = rows - timeline.rows;
  const asked = agendaColumns(columns, wanted);
  const others = columns - asked;
  const data = Math.min(Math.floor(others * DATA), others - LEAST_WHY);
  const steps = [grown.agenda, grown.why, grown.data].map((count) => count * STEP_COLUMNS);
  const [agenda = 0, why = 0, rest = 0] = shared([asked, others - data, data], steps, LEAST_COLUMNS);
  return {
    agenda: { columns: agenda, rows: height },
    why: { columns: why, rows: height },
    data: { columns: rest, rows: height },
    timeline,
  };
}

/** Subtasks may take so much more of the rows. */
const MOST_LANES = 0.15;

/** A table of turns has a use for all the rows that panes can spare. */
function grownTimeline(own: number, rows: number, { timeline }: Grown): number {
  return Math.max(3, Math.min(own + timeline, rows - 2 * LEAST_ROWS));
}

/** Each takes what it grows by from the others, as much as they have to spare, or gives it to them; the sum stays. */
function shared(sizes: readonly number[], steps: readonly number[], least: number): readonly number[] {
  let now = [...sizes];
  for (const [index, step] of steps.entries()) {
    const spare = now.map((size, other) => (other === index ? 0 : Math.max(0, size - least)));
    const most = spare.reduce((sum, each) => sum + each, 0);
    const own = now[index] ?? 0;
    const by = step > 0 ? Math.min(step, most) : -Math.min(-step, Math.max(0, own - least));
    const parts = by > 0 ? spare : now.map((size, other) => (other === index ? 0 : size));
    now = moved(now, index, by, parts);
  }
  return now;
}

/** `parts`: in what proportion the others pay for it, or get it. */
function moved(sizes: readonly number[], index: number, by: number, parts: readonly number[]): number[] {
  const all = parts.reduce((sum, each) => sum + each, 0);
  const paid = parts.map((part) => (all === 0 ? 0 : Math.round((part / all) * by)));
  const total = paid.reduce((sum, each) => sum + each, 0);
  return sizes.map((size, other) => (other === index ? size + total : size - (paid[other] ?? 0)));
}

/** Chips need one row and the turn in words another; where there is plenty of room the turns become a table. */
function timelineRows(rows: number): number {
  if (rows < 18) return 3;
  return rows < 40 ? 4 : Math.min(14, Math.floor(rows * 0.25));
}

const ALL_THREE = 34;

function stacked({ columns, rows }: Size, lower: 'why' | 'data', grown: Grown): Panes {
  const timeline = { columns, rows: 1 };
  const height = rows - 1;
  const sized = (each: number): Size => ({ columns, rows: each });
  if (height < ALL_THREE) {
    const own = Math.max(5, Math.floor(height * 0.4));
    const [agenda = 0, rest = 0] = shared([own, height - own], [grown.agenda, grown[lower]], LEAST_ROWS);
    return {
      agenda: sized(agenda),
      why: lower === 'why' ? sized(rest) : null,
      data: lower === 'data' ? sized(rest) : null,
      timeline,
    };
  }
  const [first, second] = [Math.floor(height * 0.3), Math.floor(height * 0.33)];
  const sizes = [first, second, height - first - second];
  const [agenda = 0, why = 0, data = 0] = shared(sizes, [grown.agenda, grown.why, grown.data], LEAST_ROWS);
  return { agenda: sized(agenda), why: sized(why), data: sized(data), timeline };
}
