// Long work says how far it is, what is left, and how it is ended; keys work meanwhile.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openScreen } from './driver.ts';
import { header, message, openStory, pane } from './story.ts';
import { step } from './workspace.ts';

const SETTINGS = { limits: { stepMs: 60_000, turns: 10_000 } };
/** Takes some tens of milliseconds. */
const WORK = 'let sum = 0; for (let at = 0; at < 2e7; at++) sum += at % 7;';

it('a file that never ends while it is loaded is counted; the size changes, and ctrl-c quits', async () => {
  const files = {
    'stepscope.config.json': SETTINGS,
    'steps/a.js': step('{ n: 1 }'),
    'steps/b.js': `while (true) {}\n${step('{ n: 1 }')}`,
    'steps/c.js': step('{ n: 1 }'),
    'scenarios/one.json': { n: 1 },
  };
  const { screen } = await openStory(files, { ready: /loads file 2 of 3 — ctrl-c quits/ });
  expect(header(screen)).toContain('◌ loading steps');
  screen.resizeNow(80, 20);
  await screen.until('▸1 Agenda  2 Why  3 Data');
  expect(message(screen)).toBe('loads file 2 of 3 — ctrl-c quits');
  screen.send('\x03');
  expect(await screen.waitExit()).toMatchObject({ code: 0 });
});

const SLOW = {
  'stepscope.config.json': SETTINGS,
  'steps/count.js': step('{ count: Number }', 'data.count++; if (data.count < 400) step.redo();'),
  'scenarios/long.json': { count: 0 },
};
const SLOW_CONDITION = step(`{ count: (value) => { ${WORK} return value < 0; } }`);

it('after a save the past is looked at again: how far is said, one travels meanwhile, and p stops it', async () => {
  const { screen, workspace } = await openStory(SLOW);
  await screen.press('c');
  expect(header(screen)).toContain('turn 400/400');
  workspace.save('steps/slow.js', SLOW_CONDITION);
  await screen.until(/looks again at turn \d+ of 400 {2}about \d+ s left — p stops it/);
  screen.send(',,');
  await screen.until('turn 398/400');
  screen.send('p');
  await screen.until(/Of 400 turns the first \d+ were looked at again: whether later ones are stale is not known\./);
  screen.send(',');
  await screen.until('turn 397/400');
});

it('whoever quits while the past is looked at waits for nothing', async () => {
  const { screen, workspace } = await openStory(SLOW);
  await screen.press('c');
  workspace.save('steps/slow.js', SLOW_CONDITION);
  await screen.until(/looks again at turn \d+ of 400/);
  // The first ctrl-c stops that, the second quits.
  screen.send('\x03');
  await screen.until(/were looked at again/);
  screen.send('\x03');
  expect(await screen.waitExit()).toMatchObject({ code: 0 });
});

it('a run to a turn says how far it is and what is left; p ends it there', async () => {
  const work = step('{ count: Number }', `${WORK} data.count++; step.redo();`);
  const { screen } = await openStory({ ...SLOW, 'steps/count.js': work });
  await screen.press(':');
  await screen.type('turn 300');
  screen.send('\r');
  await screen.until(/runs turn \d+ of 300 {2}about \d+ s left — p interrupts/);
  await screen.press('p');
  expect(header(screen)).toMatch(/turn (\d+)\/\1 {2}‖ paused interrupted/);
  expect(message(screen)).not.toContain('of 300');
  expect(pane(screen, 'Agenda').join()).toContain('count');
});

/** So many that reading them takes seconds, even where it is fast. */
const TURNS = 150_000;

/** The recording of a task that ran one turn, made into one of many. */
function lengthen(dir: string): void {
  const folder = join(dir, '.stepscope/recordings');
  const [name = ''] = readdirSync(folder);
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  const from = lines.findIndex((line) => line.startsWith('{"kind":"matched"'));
  const end = lines.findIndex((line) => line.startsWith('{"kind":"ran"')) + 1;
  const turn = lines.slice(from, end).join('\n');
  const turns = Array.from({ length: TURNS }, (_, index) => turn.replaceAll('"turn":1,', `"turn":${index + 1},`));
  writeFileSync(join(folder, name), `${[...lines.slice(0, from), ...turns].join('\n')}\n`);
}

it('a long recording is opened while keys work; p gives it up, and then it is played after all', async () => {
  const first = await openStory(SLOW);
  await first.screen.press('space', 'q');
  await first.screen.waitExit();
  lengthen(first.workspace.dir);
  const screen = await openScreen({ cols: 132, rows: 30, args: [first.workspace.dir], limit: 20_000 });
  await screen.press('o');
  screen.send('j\r');
  await screen.until(/reads line \d+ of \d+ .*p stops it/);
  screen.send('p');
  await screen.idle();
  expect(message(screen)).not.toContain('reads line');
  expect(screen.text()).toContain(`left at turn ${TURNS}`);
  screen.send('\r');
  await screen.until(/plays line \d+ of \d+/);
  await screen.until(`turn 0/${TURNS}`);
  expect(message(screen)).toContain('This is a recording');
});
