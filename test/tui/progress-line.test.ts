// How far long work has come, in one line.
import { expect, it } from 'vitest';
import { progressLine } from '../../src/tui/lines/progress-line.ts';

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
  const progress = { what: 'runs turn', done, total, from, since: BEGAN, at: BEGAN + last, isStoppable: true };
  const line = progressLine(progress, BEGAN + ms, ENDS);
  expect(line?.left.map((span) => span.text).join('') ?? null).toBe(text);
});

it('says nothing of an end where there is none', () => {
  const progress = { what: 'loads file', done: 1, total: 3, from: 0, since: 0, at: 0, isStoppable: false };
  expect(
    progressLine(progress, 700, '')
      ?.left.map((span) => span.text)
      .join(''),
  ).toBe(' loads file 2 of 3');
});
