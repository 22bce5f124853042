// Single lines of panes and panels: what gives way where there is little room, and what never does.
import { describe, expect, it } from 'vitest';
import { width } from '../../src/format/width.ts';
import { type HeaderView, headerView } from '../../src/session/views/header-view.ts';
import { createViews } from '../../src/session/views/views.ts';
import { KEY_ROWS } from '../../src/tui/keys.ts';
import { draw, type Line } from '../../src/tui/line.ts';
import { excerptLines } from '../../src/tui/lines/excerpt-lines.ts';
import { footerLine } from '../../src/tui/lines/footer-line.ts';
import { headerLine } from '../../src/tui/lines/header-line.ts';
import { paletteLines } from '../../src/tui/lines/palette-lines.ts';
import { recordingLines } from '../../src/tui/lines/recording-lines.ts';
import { chipsLine } from '../../src/tui/lines/timeline-lines.ts';
import { movedBy, windowOf } from '../../src/tui/list.ts';
import { createTheme } from '../../src/tui/theme.ts';
import { stateOf, stepOf } from '../session/views/fixture.ts';
import { orders } from '../session/views/orders.ts';

const theme = createTheme({ mode: 'dark', colour: false });
const drawn =
  (columns: number) =>
  ({ line }: { readonly line: Line }) =>
    draw(line, columns, theme).trimEnd();

const ENDED = {
  kind: 'ended',
  task: 't1',
  result: null,
  error: null,
  durationMs: 1,
  state: 'done',
  reason: 'settled',
} as const;

describe('an excerpt of code', () => {
  const CODE = '  const answer = await connectors.stripe.createCharge({ amount: data.order.total });';
  const frame = (at: number) => `  9 | \n> 10 | ${CODE}\n     | ${' '.repeat(at)}^\n  11 | }`;

  it.each([30, 40, 60, 100])('keeps its mark below what it points at, in %i columns', (columns) => {
    const at = CODE.indexOf('createCharge');
    const [, line = '', mark = ''] = excerptLines(frame(at), columns);
    const column = mark.indexOf('^');
    expect(column).toBeGreaterThan(0);
    expect(column).toBeLessThan(columns);
    expect(line.slice(column)).toMatch(/^createCharge/);
    expect(line).toMatch(/^> 10 \| /);
    for (const row of excerptLines(frame(at), columns)) expect(row).toMatch(/^[> ] +\d*( +| ?)\|/);
  });

  it('stays as it is where all that matters fits, or nothing is marked', () => {
    expect(excerptLines(frame(4), 40)).toEqual(frame(4).split('\n'));
    expect(excerptLines(CODE, 20)).toEqual([CODE]);
  });
});

describe('a command in the palette', () => {
  const row = {
    key: 'orders',
    keys: 'O',
    pressed: 'O',
    label: 'orders',
    text: 'try the other orders of the steps that match here, in forks, and say whether the end differs',
    hint: '',
    off: null,
    effect: { kind: 'quit' },
  } as const;

  it.each([
    [
      120,
      'O         orders  try the other orders of the steps that match here, in forks, and say whether the end differs',
    ],
    [90, 'O         orders  try the other orders of the steps that match here, in forks'],
    [75, 'O         orders  try the other orders of the steps that match here'],
    [60, 'O         orders  try the other orders of the steps that …'],
  ])('is told in whole clauses: %i columns', (columns, text) => {
    expect(paletteLines([row], columns).map(drawn(columns))).toEqual([text]);
  });
});

describe('the list of recordings', () => {
  const at = new Date(2026, 10, 23, 9, 5, 7).getTime();
  const row = {
    path: 'a',
    task: 'abcdefgh',
    at,
    title: '1 welcome/a new customer buys three books',
    made: '',
    turns: 2,
    end: null,
  };

  it.each([
    [56, /^ {2}11-23 09:05 {2}…\/\S.* {4}2 turns {2}left at turn 2$/],
    [76, /^ {2}11-23 09:05 {2}.* {4}2 turns {2}left at turn 2$/],
    [
      116,
      /^ {2}2026-11-23 09:05:07 {2}1 welcome\/a new customer buys three books {5}2 turns {2}left at turn 2 +abcdefgh$/,
    ],
  ])('shortens the scenario and never how it ended: %i columns', (columns, text) => {
    const [line = ''] = recordingLines([row], null, columns).map(drawn(columns));
    expect(line).toMatch(text);
    expect(width(line)).toBeLessThanOrEqual(columns);
  });

  it('leaves out what was left before its first turn, and not what is too old to be known, or on screen', () => {
    const empty = { ...row, turns: 0 };
    const rows = [
      empty,
      { ...empty, path: 'b', title: '' },
      { ...empty, path: 'c', task: 'here' },
      { ...empty, path: 'd', end: 'done' },
    ];
    expect(recordingLines(rows, 'here', 100).map(({ key }) => key)).toEqual(['b', 'c', 'd']);
  });
});

