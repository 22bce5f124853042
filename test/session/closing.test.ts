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

it('it is closed whoever asks for it, how often, and whatever comes in between', async () => {
  const { dir, remove } = makeWorkspace({ 'steps/a.js': step('n: 1', 'data.a = 1;'), 'scenarios/one.json': { n: 1 } });
  const before = processes();
  const loads: Parameters<ReturnType<typeof openSandbox>['load']>[] = [];
  const sandboxes: ReturnType<typeof openSandbox>[] = [];
  const opened: typeof openSandbox = (...given) => {
    const sandbox = openSandbox(...given);
    const load = sandbox.load.bind(sandbox);
    const noted = (...what: (typeof loads)[0]): void => {
      loads.push(what);
      load(...what);
    };
    sandboxes.push(Object.assign(sandbox, { load: noted }));
    return sandbox;
  };
  const session = openSession(dir, { ...sessionPorts(dir), openSandbox: opened });
  await session.whenIdle();
  const closings = [session.close(), session.close()];
  const [sandbox, load] = [sandboxes[0], loads[0]];
  if (!sandbox || !load) throw new Error('nothing was loaded');
  closings.push(sandbox.close());
  // Other limits ask for another process.
  const [settings, sources] = load;
  sandbox.load({ ...settings, limits: { ...settings.limits, stepMs: settings.limits.stepMs + 1 } }, sources);
  await Promise.all(closings);
  await vi.waitFor(() => expect(processes()).toBe(before));
  remove();
}, 10_000);

/** Those that we have started and that live. */
function processes(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;
}
