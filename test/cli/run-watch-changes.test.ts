// `run --watch` where things come together: saves and keys while scenarios run, many runs, choices of the command line.
import { expect, it } from 'vitest';
import { type Files, writeFiles } from '../check/workspace.ts';
import { openWatched, told } from './watched.ts';

const step = (condition: string, content: string): string =>
  `export const condition = ${condition};\nexport const content = () => { ${content} };\n`;
/** Long enough for a save or a key to come while it runs; were it not, nothing would be shown, but nothing fail. */
const SLOW = 'for (let i = 0; i < 1_000_000_000; i++);';
const SHOP: Files = {
  'steps/b.js': step('{ b: Number, z: 1 }', 'data.done = 1'),
  'scenarios/b.json': { b: 1, expectedSteps: [] },
  'scenarios/c.json': { c: 1, expectedSteps: ['c'] },
};
/** They go first, one for each of two sandboxes. */
const SLOW_SHOP: Files = {
  ...SHOP,
  'steps/slow.js': step('{ slow: Number }', SLOW),
  ...Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`scenarios/a${index}.json`, { slow: index }])),
};

it('a name on the command line is given up with the others: "a" runs all', async () => {
  const { screen, seen } = await openWatched(SHOP, ['-t', 'b']);
  screen.send('a');
  expect(await told(screen, seen, 2)).toMatch(/1 passed.*, .*1 failed/);
});

it('many runs leave nothing behind', async () => {
  const { screen } = await openWatched(SHOP);
  for (let count = 2; count < 14; count++) {
    screen.send('r');
    await screen.until(new RegExp(`(waiting for changes[\\s\\S]*){${count}}`));
  }
  expect(screen.raw).not.toContain('Warning');
});

it('what an earlier save concerned and had not run yet runs after the next one', async () => {
  const { dir, screen, seen } = await openWatched(SLOW_SHOP);
  writeFiles(dir, { 'steps/b.js': step('{ b: Number }', 'data.done = 2') });
  await screen.until(/▶ steps\/b\.js/);
  writeFiles(dir, { 'steps/b.js': step('{ b: Number }', 'data.done = 3') });
  expect(await told(screen, seen, 2)).toMatch(/✗.* b /);
});

it('what a save concerned and a key kept from running runs after it', async () => {
  const { dir, screen, seen } = await openWatched(SLOW_SHOP);
  writeFiles(dir, { 'steps/b.js': step('{ b: Number }', 'data.done = 2') });
  await screen.until(/▶ steps\/b\.js/);
  screen.send('f');
  expect(await told(screen, seen, 2)).toMatch(/▶ failed[\s\S]*▶ [\s\S]*✗.* b /);
});
