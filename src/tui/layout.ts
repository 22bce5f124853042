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
  /** A row of its own for messages; else they share the footer's. */
  readonly message: boolean;
}

export const LEAST: Size = { columns: 60, rows: 16 };
const WIDE = 100;

/** `wanted`: columns in which most steps' names fit into the agenda. */
export function layoutOf(size: Size, lower: 'why' | 'data', wanted = Math.floor(size.columns / 3)): Layout {
  const message = size.rows >= 20;
  const body = { columns: size.columns, rows: size.rows - (message ? 3 : 2) };
  const common = { body, message };
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) {
    return { ...common, kind: 'small', agenda: size, why: null, data: null, timeline: { columns: 0, rows: 0 } };
  }
  if (size.columns < WIDE) return { ...common, kind: 'stacked', ...stacked(body, lower) };
  return { ...common, kind: 'wide', ...wide(body, wanted) };
}

type Panes = Pick<Layout, 'agenda' | 'why' | 'data' | 'timeline'>;

/** Of a wide terminal the agenda takes as much as its names ask for, within these parts of it. */
const LEAST_AGENDA = 0.25;
const MOST_AGENDA = 0.45;
/** Beyond its third it must leave Why and Data so many columns each. */
const LEAST_OTHERS = 36;

function agendaColumns(columns: number, wanted: number): number {
  const most = Math.min(Math.floor(columns * MOST_AGENDA), columns - 2 * LEAST_OTHERS);
  const granted = Math.min(wanted, Math.max(most, Math.floor(columns / 3)));
  return Math.max(Math.floor(columns * LEAST_AGENDA), granted);
}

function wide({ columns, rows }: Size, wanted: number): Panes {
  const timeline = { columns, rows: timelineRows(rows) };
  const height = rows - timeline.rows;
  const agenda = agendaColumns(columns, wanted);
  const why = Math.floor((columns - agenda) / 2);
  return {
    agenda: { columns: agenda, rows: height },
    why: { columns: why, rows: height },
    data: { columns: columns - agenda - why, rows: height },
    timeline,
  };
}

/** Chips need one row and the turn in words another; where there is plenty of room the turns become a table. */
function timelineRows(rows: number): number {
  if (rows < 18) return 3;
  return rows < 40 ? 4 : Math.min(14, Math.floor(rows * 0.25));
}

const ALL_THREE = 34;

function stacked({ columns, rows }: Size, lower: 'why' | 'data'): Panes {
  const timeline = { columns, rows: 1 };
  const height = rows - 1;
  const size = (share: number): Size => ({ columns, rows: Math.floor(height * share) });
  if (height < ALL_THREE) {
    const agenda = { columns, rows: Math.max(5, Math.floor(height * 0.4)) };
    const rest = { columns, rows: height - agenda.rows };
    return { agenda, why: lower === 'why' ? rest : null, data: lower === 'data' ? rest : null, timeline };
  }
  const [agenda, why] = [size(0.3), size(0.33)];
  return { agenda, why, data: { columns, rows: height - agenda.rows - why.rows }, timeline };
}
