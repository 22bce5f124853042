// Old → new on one line: of two long texts only the part that differs, with a little of what surrounds it.
import type { Json } from '../step.ts';
import { valueText } from './value.ts';
import { width } from './width.ts';

export interface ChangeText {
  readonly before: string;
  readonly now: string;
}

/** Both together with ` → ` between them take at most `columns`; what is now matters more than what was. */
export function changeText(before: Json | undefined, now: Json | undefined, columns: number): ChangeText {
  const room = Math.max(2, columns - 3);
  const whole = { before: valueText(before, room), now: valueText(now, room) };
  if (width(whole.before) + width(whole.now) <= room) return whole;
  const [old, fresh] = typeof before === 'string' && typeof now === 'string' ? differing(before, now) : [before, now];
  const short = Math.min(room - LEAST, Math.max(Math.ceil(room / 2), room - width(whole.before)));
  const nowText = valueText(fresh, Math.max(1, short));
  return { before: valueText(old, Math.max(1, room - width(nowText))), now: nowText };
}

/** Of the old value at least so much is seen. */
const LEAST = 6;
/** So much that both have in common is kept in front of the difference. */
const AROUND = 8;

function differing(before: string, now: string): readonly [before: string, now: string] {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && before[head] === now[head]) head++;
  const from = Math.max(0, head - AROUND);
  return from === 0 ? [before, now] : [`…${before.slice(from)}`, `…${now.slice(from)}`];
}
