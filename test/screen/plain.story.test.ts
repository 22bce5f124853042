// Terminals without frames and marks: everything that the screen draws has a twin among the plain characters.
import { expect, it } from 'vitest';
import { openScreen } from './driver.ts';
import { openStory } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/a.js': step('{ n: 1, name: String }', 'console.log("hello"); data.n = 2; data.more = connectors.shop.buy();'),
  'steps/b.js': step(
    '{ n: 2 }',
    'task.visualize({ type: "chart", name: "C", data: { x: 1, y: 2 } }); data.none.x = 1;',
  ),
  'steps/c.js': step('{ n: 3, list: [{ x: 1 }] }'),
  'steps/broken.js': 'export const',
  'scenarios/one.json': {
    name: 'one',
    data: { n: 1, name: 'Ada', deep: { er: [1, 2] } },
    connectors: { shop: { buy: 5 } },
  },
};

/** Each pane, tab and panel, over a run that fails. */
const LOOKS = ['b', 'j', '2', '3', 'w', 'B', 'H', 'esc', 'W', 'esc', ']', ']', ']', ']', ']', ']', '4', 'space', ','];
const PANELS = [
  '?',
  'esc',
  's',
  'esc',
  '!',
  'esc',
  'P',
  'esc',
  'T',
  'esc',
  ':',
  'esc',
  'm',
  'x',
  'enter',
  "'",
  'esc',
  'I',
  'esc',
];

it.each([
  [60, 16],
  [80, 24],
  [132, 40],
])('--ascii writes no byte above 0x7f: %ix%i', async (cols, rows) => {
  const { screen } = await openStory(FILES, { cols, rows, args: ['--ascii'] });
  await screen.press(...LOOKS, ...PANELS, 'c', '1', ...PANELS, 'G', '2', '3', '[', '[', 'F', 'f', 'down', '=', 'esc');
  expect(screen.raw).not.toMatch(/[^\x00-\x7f]/);
  expect(screen.text()).toMatch(/[+]-.*-[+]/);
});

it.each<readonly [name: string, env: Record<string, string>, config: object, isPlain: boolean]>([
  ['a terminal that is the console of Linux', { TERM: 'linux' }, {}, true],
  ['a locale that is not UTF-8', { LC_ALL: 'de_DE.ISO-8859-1' }, {}, true],
  ['the settings', {}, { ascii: true }, true],
  ['the settings against the terminal', { TERM: 'linux' }, { ascii: false }, false],
  ['any other', {}, {}, false],
])('%s decides', async (_, env, config, isPlain) => {
  const { screen } = await openStory({ ...FILES, 'stepscope.config.json': config }, { env });
  expect(!/[^\x00-\x7f]/.test(screen.raw)).toBe(isPlain);
});

it('what others wrote stays, unless the terminal would garble it', async () => {
  const files = { ...FILES, 'scenarios/one.json': { n: 1, name: 'Zoë 漢字', key: '●' } };
  const own = await openStory(files, { args: ['--ascii'] });
  await own.screen.press('3');
  expect(own.screen.text()).toContain('"Zoë 漢字"');
  const other = await openScreen({ cols: 132, rows: 30, args: [own.workspace.dir], env: { LC_ALL: 'C' } });
  await other.press('3');
  expect(other.text()).toContain('"Zo? ????"');
  expect(other.raw).not.toMatch(/[^\x00-\x7f]/);
});
