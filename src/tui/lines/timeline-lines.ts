// The turns in time: bars for the eye, chips for the names, the turn at the cursor in words, or a table where there is room.
import { clean } from '../../format/clean.ts';
import { duration } from '../../format/duration.ts';
import { selectText } from '../../format/reason.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { TimelineBar, TimelineView } from '../../session/views/timeline-view.ts';
import { type Line, type Span, span, spansWidth } from '../line.ts';
import type { Tone } from '../theme.ts';

const HEIGHTS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** The bars around the cursor; a root scale lets short turns be seen beside long ones. */
export function barSpans({ bars, cursor, longestMs }: TimelineView, columns: number): readonly Span[] {
  const from = Math.max(0, Math.min(cursor - Math.ceil(columns / 2), bars.length - columns));
  return bars.slice(from, from + columns).map((bar) => {
    const share = longestMs === 0 ? 0 : Math.sqrt(bar.runMs / longestMs);
    const height = HEIGHTS[Math.min(7, Math.floor(share * 8))] ?? '▁';
    return bar.error ? span('✗', 'bad') : span(height, barTone(bar, cursor));
  });
}

function barTone({ turn }: TimelineBar, cursor: number): Tone {
  if (turn === cursor) return 'next';
  return turn < cursor ? 'accent' : 'frame';
}

/** Bars, where we are, and the sums: all that is left of the timeline where a single row is. */
export function timelineRow(view: TimelineView, focused: boolean, columns: number): Line {
  const title = span(' 4 Timeline ', focused ? 'next' : 'dim');
  const sums = sumSpans(view);
  const room = columns - spansWidth([title, ...sums]) - 2;
  const bars = barSpans(view, Math.max(4, Math.min(room, 24)));
  return { left: [title, ...bars, span(' '), ...tail(chips(view), view, room - bars.length - 1)], right: sums };
}

export function sumSpans({ here }: TimelineView): readonly Span[] {
  return [
    span('Σ match ', 'dim'),
    span(duration(here.matchMs)),
    span('  run ', 'dim'),
    span(`${duration(here.runMs)} `),
  ];
}

export function chipsLine(view: TimelineView, next: string | null, columns: number): Line {
  const sums = sumSpans(view);
  const room = columns - spansWidth(sums) - 3;
  const all = [
    ...chips(view),
    ...(view.cursor === view.bars.length && next !== null
      ? [span('▶', 'next'), span(`${clean(next)} next`, 'dim')]
      : []),
  ];
  return { left: tail(all, view, room), right: sums };
}

/** Chips from where the one at the cursor is well in sight. */
function tail(all: readonly Span[], view: TimelineView, columns: number): readonly Span[] {
  const perTurn = 3;
  const until = all.slice(0, Math.max(0, view.cursor + 1) * perTurn);
  let from = 0;
  while (spansWidth(until.slice(from)) > columns && from < until.length - 2 * perTurn) from += perTurn;
  return from === 0 ? all : [span('… ', 'dim'), ...all.slice(from)];
}

/** Three spans a turn. */
function chips({ bars, cursor }: TimelineView): readonly Span[] {
  const near = bars.slice(0, cursor + AHEAD);
  return near.flatMap((bar, index) => {
    const done = index < cursor;
    const mark = index === cursor ? span('▶', 'next') : span(' ');
    const tone: Tone = bar.error ? 'bad' : index === cursor - 1 ? 'bright' : done ? 'plain' : 'dim';
    return [mark, span(`${bar.turn} ${clean(bar.step)}`, tone), span(` ${timeOf(bar)} │`, 'dim')];
  });
}

/** More than this many turns ahead of the cursor never fit. */
const AHEAD = 20;

function timeOf({ running, runMs }: TimelineBar): string {
  return running ? '…' : duration(runMs);
}

/** The turn that led here, in words. */
export function turnLine(view: TimelineView): Line {
  const bar = view.bars[view.cursor - 1];
  if (bar === undefined) return { left: [span(' at the start: no turn is done', 'dim')] };
  const parts = [
    `match ${duration(bar.matchMs)}`,
    `run ${timeOf(bar)}`,
    count(bar.changes, 'change'),
    ...(bar.logs > 0 ? [count(bar.logs, 'log line')] : []),
  ];
  return {
    left: [
      span(` turn ${bar.turn} `, 'dim'),
      span(clean(bar.step), bar.error ? 'bad' : 'plain'),
      span(`: ${bar.error ? 'threw; ' : ''}${selectText(bar.why, bar.over)}`, 'dim'),
      span(`  ·  ${parts.join('  ·  ')}`, 'dim'),
    ],
  };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** The turns around the cursor as a table with a bar of time each; `rows` lines with the head. */
export function tableLines(view: TimelineView, rows: number, columns: number): readonly Line[] {
  const height = rows - 1;
  const from = Math.max(0, Math.min(view.cursor - Math.ceil(height * 0.6), view.bars.length - height));
  const names = Math.min(
    36,
    Math.max(12, ...view.bars.slice(from, from + height).map(({ step }) => width(clean(step)))),
  );
  const shown = view.bars.slice(from, from + height).map((bar) => tableLine(bar, view, names, columns));
  return [headLine(names, view), ...shown];
}

function headLine(names: number, view: TimelineView): Line {
  const head = `   turn  ${pad('step', names)}  ${cells('match', 'run', 'Σ run', 'changes')}`;
  return { left: [span(head, 'dim')], right: sumSpans(view) };
}

function cells(match: string, run: string, total: string, changes: string): string {
  return [pad(match, 8, 'start'), pad(run, 8, 'start'), pad(total, 8, 'start'), pad(changes, 7, 'start')].join('  ');
}

function tableLine(bar: TimelineBar, { cursor, longestMs }: TimelineView, names: number, columns: number): Line {
  const here = bar.turn === cursor;
  const mark = here ? '›' : ' ';
  const tone: Tone = bar.error ? 'bad' : here ? 'bright' : bar.turn < cursor ? 'plain' : 'dim';
  const figures = cells(duration(bar.matchMs), timeOf(bar), duration(bar.totalRunMs), String(bar.changes));
  const why = `  ${bar.error ? 'threw; ' : ''}${selectText(bar.why, bar.over)}`;
  const room = Math.max(0, Math.min(30, columns - names - 100));
  const length = longestMs === 0 ? 0 : Math.ceil((bar.runMs / longestMs) * room);
  const block = [
    span('  '),
    span('▬'.repeat(length), bar.turn <= cursor ? 'accent' : 'frame'),
    span(' '.repeat(room - length)),
  ];
  return {
    left: [
      span(` ${mark} ${pad(String(bar.turn), 4, 'start')}  `, here ? 'next' : 'dim'),
      span(pad(cut(clean(bar.step), names), names), tone),
      span(`  ${figures}`, bar.turn <= cursor ? 'plain' : 'dim'),
      ...(room > 0 ? block : []),
      span(why, 'dim'),
    ],
  };
}
