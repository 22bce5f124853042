// The tasks of a family as lanes: each with bars of its own, as deep as it was begun, the one on screen in view.
import { clean } from '../../format/clean.ts';
import { cut, pad, width } from '../../format/width.ts';
import type { Lane, LanesView } from '../../session/views/lanes-view.ts';
import { type Line, leading, type Span, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import { heightGlyph } from './timeline-lines.ts';

const MOST_NAME = 0.35;
const MOST_INDENT = 6;

/** `rows` of them: those around the one on screen. */
export function laneLines({ lanes, longestMs }: LanesView, rows: number, columns: number): readonly Line[] {
  if (rows < 1) return [];
  const at = Math.max(
    0,
    lanes.findIndex(({ isCurrent }) => isCurrent),
  );
  const from = Math.max(0, Math.min(at - Math.floor(rows / 2), lanes.length - rows));
  const shown = lanes.slice(from, from + rows);
  const most = Math.floor(columns * MOST_NAME);
  const names = Math.min(
    most,
    shown.reduce((widest, lane) => Math.max(widest, width(nameOf(lane))), 0),
  );
  const room = {
    states: shown.reduce((widest, lane) => Math.max(widest, width(stateOf(lane))), 0),
    turns: String(shown.reduce((most, { bars }) => Math.max(most, bars.length), 0)).length,
  };
  return shown.map((lane) => laneLine(lane, names, longestMs, columns, room));
}

function laneLine(lane: Lane, names: number, longestMs: number, columns: number, ends: Ends): Line {
  const { isCurrent, bars } = lane;
  const to = { kind: 'task', task: lane.id } as const;
  const right = stateSpans(lane, ends);
  const room = Math.max(4, columns - names - 6 - right.reduce((sum, { text }) => sum + width(text), 0));
  const shown = bars.slice(-room);
  return {
    left: leading(
      [
        span(isCurrent ? '▶ ' : '  ', 'next'),
        span(pad(cut(nameOf(lane), names), names), isCurrent ? 'next' : 'plain'),
        span(bars.length > room ? ' …' : '  ', 'dim'),
        ...shown.map(({ runMs, error }) =>
          error ? span('✗', 'bad') : span(heightGlyph(runMs, longestMs), isCurrent ? 'accent' : 'frame'),
        ),
      ],
      to,
    ),
    right: leading(right, to),
  };
}

function nameOf({ depth, name }: Lane): string {
  return `${depth === 0 ? '' : `${'  '.repeat(Math.min(depth, MOST_INDENT) - 1)}└ `}${clean(name)}`;
}

const TONES: Readonly<Record<Lane['state'], Tone>> = {
  open: 'accent',
  waits: 'warn',
  done: 'good',
  error: 'bad',
  stopped: 'warn',
};

function stateOf({ state, awaited, bars }: Lane): string {
  if (state === 'open' && bars.length === 0) return 'not begun';
  if (state === 'waits' && awaited !== null) return `waits for ${cut(clean(awaited), 20)}`;
  return { open: 'goes on', done: 'done', error: 'error', stopped: 'stopped', waits: 'waits' }[state];
}

/** How wide states, and numbers of turns, are. */
interface Ends {
  readonly states: number;
  readonly turns: number;
}

function stateSpans(lane: Lane, room: Ends): readonly Span[] {
  const { from, bars, state } = lane;
  const begun = from === null ? '' : `from turn ${from}  `;
  const turns = `${pad(String(bars.length), room.turns, 'start')} ${bars.length === 1 ? 'turn ' : 'turns'}  `;
  return [span(` ${begun}${turns}`, 'dim'), span(`${pad(stateOf(lane), room.states)} `, TONES[state])];
}
