// The turns in time: bars for the eye, chips for the names, the turn at the cursor in words, or a table where there is room.
import { clean } from '../../format/clean.ts';
import { duration } from '../../format/duration.ts';
import { selectText } from '../../format/reason.ts';
import { width } from '../../format/width.ts';
import type { Stale } from '../../session/state.ts';
import type { TimelineBar, TimelineView } from '../../session/views/timeline-view.ts';
import { type Line, leading, type Span, span, spansWidth } from '../line.ts';
import type { Tone } from '../theme.ts';
import { PANES, type PaneId } from '../ui-state.ts';

const HEIGHTS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** The bars around the cursor; a root scale lets short turns be seen beside long ones. */
export function barSpans(view: TimelineView, columns: number): readonly Span[] {
  const { bars, cursor } = view;
  const from = Math.max(0, Math.min(cursor - Math.ceil(columns / 2), bars.length - columns));
  return bars.slice(from, from + columns).flatMap((bar) => toTurn(bar, [barSpan(bar, view)]));
}

function barSpan(bar: TimelineBar, view: TimelineView): Span {
  const { cursor, longestMs, stale, breaks } = view;
  if (bar.error) return span('✗', 'bad');
  if (breaks.has(bar.turn)) return span('●', 'bad');
  const [mark] = marksAfter(bar.turn, view);
  if (mark !== undefined) return mark;
  if (stale.has(bar.turn)) return span('≠', 'warn');
  return span(heightGlyph(bar.runMs, longestMs), barTone(bar, cursor));
}

/** One that still runs is no place to go to. */
export function toTurn({ turn, running }: TimelineBar, spans: readonly Span[]): readonly Span[] {
  return running ? spans : leading(spans, { kind: 'turn', turn });
}

export function heightGlyph(runMs: number, longestMs: number): string {
  const share = longestMs === 0 ? 0 : Math.sqrt(runMs / longestMs);
  return HEIGHTS[Math.min(7, Math.floor(share * 8))] ?? '▁';
}

/** What a person did after a turn: an edit, a fork. */
export function marksAfter(turn: number, { edits, forks }: TimelineView): readonly Span[] {
  return [...(edits.has(turn) ? [span('◆', 'warn')] : []), ...(forks.has(turn) ? [span('┬', 'accent')] : [])];
}

function barTone({ turn }: TimelineBar, cursor: number): Tone {
  if (turn === cursor) return 'next';
  return turn < cursor ? 'accent' : 'frame';
}

/**
 * Where a single row is left of the timeline: the panes by name, as not all of them are on screen, and bars. The turn in words
 * stands below.
 */
export function timelineRow(view: TimelineView, focus: PaneId, columns: number): Line {
  const tabs = PANES.flatMap((pane, index) =>
    leading(tabSpans(index + 1, NAMES[pane], pane === focus), { kind: 'pane', pane }),
  );
  const sums = sumSpans(view);
  const room = columns - spansWidth(tabs) - 2;
  const right = spansWidth(sums) + Math.min(view.bars.length, LEAST_BARS) < room ? sums : [];
  const bars = barSpans(view, Math.max(4, room - spansWidth(right)));
  return { left: [...tabs, span(' '), ...bars], right };
}

const NAMES: Readonly<Record<PaneId, string>> = { agenda: 'Agenda', why: 'Why', data: 'Data', timeline: 'Timeline' };
/** Fewer of them say nothing of where the cursor is. */
const LEAST_BARS = 8;

/** Marked as the frame of the pane is. */
function tabSpans(key: number, name: string, isFocused: boolean): readonly Span[] {
  const mark = span(isFocused ? '▸' : ' ', 'next');
  return [mark, span(`${key} `, 'dim'), span(name, isFocused ? 'next' : 'plain'), span(' ')];
}

export function sumSpans({ here }: TimelineView): readonly Span[] {
  return [
    span('Σ match ', 'dim'),
    span(duration(here.matchMs)),
    span('  run ', 'dim'),
    span(`${duration(here.runMs)} `),
    ...(here.waitMs > 0 ? [span(' wait ', 'dim'), span(`${duration(here.waitMs)} `)] : []),
  ];
}

export function chipsLine(view: TimelineView, next: string | null, columns: number): Line {
  const sums = sumSpans(view);
  const room = columns - spansWidth(sums) - 3;
  const atTail = view.cursor === view.bars.length && next !== null;
  const coming: Chip = {
    turn: view.cursor + 1,
    spans: [span('▶', 'next'), span(`${clean(next ?? '')} next`, 'dim')],
    short: [span('▶', 'next'), span(`${shortName(next ?? '')} next`, 'dim')],
  };
  return { left: around(atTail ? [...chips(view), coming] : chips(view), view, room), right: sums };
}

