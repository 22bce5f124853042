// The timeline as a table, where there is room: what each turn cost, and why it was that step's.
import { clean } from '../../format/clean.ts';
import { duration } from '../../format/duration.ts';
import { selectText } from '../../format/reason.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { TimelineBar, TimelineView } from '../../session/views/timeline-view.ts';
import { type Line, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import { marksAfter, staleSpans, sumSpans, timeOf, toTurn, turnLine } from './timeline-lines.ts';

/** The turns around the cursor as a table with a bar of time each; `rows` lines with the head. */
export function tableLines(view: TimelineView, rows: number, columns: number): readonly Line[] {
  const height = rows - 1;
  const from = Math.max(0, Math.min(view.cursor - Math.ceil(height * 0.6), view.bars.length - height));
  const names = Math.min(
    36,
    Math.max(12, ...view.bars.slice(from, from + height).map(({ step }) => width(clean(step)))),
  );
  const shown = view.bars.slice(from, from + height).map((bar) => tableLine(bar, view, names, columns));
  return [headLine(names, view), ...(shown.length > 0 ? shown : [turnLine(view, columns)])];
}

function headLine(names: number, view: TimelineView): Line {
  const head = `   turn  ${pad('step', names)}  ${cells('match', 'run', 'Σ run', 'changes')}`;
  return { left: [span(head, 'dim')], right: sumSpans(view) };
}

function cells(match: string, run: string, total: string, changes: string): string {
  return [pad(match, 8, 'start'), pad(run, 8, 'start'), pad(total, 8, 'start'), pad(changes, 7, 'start')].join('  ');
}

function tableLine(bar: TimelineBar, view: TimelineView, names: number, columns: number): Line {
  const { cursor, longestMs, stale, breaks } = view;
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
    left: toTurn(bar, [
      span(breaks.has(bar.turn) ? '●' : ' ', 'bad'),
      span(`${mark} ${pad(String(bar.turn), 4, 'start')}  `, here ? 'next' : 'dim'),
      span(pad(cut(clean(bar.step), names), names), tone),
      span(`  ${figures}`, bar.turn <= cursor ? 'plain' : 'dim'),
      ...(room > 0 ? block : []),
      span(why, 'dim'),
      ...marksAfter(bar.turn, view).flatMap((mark) => [span(' '), mark]),
      ...staleSpans(stale.get(bar.turn)),
    ]),
  };
}
