// What is hit is what is painted there: cell by cell, for whatever stands on the screen and at any size.
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionState } from '../../src/session/state.ts';
import { type Hit, hitAt } from '../../src/tui/hit.ts';
import { draw } from '../../src/tui/line.ts';
import type { Scene } from '../../src/tui/scene.ts';
import type { Size } from '../../src/tui/terminal/size.ts';
import { createTheme } from '../../src/tui/theme.ts';
import { orders } from '../session/views/orders.ts';
import { type Shown, showScreen } from './show.tsx';
import { STATES } from './states.ts';

const PLAIN = createTheme({ mode: 'dark', colour: false });

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

interface Picture {
  readonly scene: Scene;
  readonly rows: readonly string[];
  readonly hit: (x: number, y: number) => Hit | null;
}

async function pictureOf(state: SessionState | undefined, size: Size, keys: readonly string[] = []): Promise<Picture> {
  if (state === undefined) throw new Error('no such state');
  const shown = showScreen(state, size, false);
  open.push(shown);
  await shown.press(...keys);
  const scene = shown.screen.scene(shown.screen.getMoment(), size);
  return { scene, rows: shown.rows(), hit: (x, y) => hitAt(scene, { x, y }) };
}

/** Of one row of the screen: from where to where which pane is hit. */
function stretches({ scene, hit }: Picture, y: number): readonly (readonly [pane: string, from: number, to: number])[] {
  const found: [string, number, number][] = [];
  const at = (x: number) => hit(x, y)?.pane;
  for (let x = 0; x < scene.size.columns; ) {
    const pane = at(x);
    const near = x + LEAST_COLUMNS < scene.size.columns && at(x + LEAST_COLUMNS) === pane;
    const end = near ? x + LEAST_COLUMNS : x + 1;
    const last = found.at(-1);
    if (last?.[0] === pane && last?.[2] === x) last[2] = end;
    else if (pane !== undefined) found.push([pane, x, end]);
    x = end;
  }
  return found;
}

/** No pane is so narrow: none lies between two cells of another that are no further apart. */
const LEAST_COLUMNS = 20;

