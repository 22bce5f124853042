// The same look around in every terminal: what it says of its colours, and how large it is.
import { expect, it } from 'vitest';
import { openStory } from './story.ts';
import { expectWhole } from './whole.ts';
import { step } from './workspace.ts';

/** Narrow, wide, joined and combined characters, in every place that makes columns. */
const WIDE = '日本語 한국어 👩‍👩‍👧 🇩🇪 👍🏽 e\u0301 ﷽ ｱ ⌚ ก็';
const FILES = {
  'steps/日本語 の ステップ.js': step('{ n: 1 }', `console.log(data.text); data['鍵 ${WIDE}'] = data.text;`),
  'steps/b 👩‍👩‍👧.js': step('{ n: 1, text: "いいえ" }'),
  'scenarios/one.json': { n: 1, text: WIDE, [WIDE]: { [WIDE]: [WIDE, { 日本: '語' }] } },
};

const KEYS = [
  'space',
  '2',
  '3',
  'G',
  'enter',
  ']',
  ']',
  ']',
  ']',
  ']',
  '4',
  'g',
  '1',
  'f',
  'esc',
  's',
  'esc',
  '!',
  'esc',
  ':',
];

const NONE = 'none';
const ANY = 'some';

it.each<[string, Readonly<Record<string, string>>, number, number, string]>([
  ['the smallest', {}, 60, 16, ANY],
  ['a usual one', {}, 80, 24, ANY],
  ['one column too narrow for panes side by side', {}, 99, 30, ANY],
  ['just wide enough for them', {}, 100, 24, ANY],
  ['wide', {}, 200, 50, ANY],
  ['the largest', {}, 300, 100, ANY],
  ['NO_COLOR', { NO_COLOR: '1' }, 100, 30, NONE],
  ['FORCE_COLOR wins over NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, 100, 30, ANY],
  ['16 colours', { FORCE_COLOR: '1' }, 100, 30, ANY],
  ['16 million colours', { FORCE_COLOR: '3' }, 100, 30, ANY],
  ['16 colours of an old xterm', { TERM: 'xterm', COLORTERM: '' }, 80, 25, ANY],
  ['within tmux', { TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0' }, 100, 30, ANY],
  ['within screen', { TERM: 'screen', COLORTERM: '' }, 100, 30, ANY],
  ['on a build server', { CI: 'true', CONTINUOUS_INTEGRATION: 'true' }, 100, 30, ANY],
  ['on a light ground', { COLORFGBG: '0;15' }, 100, 30, ANY],
])('%s', { timeout: 60_000 }, async (_, env, cols, rows, colours) => {
  const { screen } = await openStory(FILES, { cols, rows, env });
  for (const key of KEYS) {
    await screen.press(key);
    expectWhole(screen);
  }
  // Nothing scrolled or wrapped.
  const drawn = screen.raw.slice(screen.raw.indexOf('\x1b[?1049h'));
  expect(drawn).not.toMatch(/[\r\n]/);
  expect(screen.linesWith('colour').length > 0 ? ANY : NONE).toBe(colours);
  if (colours === NONE) expect(drawn).not.toMatch(/\x1b\[[34]8?[\d;]*m/);
});

it('a storm of resizes while it runs leaves a true picture', async () => {
  const { screen } = await openStory(FILES);
  screen.send('c');
  for (let turn = 0; turn < 60; turn++) screen.resizeNow(30 + ((turn * 37) % 270), 5 + ((turn * 13) % 95));
  await screen.resize(110, 33);
  expectWhole(screen);
  const before = screen.picture();
  await screen.repaint();
  expect(screen.picture()).toEqual(before);
});
