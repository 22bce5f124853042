// What does not fit into a row is shown whole, and what was recorded is played in the place of the debugger.
import { expect, it } from 'vitest';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const LONG = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
const FILES = {
  'steps/a.js': step(
    '{ n: 1 }',
    `console.log(data.long); data.got = connectors.shop.buy({ list: [1, 2, 3], why: data.long });`,
  ),
  'steps/b.js': step('{ got: Object }', 'data.got.sum = 2; data.none.x = 1;'),
  'scenarios/one.json': {
    name: 'one',
    data: { n: 1, long: LONG },
    connectors: { shop: { buy: { sum: 1, said: LONG } } },
  },
  'scenarios/two.json': { n: 2 },
};

it('enter shows a log line, a call, a value and a change whole, and y copies it', async () => {
  const { screen } = await openStory(FILES);
  const words = () =>
    pane(screen, '▸')
      .join(' ')
      .replace(/[│›]| +/g, ' ')
      .replace(/ +/g, ' ')
      .trim();
  await screen.press('space', '3', ']', ']', 'home', 'enter');
  expect(pane(screen, 'log, turn 1, a').length).toBeGreaterThan(2);
  expect(words()).toBe(LONG);
  await screen.press('y');
  expect(message(screen)).toBe('Copied.');
  expect(screen.raw).toContain(btoa(LONG));
  await screen.press('esc', ']', 'home', 'enter');
  expect(words()).toContain(`asked: { "list": [ 1, 2, 3 ], "why": "${LONG}" } answered by mock: { "sum": 1,`);
  await screen.press('esc', '[', '[', '[', 'j', 'enter');
  expect(words()).toBe(LONG);
});

it('y copies a row of Log, Calls and View whole, a view as it is drawn', async () => {
  const { screen } = await openStory({
    ...FILES,
    'steps/a.js': step(
      '{ n: 1 }',
      'data.n = 0; task.visualize({ type: "table", name: "T", data: [{ a: 1, b: "x" }] });',
    ),
  });
  const copied = () =>
    Buffer.from(/\x1b\]52;c;([^\x07]*)\x07(?![\s\S]*\x1b\]52)/.exec(screen.raw)?.[1] ?? '', 'base64').toString();
  await screen.press('space', '3', ']', ']', ']', ']', 'y');
  expect(message(screen)).toBe('Copied.');
  expect(copied()).toMatch(/a +b\n[\s\S]*1 +x/);
  await screen.press('[', 'y');
  expect(message(screen)).toBe('nothing is selected');
  await screen.press('[', '[', 'y');
  expect(copied()).toBe('before:\n1\n\nnow:\n0');
});

it('an error is shown whole with its code', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('c', '3', 'G', 'enter');
  const text = pane(screen, 'error, turn 2, b').join('\n');
  expect(text).toContain('TypeError: Cannot set properties of undefined');
  expect(text).toContain('steps/b.js:3:');
  expect(text).toMatch(/> 3 \| +data\.got\.sum = 2; data\.none\.x = 1;/);
});

it('a recording is played in place, and q leads back to where the debugger was', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('c', 's', 'G', 'enter', '3', 'o');
  expect(pane(screen, 'Recordings')).toHaveLength(2);
  expect(selected(screen)).toMatch(/^▶ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}two +0 turns {2}on screen/);
  await screen.press('down');
  expect(selected(screen)).toMatch(/one +2 turns {2}error/);
  await screen.press('enter');
  expect(header(screen)).toMatch(/one {2}turn 0\/2 .*▷ recording/);
  await screen.press('space', '.', 'o');
  expect(message(screen)).toContain('this is a recording already');
  await screen.press('q');
  expect(header(screen)).toMatch(/two {2}turn 0\/0/);
  expect(header(screen)).toContain('● rec');
  await screen.press('u');
  expect(header(screen)).toMatch(/one {2}turn 2\/2/);
});

it('a recording that is damaged says where', async () => {
  const { screen, workspace } = await openStory({
    ...FILES,
    '.stepscope/recordings/2020-01-01T00-00-00-000Z-old.stepscope.jsonl': 'no recording\n',
  });
  await screen.press('o', 'G');
  expect(selected(screen)).toMatch(/^2020-01-01 .*old/);
  await screen.press('enter');
  expect(message(screen)).toContain(`${workspace.dir}/.stepscope`);
  expect(header(screen)).toContain('one');
});

it('enter on a problem leads to its line in Source; of other files it says how to open them', async () => {
  const { screen } = await openStory({
    ...FILES,
    'steps/a.js': step('{ n: 1 }', 'console.log("hi"); data.none.x = 1;'),
    'scenarios/broken.json': '{',
  });
  await screen.press('c', '!', 'enter');
  expect(selected(screen)).toMatch(/^3 ▶ {3}console\.log\("hi"\); data\.none\.x = 1;/);
  expect(pane(screen, '2 Why: a').length).toBeGreaterThan(0);
  await screen.press('!');
  while (!selected(screen).includes('scenarios/broken.json')) await screen.press('down');
  await screen.press('enter');
  expect(message(screen)).toContain('scenarios/broken.json is no step that is in force: e opens it in your editor');
});