const SIZES: readonly Size[] = [
  { columns: 60, rows: 16 },
  { columns: 80, rows: 24 },
  { columns: 80, rows: 45 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const LOOKS: readonly (readonly string[])[] = [
  [],
  ['2'],
  ['3'],
  ['3', 'G'],
  ['3', ']', ']'],
  ['3', '['],
  ['4'],
  ['+', '+', 'G'],
  ['3', '+', '+', '+', '/', 'a', 'enter'],
  ['3', 'j', 'w'],
  ['?'],
  [':'],
  ['T'],
];
/** Of characters that take one cell, so that a text is cut by its cells. */
const NARROW = ['orders', 'noSteps', 'many'];

describe.each(NARROW)('%s', (name) => {
  it.each(SIZES)('$columns×$rows: frames and rows are hit where they are painted', async (size) => {
    for (const keys of LOOKS) {
      const picture = await pictureOf(STATES[name]?.(), size, keys);
      expectTrue(picture);
      open.pop()?.close();
    }
  });
});

/** Every cell between the header and the two rows below is some pane's, and every row of its list that is shown is there. */
function expectTrue(picture: Picture): void {
  const { scene, rows } = picture;
  const { columns, rows: height } = scene.size;
  const seen = new Map<string, Set<number>>();
  for (let y = 0; y < height; y++) {
    const found = stretches(picture, y);
    const covered = found.reduce((sum, [, from, to]) => sum + to - from, 0);
    expect([y, covered]).toEqual([y, y === 0 || y >= height - 2 ? 0 : columns]);
    for (const [pane, from, to] of found) {
      const text = rows[y]?.slice(from, to) ?? '';
      const row = picture.hit(from + 5, y)?.row ?? null;
      if (pane !== 'timeline' || scene.panes.timeline) expect(text).toMatch(/^([╭╰─].*[╮╯─]|[│].*[│┃])$/);
      if (row === null) continue;
      const content = scene.panes[pane as keyof Scene['panes']]?.content;
      const line = content?.list?.line(row) ?? { left: [] };
      expect(text.slice(2, -2)).toBe(draw(line, to - from - 4, PLAIN));
      if (row === content?.list?.window.selected && content.focused) expect(text[1]).toBe('›');
      seen.set(pane, (seen.get(pane) ?? new Set()).add(row));
    }
  }
  for (const [pane, placed] of Object.entries(scene.panes)) {
    const window = placed?.content.list?.window;
    const shown = window ? Math.min(window.height, window.keys.length - window.top) : 0;
    expect([pane, [...(seen.get(pane) ?? [])]]).toEqual([
      pane,
      Array.from({ length: shown }, (_, index) => (window?.top ?? 0) + index),
    ]);
  }
}

/** The cells that lead to the same, in words, in the order of the screen. */
function targets(picture: Picture, y: number): readonly string[] {
  const found: string[] = [];
  for (let x = 0; x < picture.scene.size.columns; x++) {
    const to = picture.hit(x, y)?.to;
    if (to) found.push(`${Object.values(to).join(' ')}: ${picture.rows[y]?.[x]}`);
  }
  const joined: string[] = [];
  for (const each of found) {
    const [to = '', char = ''] = each.split(/: (?=.$)/s);
    const last = joined.at(-1);
    if (last?.startsWith(`${to}: `)) joined[joined.length - 1] = `${last}${char}`;
    else joined.push(`${to}: ${char}`);
  }
  return joined;
}

function rowWith({ rows }: Picture, text: string): number {
  return rows.findIndex((row) => row.includes(text));
}

describe('words and bars that lead somewhere', () => {
  it('the tabs in the title of Data, and nothing beside them', async () => {
    const picture = await pictureOf(orders(), { columns: 120, rows: 40 });
    expect(targets(picture, 1)).toEqual([
      'tab data: [Data]',
      'tab patch: Patch',
      'tab log: Log',
      'tab calls: Calls',
      'tab view: View',
      'tab source: Source',
    ]);
  });

  it('tabs that there is no room for are not hit', async () => {
    const picture = await pictureOf(orders(), { columns: 100, rows: 24 }, [
      '3',
      '-',
      '-',
      '-',
      '-',
      '-',
      '-',
      ']',
      ']',
    ]);
    const found = targets(picture, 1);
    expect(found).toContain('tab log: [Log]');
    expect(found.length).toBeLessThan(6);
  });

  it('a bar of the timeline, and the name of a turn', async () => {
    const picture = await pictureOf(orders(), { columns: 120, rows: 30 });
    const title = rowWith(picture, '4 Timeline');
    expect(targets(picture, title).map((each) => each.slice(0, -1))).toEqual(['turn 1: ', 'turn 2: ', 'turn 3: ']);
    const chips = targets(picture, title + 1);
    expect(chips.map((each) => /^turn \d: .\d [a-z_/ ]+/.exec(each)?.[0].trim())).toEqual([
      'turn 2:  2 normalize',
      'turn 3:  3 enrich/customer tier',
    ]);
  });

  it('bars around the cursor are the turns that they stand for', async () => {
    const picture = await pictureOf(STATES.many?.(), { columns: 60, rows: 16 });
    const found = targets(picture, 13).filter((each) => each.startsWith('turn'));
    const turns = found.map((each) => Number(/^turn (\d+)/.exec(each)?.[1]));
    expect(turns.length).toBeGreaterThan(3);
    expect(turns.at(-1)).toBe(60);
    expect(turns).toEqual(turns.map((_, index) => 60 - turns.length + 1 + index));
  });

  it('a row of the table of turns', async () => {
    const picture = await pictureOf(orders(), { columns: 132, rows: 50 });
    const row = rowWith(picture, '2  normalize');
    expect(targets(picture, row)).toEqual([expect.stringMatching(/^turn 2: .* 2 {2}normalize /)]);
  });

  it('a turn that still runs leads nowhere', async () => {
    const picture = await pictureOf(STATES.running?.(), { columns: 120, rows: 30 });
    const found = targets(picture, rowWith(picture, '4 Timeline'));
    expect(found.map((each) => each.slice(0, -1))).toEqual(['turn 1: ', 'turn 2: ', 'turn 3: ']);
  });

  it('the names of panes in the row of a narrow screen', async () => {
    const picture = await pictureOf(orders(), { columns: 80, rows: 24 });
    expect(targets(picture, 21).filter((each) => each.startsWith('pane'))).toEqual([
      'pane agenda: ▸1 Agenda ',
      'pane why:  2 Why ',
      'pane data:  3 Data ',
      'pane timeline:  4 Timeline ',
    ]);
    expect(picture.hit(79, 21)).toEqual({ pane: 'timeline', row: null, to: null });
  });
});

describe('nothing is hit', () => {
  it.each<readonly [string, number, number]>([
    ['in the header', 5, 0],
    ['in the message', 5, 38],
    ['in the footer', 5, 39],
    ['right of the screen', 120, 5],
    ['below it', 5, 40],
    ['far away', 9_999, 9_999],
  ])('%s', async (_, x, y) => {
    expect((await pictureOf(orders(), { columns: 120, rows: 40 })).hit(x, y)).toBeNull();
  });

  it('where the screen is too small', async () => {
    const picture = await pictureOf(orders(), { columns: 59, rows: 16 });
    for (let y = 0; y < 16; y++) expect(picture.hit(3, y)).toBeNull();
  });

  it('of what a panel covers', async () => {
    const picture = await pictureOf(orders(), { columns: 120, rows: 40 }, ['?']);
    for (let y = 1; y < 38; y++) expect(picture.hit(100, y)?.pane).toBe('panel');
  });
});
