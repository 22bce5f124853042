// Why with little room: what fails is in sight, what matches is counted, and nothing of what one reads is lost.
import { afterEach, describe, expect, it } from 'vitest';
import { whyRows } from '../../src/format/why.ts';
import type { SessionState } from '../../src/session/state.ts';
import { createWhyView } from '../../src/session/views/why-view.ts';
import type { Condition, JsonObject } from '../../src/step.ts';
import { NUMBER, stateOf, stepOf } from '../session/views/fixture.ts';
import { type Shown, showScreen } from './show.tsx';

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

function show(state: SessionState, columns = 120, rows = 40): Shown {
  const shown = showScreen(state, { columns, rows });
  open.push(shown);
  return shown;
}

const why = (shown: Shown) =>
  shown.rows().flatMap((row) => /[│┃]{2}([^│┃]?.*?) *[│┃]{2}/.exec(row)?.[1]?.trimEnd() ?? []);

const names = (count: number) => Array.from({ length: count }, (_, index) => `field${index}`);

function wide(count: number, failing: readonly number[]): SessionState {
  const data = Object.fromEntries(names(count).map((name, index) => [name, failing.includes(index) ? 'x' : index]));
  const step = stepOf('wide', { all: Object.fromEntries(names(count).map((name) => [name, NUMBER])) });
  return stateOf({ steps: [step], data: { all: data } });
}

describe('a condition of more fields than there are rows', () => {
  it('shows the one that fails, names it, and counts those around it', () => {
    const seen = why(show(wide(300, [150]), 160)).map((row) => row.trim());
    expect(seen.slice(0, 7)).toEqual([
      '1 of 300 fields fails: all.field150',
      '',
      '✗ all',
      '├─ ▸ ✓ 150 fields match  field0 … field149',
      '├─ ✗ field150  Number  got "x"',
      '└─ ▸ ✓ 149 fields match  field151 … field299',
      '',
    ]);
  });

  it('opens and closes what matches', async () => {
    const shown = show(wide(300, [150, 299]), 160);
    const folded = why(shown);
    expect(folded[0]).toBe(' 2 of 300 fields fail');
    await shown.press('2', 'down', 'enter');
    expect(why(shown)[3]).toContain('├─ ▾ ✓ 150 fields match');
    expect(why(shown)[4]).toContain('├─ ✓ field0 ');
    await shown.press('enter', '1');
    expect(why(shown)).toEqual(folded);
    await shown.press('2', 'l');
    expect(why(shown)[4]).toContain('├─ ✓ field0 ');
    await shown.press('h', '1');
    expect(why(shown)).toEqual(folded);
  });

  it.each([
    ['nothing fails', wide(300, []), /✓ field0 /],
    ['there is room for all', wide(12, [11]), /✓ field0 .*✗ field11 /s],
  ])('folds nothing where %s', (_, state, expected) => {
    const seen = why(show(state)).join('\n');
    expect(seen).toMatch(expected);
    expect(seen).not.toContain('fields match');
  });
});

it('keeps the spaces of what is wrapped', () => {
  const step = stepOf('s', { text: NUMBER });
  const writer = 'a step whose name goes on and on because somebody wrote a whole sentence into the file name';
  const turns = [{ step: writer, patches: [{ op: 'add', path: ['text'], value: 'x' }] }] as const;
  const seen = why(show(stateOf({ steps: [step], data: {}, turns })))
    .map((row) => row.trim())
    .join(' ');
  const shown = /set by (a step .*?)…/.exec(seen)?.[1] ?? '';
  expect(shown.length).toBeGreaterThan(50);
  expect(`${writer} @ turn 1`.startsWith(shown.trimEnd())).toBe(true);
});

it('names the file of a step that is broken, beside saying so', () => {
  const step = stepOf('a folder/of steps/with long names', { text: NUMBER }, { stale: true });
  const bottom = show(stateOf({ steps: [step], data: {} }))
    .rows()
    .find((row) => row.includes('last good version'));
  expect(bottom).toMatch(/╰ …\S*mes\.js last good version─*╯/);
});

describe('what is wanted, and what is there', () => {
  const object = (fields: readonly (readonly [string, Condition])[]): Condition => ({ kind: 'object', fields });
  const list = (element: Condition): Condition => ({ kind: 'array', elements: [element] });
  const kind = list(object([['kind', { kind: 'literal', value: 'x' }]]));
  const step = stepOf('s', { none: null, empty: null, left: NUMBER, some: kind, words: list(NUMBER), one: kind });
  const data: JsonObject = {
    empty: null,
    some: [{ kind: 'y', n: 1 }, { kind: 'z' }],
    words: ['a', 'b'],
    one: [{ kind: 'y' }],
  };
  const state = stateOf({ steps: [step], data });

  it('stands in the same words on the screen', () => {
    const seen = why(show(state, 200)).map((row) => row.trim().replace(/ +/g, ' '));
    expect(seen.slice(0, 13)).toEqual([
      '4 of 9 fields fail',
      '',
      '✓ none is missing',
      '✓ empty is null',
      '✗ left Number is missing',
      '✗ some an array with',
      '└─ ✗ some no such element among 2: [0] comes nearest',
      '└─ ✗ kind "x" got "y"',
      '✗ words an array with',
      '└─ ✗ some Number no such element among 2',
      '✗ one an array with',
      '└─ ✗ some no such element',
      '└─ ✗ kind "x" got "y"',
    ]);
  });

  it('and where it is printed', () => {
    const rows = whyRows(createWhyView()(state, 's')?.rows ?? []).map((row) => row.replace(/ {2,}/g, '  '));
    expect(rows).toEqual([
      '✓ none  is missing',
      '✓ empty  is null',
      '✗ left  Number  is missing',
      '✗ some  an array with',
      '  ✗ some [0]  no such element among 2: [0] comes nearest: got { kind: "y", n: 1 }',
      '  ✗ kind  "x"  wrong value: got "y"',
      '✗ words  an array with',
      '  ✗ some […]  Number  no such element among 2',
      '✗ one  an array with',
      '  ✗ some [0]  no such element: got { kind: "y" }',
      '  ✗ kind  "x"  wrong value: got "y"',
    ]);
  });
});
