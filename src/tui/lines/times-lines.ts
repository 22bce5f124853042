// What each step cost, as a table: the most expensive first.
import { clean } from '../../format/clean.ts';
import { duration } from '../../format/duration.ts';
import { nameParts } from '../../format/step-name.ts';
import { pad, width } from '../../format/width.ts';
import type { StepTimes, TimesView } from '../../session/views/times-view.ts';
import { type Line, type Span, span } from '../line.ts';
import type { KeyedLine } from './why-lines.ts';

const CELL = 9;
const COUNT = 6;
const HEADS = ['total', 'mean', 'p95', 'max', 'match'];
/** In a narrow terminal: total, p95 and max. */
const FEW = [0, 2, 3];
const ALL = [0, 1, 2, 3, 4];
const NARROW = 72;
const LONGEST_BAR = 30;
const LEAST_BAR = 8;

interface Columns {
  /** Which of the times there is room for. */
  readonly times: readonly number[];
  readonly names: number;
  readonly bar: number;
}

/** The sums, and the head of the table. */
export function timesHead(view: TimesView | null, columns: number): readonly Line[] {
  if (view === null) return [];
  const { names, times } = columnsOf(view, columns);
  const heads = times.map((index) => HEADS[index] ?? '');
  const head = `  ${pad('step', names)}${figures('turns', ...heads)}`;
  return [sumLine(view), { left: [] }, { left: [span(head, 'bright')] }];
}

function sumLine({ turns, matchMs, runMs, waitMs }: TimesView): Line {
  const sum = (name: string, ms: number): readonly Span[] => [span(`   ${name} `, 'dim'), span(duration(ms))];
  const left = [
    span(` until turn ${turns}:`, 'dim'),
    ...sum('match', matchMs),
    ...sum('run', runMs),
    ...sum('wait', waitMs),
  ];
  return { left };
}

export function timesLines(view: TimesView | null, columns: number): readonly KeyedLine[] {
  if (view === null) return [];
  const room = columnsOf(view, columns);
  const most = view.rows[0]?.totalMs ?? 0;
  return view.rows.map((row) => ({ key: row.step, line: { left: rowSpans(row, most, room) } }));
}

function columnsOf({ rows }: TimesView, columns: number): Columns {
  const widest = rows.reduce((sum, { step }) => Math.max(sum, width(clean(step))), 12);
  const times = columns < NARROW ? FEW : ALL;
  const taken = COUNT + times.length * CELL;
  const names = Math.max(12, Math.min(widest, columns - taken - 4));
  const left = columns - 2 - names - taken - 2;
  return { times, names, bar: left < LEAST_BAR ? 0 : Math.min(LONGEST_BAR, left) };
}

function rowSpans(row: StepTimes, most: number, { names, bar, times }: Columns): readonly Span[] {
  const { folder, own } = nameParts(row.step, names);
  const { count, totalMs, meanMs, p95Ms, maxMs, matchMs } = row;
  const texts = [totalMs, meanMs, p95Ms, maxMs, matchMs].map(duration);
  const shown = times.map((index) => texts[index] ?? '');
  const length = most === 0 ? 0 : Math.ceil((totalMs / most) * bar);
  return [
    row.failed > 0 ? span('✗ ', 'bad') : span('  '),
    span(folder, 'dim'),
    span(pad(own, names - width(folder))),
    span(figures(String(count), ...shown)),
    span(`  ${'▬'.repeat(length)}`, 'accent'),
  ];
}

function figures(count: string, ...times: readonly string[]): string {
  return [pad(count, COUNT, 'start'), ...times.map((time) => pad(time, CELL, 'start'))].join('');
}