describe('a row that goes elsewhere', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f'];
  const held = { key: 'b', index: 1, top: 0, held: 1 };
  const gone = windowOf(held, ['a', 'c', 'd', 'e', 'f', 'b'], 3);

  it('does not take the window with it, and moving goes on where it was', () => {
    expect(gone).toMatchObject({ selected: 5, top: 0 });
    expect([movedBy(gone, 1, 'none').key, movedBy(gone, 2, 'none').key, movedBy(gone, -1, 'none').key]).toEqual([
      'c',
      'd',
      'a',
    ]);
    expect(movedBy(gone, 1, 'none').held).toBeUndefined();
  });

  it('is selected as any other when it is back', () => {
    expect(windowOf(held, before, 3)).toEqual({ keys: before, selected: 1, top: 0, height: 3 });
  });
});

describe('the row of keys', () => {
  it('tells what can do nothing now without colour too', () => {
    const hints = KEY_ROWS.filter(({ id }) => id === 'step' || id === 'continue').map((row) => ({
      row,
      usable: row.id === 'step',
    }));
    expect(drawn(80)({ line: footerLine(hints, undefined, 80) })).toBe(' space step  (c continue)');
  });
});

describe('the turns as chips', () => {
  const names = ['onboarding/validate customer', 'orders/validate order', 'onboarding/create crm record'];
  const turns = names.map((step) => ({ step }));
  const view = createViews().timeline(stateOf({ steps: names.map((name) => stepOf(name, {})), data: {}, turns }));
  const chips = (columns: number) => drawn(columns)({ line: chipsLine(view, 'onboarding/send welcome mail', columns) });

  it('shorten what comes next before a turn that is done', () => {
    expect(chips(220)).toContain('▶onboarding/send welcome mail next');
    expect(chips(150)).toMatch(
      /2 orders\/validate order .* 3 onboarding\/create crm record .*▶…\/send welcome mail next/,
    );
    expect(chips(110)).toMatch(/3 onboarding\/create crm record .*▶…\/send welcome mail next/);
    for (let columns = 96; columns <= 220; columns += 4)
      expect(chips(columns), `${columns}`).toContain('create crm record');
  });
});

describe('the header where room is short', () => {
  const view = (title: string, errors: number, more: Partial<HeaderView> = {}) => {
    const standing = { kind: 'ended', end: ENDED, familyGoesOn: false, next: null } as const;
    return { ...headerView(orders()), title, errors, warnings: 0, standing, ...more };
  };
  const row = (given: HeaderView, columns: number) => draw(headerLine(given, columns, 0), columns, theme);

  const asked: HeaderView['standing'] = {
    kind: 'paused',
    stop: { kind: 'call', connector: 'crm', method: 'find', args: null, attempt: 1 },
  };

  it.each([
    ['ask', 60, asked, / ask {2}turn 3\/3 {2}‖ paused: needs an answer .*✗ 1 error $/],
    ['a scenario with quite a name', 60, asked, / …with quite a name {2}turn 3\/3 {2}‖ paused {2}.*✗ 1 error $/],
  ])('why it stands is told where the name has room beside it: %s, %i columns', (title, columns, standing, text) => {
    expect(row(view(title, 1, { standing }), columns)).toMatch(text);
  });

  it.each([
    ['parcel', 60, {}, / parcel {2}turn 3\/3 {2}■ done: settled .* {2}● rec {2}✗ 1 error $/],
    ['operations/three shelves are counted', 60, {}, /^ …\S.* {2}turn 3\/3 {2}■ done: settled {2}.* {2}✗ 1 error $/],
    ['parcel', 60, { warnings: 2 }, / parcel {2}turn .* {2}✗ 1 error {2}! 2 $/],
    ['parcel', 60, { turn: 12_345, turns: 12_345, subtask: 'shelf' }, /^ \S.* {2}■ done: settled {2}.*✗ 1( error)? $/],
    ['parcel', 140, {}, /^ stepscope {2}parcel .* {2}● rec {2}✗ 1 error $/],
  ])(
    'errors are the last to go, the name of the program the first: %s, %i columns, %j',
    (title, columns, more, text) => {
      const given = view(title, 1, more);
      expect(row(given, columns)).toMatch(text);
      for (let each = 60; each < 160; each++) {
        expect(row(given, each)).toMatch(/✗ 1( error)? /);
        if (row(given, each).includes('stepscope')) expect(row(given, each)).toMatch(/● rec.*✗ 1 error/);
      }
    },
  );
});
