// `replay` on a terminal: what takes long to read says so before its screen opens, and leaves nothing of it there.
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeWorkspace, stepscope } from '../check/workspace.ts';
import { openScreen, type Screen } from '../screen/driver.ts';

/** Of three turns, each of which says so many lines. */
async function recorded(lines: number): Promise<string> {
  const { dir, remove } = makeWorkspace({
    'steps/a.js': `
export const condition = { n: Number };
export const content = () => {
  for (let line = 0; line < ${lines}; line++) console.log('x'.repeat(1000) + line);
  if (data.n++ < 2) step.redo();
};`,
    'scenarios/s.json': { n: 0 },
  });
  onTestFinished(remove);
  const file = join(dir, 'one.stepscope.jsonl');
  await stepscope(['run', '--dir', dir, '--record', file]);
  return file;
}

const played = (file: string, ...more: readonly string[]): Promise<Screen> =>
  openScreen({ args: ['replay', file, ...more], cols: 120 });

it('a large recording', async () => {
  const file = await recorded(900);
  const screen = await played(file, '--at', '3');
  const told = screen.raw.indexOf(`reads ${file} …`);
  expect(told).toBeGreaterThanOrEqual(0);
  expect(told).toBeLessThan(screen.raw.indexOf('\u001b[?1049h'));
  expect(screen.text()).toContain('2/3');
  expect(screen.text()).not.toContain('reads ');
});

it('a small one opens without a word', async () => {
  const screen = await played(await recorded(1));
  expect(screen.raw).not.toContain('reads ');
  expect(screen.text()).toContain('0/3');
});

it.each([[1], [900]])('there is no such turn, of %i lines', async (lines) => {
  const file = await recorded(lines);
  const screen = await openScreen({ args: ['replay', file, '--at', '5'], cols: 200, ready: /the task has 3 turns/ });
  expect(screen.text().trim()).toBe(`stepscope replay: there is no turn 5 in ${file}: the task has 3 turns.`);
  const said = await stepscope(['replay', file, '--at', '5']);
  expect(said).toMatchObject({ code: 2, stdout: '', stderr: screen.text().trim().concat('\n') });
});