/** The one at the cursor, what comes after it, as many as fit before it, and what follows as far as there is room. */
function around(all: readonly Chip[], { cursor }: TimelineView, columns: number): readonly Span[] {
  const here = all.findIndex(({ turn }) => turn === cursor);
  const { before, rest } = chosen(all, here, columns - MORE.length);
  const shown = [...before, ...rest].flat();
  return (all[Math.max(0, here) - Math.max(0, before.length - 1)]?.turn ?? 1) > 1
    ? [span(MORE, 'dim'), ...shown]
    : shown;
}

const MORE = '… ';

interface Chosen {
  readonly before: readonly (readonly Span[])[];
  readonly rest: readonly (readonly Span[])[];
}

/** `before` ends with the chip at the cursor. What comes next stands in the agenda too: its name is the first to be shortened. */
function chosen(all: readonly Chip[], here: number, columns: number): Chosen {
  let room = columns;
  const taken = (chip: Chip | undefined, isLong: boolean, always = false): (readonly Span[])[] => {
    const form = chip && (isLong && spansWidth(chip.spans) <= room ? chip.spans : chip.short);
    if (form === undefined || (spansWidth(form) > room && !always)) return [];
    room -= spansWidth(form);
    return [form];
  };
  const before = taken(all[here], true, true);
  const turns = spansWidth(all[here - 1]?.spans ?? []);
  const rest = taken(all[here + 1], spansWidth(all[here + 1]?.spans ?? []) + turns <= room);
  for (let index = here - 1; index >= 0; index--) {
    const more = taken(all[index], true);
    if (more.length === 0) break;
    before.unshift(...more);
  }
  for (let index = here + 2; rest.length === index - here - 1; index++) rest.push(...taken(all[index], true));
  return { before, rest };
}

interface Chip {
  readonly turn: number;
  readonly spans: readonly Span[];
  /** Without the folder of its name. */
  readonly short: readonly Span[];
}

function shortName(step: string): string {
  const name = clean(step);
  const own = name.slice(name.lastIndexOf('/') + 1);
  return own === '' || own === name ? name : `…/${own}`;
}

/** More than this many turns on either side of the cursor never fit. */
const NEAR = 40;

function chips(view: TimelineView): readonly Chip[] {
  const { bars, cursor, stale, breaks } = view;
  return bars.slice(Math.max(0, cursor - NEAR), cursor + NEAR).map((bar) => {
    const broke = breaks.has(bar.turn) ? span('●', 'bad') : span(' ');
    const mark = bar.turn === cursor + 1 ? span('▶', 'next') : broke;
    const tone: Tone = bar.error ? 'bad' : bar.turn === cursor ? 'bright' : bar.turn < cursor ? 'plain' : 'dim';
    const named = (name: string) =>
      toTurn(bar, [
        mark,
        span(`${bar.turn} ${name}`, tone),
        ...(stale.has(bar.turn) ? [span(' stale', 'warn')] : []),
        span(` ${timeOf(bar)} `, 'dim'),
        ...marksAfter(bar.turn, view),
        span('│', 'dim'),
      ]);
    return { turn: bar.turn, spans: named(clean(bar.step)), short: named(shortName(bar.step)) };
  });
}

export function timeOf({ running, runMs }: TimelineBar): string {
  return running ? '…' : duration(runMs);
}

/** The turn that led here, in words: what it did before what it cost, as many whole parts as there is room for. */
export function turnLine(view: TimelineView, columns: number): Line {
  const bar = view.bars[view.cursor - 1];
  if (bar === undefined) return { left: [span(' at the start: no turn is done', 'dim')] };
  const stale = staleSpans(view.stale.get(bar.turn));
  const turn = [span(` turn ${bar.turn} `, 'dim'), span(clean(bar.step), bar.error ? 'bad' : 'plain')];
  const why = span(`: ${bar.error ? 'threw; ' : ''}${selectText(bar.why, bar.over)}`, 'dim');
  // What an edit would make of it says more than why it ran.
  const lead = stale.length > 0 && spansWidth([...turn, why, ...stale]) > columns ? turn : [...turn, why];
  const parts = [
    count(bar.changes, 'change'),
    `run ${timeOf(bar)}`,
    `match ${duration(bar.matchMs)}`,
    ...(bar.logs > 0 ? [count(bar.logs, 'log line')] : []),
  ];
  const room = columns - spansWidth([...lead, ...stale]);
  return { left: [...lead, ...stale, span(fitting(parts, room), 'dim')] };
}

function fitting(parts: readonly string[], columns: number): string {
  let text = '';
  for (const part of parts) {
    const more = `${text}  ·  ${part}`;
    if (width(more) > columns) break;
    text = more;
  }
  return text;
}

/** What an edit would make of a turn. */
export function staleSpans(stale: Stale | undefined): readonly Span[] {
  if (stale === undefined) return [];
  if (stale.kind === 'edited') return [span('  stale: its step was edited since', 'warn')];
  return [span(stale.now === null ? '  stale: no step would run' : `  stale: ${clean(stale.now)} would run`, 'warn')];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
