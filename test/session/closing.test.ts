// A session that was closed is over: nothing that was still to be done then starts anything.
import { expect, it, vi } from 'vitest';
import { sessionPorts } from '../../src/cli/wiring.ts';
import { openSession } from '../../src/session/session.ts';
import { makeWorkspace } from '../check/workspace.ts';
import { bundledSandbox, step } from './support.ts';

const openSandbox = await bundledSandbox();

it('what was put off until after it was closed keeps no process alive', async () => {
  const { dir, remove } = makeWorkspace({ 'steps/a.js': step('n: 1', 'data.a = 1;'), 'scenarios/one.json': { n: 1 } });
  const before = processes();
  const putOff: (() => void)[] = [];
  const after = (_: number, run: () => void): void => void putOff.push(run);
  const session = openSession(dir, { ...sessionPorts(dir), openSandbox, after });
  await session.whenIdle();
  expect(processes()).toBe(before + 1);
  await session.close();
  expect(putOff.length).toBeGreaterThan(0);
  for (const run of putOff) run();
  // The system tells a little later that the one that was ended is gone.
  await vi.waitFor(() => expect(processes()).toBe(before));
  remove();
});

/** Those that we have started and that live. */
function processes(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;
}
