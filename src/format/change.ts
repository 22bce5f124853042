// Old → new on one line: of two long texts only the part that differs, with a little of what surrounds it.
import type { Json } from '../step.ts';
import { clean } from './clean.ts';
import { valueText } from './value.ts';
import { clusters, width } from './width.ts';

export interface ChangeText {
  readonly before: string;
  readonly now: string;
}

/** Both together with ` → ` between them take at most `columns`; what is now matters more than what was. */
export function changeText(before: Json | undefined, now: Json | undefined, columns: number): ChangeText {
  const room = Math.max(2, columns - 3);
  const whole = { before: valueText(before, room), now: valueText(now, room) };
  if (width(whole.before) + width(whole.now) <= room) return whole;
  const short = Math.min(room - LEAST, Math.max(Math.ceil(room / 2), room - width(whole.before)));
  if (typeof before === 'string' && typeof now === 'string') {
    const rooms = [room - short, short] as const;
    if (rooms[0] >= LEAST && before !== now) return excerpts(before, now, rooms);
  }
  const nowText = valueText(now, Math.max(1, short));
  return { before: valueText(before, Math.max(1, room - width(nowText))), now: nowText };
}

/** Of the old value at least so much is seen: quotation marks, what goes on at both ends, and a wide character. */
const LEAST = 6;
/** So much that both have in common is kept in front of the difference. */
const AROUND = 8;
/** Beyond what can be seen of a text, this much more of it is looked at. */
const NEAR = 40;

/** A text as it would be shown, near the place where it differs from another one. */
interface Near {
  readonly clusters: readonly string[];
  /** There is more of the text in front of it; behind it. */
  readonly hasMore: readonly [before: boolean, behind: boolean];
}

function excerpts(before: string, now: string, [oldRoom, newRoom]: readonly [number, number]): ChangeText {
  const from = Math.max(0, commonStart(before, now) - NEAR);
  const reach = NEAR + 4 * newRoom;
  const [old, fresh] = [nearOf(before, from, reach), nearOf(now, from, reach)];
  const head = commonCount(old.clusters, fresh.clusters);
  const differ = [differing(old, fresh, head), differing(fresh, old, head)] as const;
  const differs = Math.max(differ[0].cells, differ[1].cells);
  const behind = Math.min(differ[0].behind, differ[1].behind);
  const inside = Math.min(oldRoom, newRoom) - ENDS - 1;
  const free = Math.max(0, inside - differs + (behind > 0 ? 0 : 1));
  // Where text was only added, or removed, there is nothing else on the other side.
  const least = Math.min(differ[0].cells, differ[1].cells) === 0 ? Math.floor(inside / 3) : 0;
  const around = Math.max(least, free - Math.min(behind, Math.floor(free / 2)));
  // The same for both: what is in front of the difference is seen to be the same.
  const start = startOf(old, head, Math.min(AROUND, around));
  return { before: excerpt(old, start, oldRoom), now: excerpt(fresh, start, newRoom) };
}

/** Two quotation marks, and a sign that something goes before. */
const ENDS = 3;

/** In characters, and never in the middle of one. */
function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one[count] === other[count]) count++;
  return count;
}

function nearOf(text: string, from: number, reach: number): Near {
  const begin = isLow(text, from) ? from + 1 : from;
  const end = isLow(text, begin + reach) ? begin + reach - 1 : begin + reach;
  const shown = clean(JSON.stringify(text.slice(begin, end))).slice(1, -1);
  return { clusters: clusters(shown), hasMore: [begin > 0, end < text.length] };
}

/** The second half of a character is there: no text may begin with it. */
function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function commonCount(one: readonly string[], other: readonly string[]): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one[count] === other[count]) count++;
  return count;
}

/** How many cells of it differ from the other one, and how many stand behind them. */
function differing(one: Near, other: Near, head: number): { readonly cells: number; readonly behind: number } {
  const most = Math.min(one.clusters.length, other.clusters.length) - head;
  let tail = 0;
  while (tail < most && one.clusters.at(-1 - tail) === other.clusters.at(-1 - tail)) tail++;
  const end = one.clusters.length - tail;
  const behind = one.hasMore[1] ? Number.POSITIVE_INFINITY : width(one.clusters.slice(end).join(''));
  return { cells: width(one.clusters.slice(head, end).join('')), behind };
}

/** Where an excerpt begins that shows so many cells in front of what differs; the sign that something goes before takes one. */
function startOf({ clusters: all, hasMore }: Near, head: number, around: number): number {
  let [start, used] = [head, 0];
  for (; start > 0; start--) {
    used += width(all[start - 1] ?? '');
    if (used > around) break;
  }
  return start === 1 && !hasMore[0] && width(all[0] ?? '') <= 1 ? 0 : start;
}

function excerpt({ clusters: all, hasMore }: Near, start: number, room: number): string {
  const first = start > 0 || hasMore[0] ? '…' : '';
  const rest = all.slice(start);
  const whole = rest.join('');
  const inner = room - 2 - first.length;
  if (!hasMore[1] && width(whole) <= inner) return `"${first}${whole}"`;
  let [shown, used] = ['', 0];
  for (const cluster of rest) {
    used += width(cluster);
    if (used > inner - 1) break;
    shown += cluster;
  }
  return `"${first}${shown}…"`;
}
