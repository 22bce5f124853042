// The recordings of a workspace as rows: when, of what, how far it went and how it ended.
import { clean } from '../../format/clean.ts';
import { nameParts } from '../../format/step-name.ts';
import { pad, width } from '../../format/width.ts';
import { span } from '../line.ts';
import type { RecordingRow } from '../recordings.ts';
import type { Tone } from '../theme.ts';
import type { KeyedLine } from './why-lines.ts';

const LEAST_TITLE = 8;
/** In less than this the year and the seconds, and the id of the task, give way to what it was and how it ended. */
const ROOMY = 90;
/** Around the title, beside the time and the end: marks, gaps, and how many turns. */
const AROUND = 18;
const LEAST_COUNT = 4;

/** `current`: the task on screen, which is being recorded. One that was left before its first turn tells nothing. */
export function recordingLines(
  rows: readonly RecordingRow[],
  current: string | null,
  columns: number,
): readonly KeyedLine[] {
  const shown = rows.filter((row) => row.task === current || !isEmpty(row));
  const widest = (of: (row: RecordingRow) => string) => shown.reduce((most, row) => Math.max(most, width(of(row))), 0);
  const isRoomy = columns >= ROOMY;
  const ends = widest((row) => endOf(row, current));
  const counts = Math.max(
    LEAST_COUNT,
    widest(({ turns }) => String(turns)),
  );
  const ids = isRoomy ? widest(({ task }) => clean(task)) + 2 : 0;
  const room = columns - AROUND - (counts - LEAST_COUNT) - (isRoomy ? TIME : SHORT_TIME) - ends - ids;
  const titles = Math.max(LEAST_TITLE, Math.min(widest(titleOf), room));
  return shown.map((row) => {
    const { folder, own } = nameParts(titleOf(row), titles);
    const isHere = row.task === current;
    return {
      key: row.path,
      line: {
        left: [
          span(isHere ? '▶ ' : '  ', 'next'),
          span(isRoomy ? timeText(row.at) : timeText(row.at).slice(TIME - SHORT_TIME - 3, -3), 'dim'),
          span(`  ${folder}`, isHere ? 'accent' : 'dim'),
          span(pad(own, titles - width(folder)), isHere ? 'next' : 'plain'),
          span(`  ${pad(String(row.turns), counts, 'start')} ${row.turns === 1 ? 'turn ' : 'turns'}  `),
          span(endOf(row, current), toneOf(row.end)),
          span(row.made === '' ? '' : `  fork: ${clean(row.made)}`, 'dim'),
        ],
        right: isRoomy ? [span(clean(row.task), 'dim')] : [],
      },
    };
  });
}

const TIME = 19;
const SHORT_TIME = 11;

/** What is too old to have been looked into has no title. */
function isEmpty({ title, made, turns, end }: RecordingRow): boolean {
  return title !== '' && made === '' && turns === 0 && end === null;
}

function endOf({ task, title, turns, end }: RecordingRow, current: string | null): string {
  if (task === current) return 'on screen';
  return end ?? (title === '' ? '' : `left at turn ${turns}`);
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
