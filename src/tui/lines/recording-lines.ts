// The recordings of a workspace as rows: when, of what, how far it went and how it ended.
import { clean } from '../../format/clean.ts';
import { cut, pad, width } from '../../format/width.ts';
import { span } from '../line.ts';
import type { RecordingRow } from '../recordings.ts';
import type { Tone } from '../theme.ts';
import type { KeyedLine } from './why-lines.ts';

const MOST_TITLE = 0.5;
const TIME = 19;

/** `current`: the task on screen, which is being recorded. */
export function recordingLines(
  rows: readonly RecordingRow[],
  current: string | null,
  columns: number,
): readonly KeyedLine[] {
  const most = Math.floor(columns * MOST_TITLE);
  const titles = Math.min(
    most,
    rows.reduce((widest, row) => Math.max(widest, width(titleOf(row))), 8),
  );
  return rows.map((row) => ({
    key: row.path,
    line: {
      left: [
        span(row.task === current ? '▶ ' : '  ', 'next'),
        span(pad(timeText(row.at), TIME), 'dim'),
        span(`  ${pad(cut(titleOf(row), titles), titles)}`, row.task === current ? 'next' : 'plain'),
        span(`  ${pad(String(row.turns), 4, 'start')} ${row.turns === 1 ? 'turn ' : 'turns'}  `),
        span(row.task === current ? 'on screen' : (row.end ?? ''), toneOf(row.end)),
      ],
      right: columns < 90 ? [] : [span(clean(row.task), 'dim')],
    },
  }));
}

function titleOf({ title, task }: RecordingRow): string {
  return clean(title === '' ? task : title);
}

function toneOf(end: string | null): Tone {
  if (end === 'done') return 'good';
  return end === 'error' ? 'bad' : 'warn';
}

/** In the zone of the person. */
function timeText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
