// How far long work has come, in one line.
import { expect, it } from 'vitest';
import { type Progress, progressed } from '../../src/session/progress.ts';
import { progressLine } from '../../src/tui/lines/progress-line.ts';

function shown(progress: Progress, now: number, ends: string): string | null {
  const line = progressLine(progress, now, ends);
  return line?.left.map((span) => span.text).join('') ?? null;
}

const BEGAN = 10_000;
const ENDS = 'p interrupts';

/** `last`: when the last of what is done was done. */
it.each<[string, number, number, number, number, string | null, last?: number]>([
  ['nothing at first', 499, 0, 50, 100, null],
  ['what and how much', 600, 0, 50, 100, ' runs turn 51 of 100 — p interrupts'],
  ['what is left after a second', 1_000, 0, 50, 100, ' runs turn 51 of 100  about 1 s left — p interrupts'],
  ['as it went since it began', 4_000, 60, 80, 100, ' runs turn 81 of 100  about 4 s left — p interrupts'],
  ['no guess as long as little is done', 4_000, 0, 2, 100, ' runs turn 3 of 100 — p interrupts'],
  ['minutes', 30_000, 0, 10, 100, ' runs turn 11 of 100  about 4 m 30 s left — p interrupts'],
  ['the last of it', 2_000, 0, 100, 100, ' runs turn 100 of 100 — p interrupts'],
  ['less while one waits for the next', 5_000, 0, 1, 3, ' runs turn 2 of 3  about 7 s left — p interrupts', 4_000],
  [
    'no guess once the next takes longer than those before',
    5_000,
    0,
    5,
    10,
    ' runs turn 6 of 10 — p interrupts',
    3_000,
  ],
])('%s', (_name, ms, from, done, total, text, last = ms) => {
  const times = { waitedSince: BEGAN, since: BEGAN, at: BEGAN + last };
  const progress = { what: 'runs turn', done, total, from, ...times, isStoppable: true };
  expect(shown(progress, BEGAN + ms, ENDS)).toBe(text);
});

it('says nothing of an end where there is none', () => {
  const times = { waitedSince: 0, since: 0, at: 0 };
  const progress = { what: 'loads file', done: 1, total: 3, from: 0, ...times, isStoppable: false };
  expect(shown(progress, 700, '')).toBe(' loads file 2 of 3');
});

it('says what follows at once where one has waited long, and guesses afresh what is left of it', () => {
  const part = { total: 100, isStoppable: true };
  const read = [0, 50, 99].reduce<Progress | null>(
    (last, done) => progressed(last, { ...part, what: 'reads line', done }, done * 20),
    null,
  );
  const played = progressed(read, { ...part, what: 'plays line', done: 0 }, 2_000);
  expect(shown(played, 2_010, ENDS)).toBe(' plays line 1 of 100 — p interrupts');
  const later = progressed(played, { ...part, what: 'plays line', done: 50 }, 4_000);
  expect(shown(later, 4_000, ENDS)).toBe(' plays line 51 of 100  about 2 s left — p interrupts');
});
