// How far long work has come: what, how much of how much, what is left once that can be told, and how it is ended.
import { duration } from '../../format/duration.ts';
import type { Progress } from '../../session/progress.ts';
import { type Line, span } from '../line.ts';

/** Shorter work shows nothing: a line that comes and goes says less than none. */
const LONG = 500;
/** Before so much of the work, and of time, is behind it, what is left is a guess. */
const TOLD_AFTER = 1_000;
const TOLD_SHARE = 0.03;
/** What takes so many times as long as all before it did is not like them: nobody knows when it ends. */
const UNLIKE = 3;

/** Null while it is too short to be told; `now` on the monotonic clock, ms. `ends`: how a person ends it. */
export function progressLine(progress: Progress, now: number, ends: string): Line | null {
  if (now - progress.waitedSince < LONG) return null;
  const { what, done, total } = progress;
  const left = leftText(progress, now);
  return {
    left: [
      span(` ${what} ${Math.min(done + 1, total)} of ${total}`, 'bright'),
      span(left === '' ? '' : `  ${left}`, 'dim'),
      span(ends === '' ? '' : ` — ${ends}`, 'warn'),
    ],
  };
}

function leftText({ done, total, from, since, at }: Progress, now: number): string {
  const [behind, ahead, waited] = [done - from, total - done, now - at];
  if (now - since < TOLD_AFTER || behind <= 0 || behind < (behind + ahead) * TOLD_SHARE) return '';
  const left = ((at - since) / behind) * ahead - waited;
  if (left <= 0 || waited > Math.max(TOLD_AFTER, UNLIKE * ((at - since) / behind))) return '';
  // In whole seconds: tenths would only flicker.
  const seconds = Math.max(1, Math.round(left / 1_000));
  return `about ${seconds < 60 ? `${seconds} s` : duration(seconds * 1_000)} left`;
}
