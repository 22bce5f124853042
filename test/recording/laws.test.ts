// Laws of recordings, on random workspaces. STEPSCOPE_CASES=100000 tries so many.
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Outcome } from '../../src/check/outcome.ts';
import { parseRecording } from '../../src/recording/read.ts';
import { openPlayback } from '../../src/session/playback.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import type { TaskLog } from '../../src/session/state.ts';
import { bundledSandbox, timeless } from '../session/support.ts';
import { parsed, record, verifyAll } from './trial.ts';
import { filesOf, nameOf, world } from './worlds.ts';

const CASES = Number(process.env.STEPSCOPE_CASES ?? 1_000);
const TOGETHER = 50;

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

/** All that a task came to, wall time included: it was recorded, too. */
function told({ id, name, tags, turns, snapshots, entries, end }: TaskLog): unknown {
  const states = snapshots.map((snapshot) => ({ ...timeless(snapshot), match: snapshot.matchMs, run: snapshot.runMs }));
  return JSON.parse(JSON.stringify({ id, name, tags, turns, entries, end, states }));
}

/** Played, a recording gives the states of the run. */
function expectSame(text: string, { log, family }: Outcome): void {
  const { tasks, status } = openPlayback(parsed(text)).getState();
  expect(status.kind).toBe('paused');
  expect([...tasks.values()].map(told)).toEqual([...(log ? [log] : []), ...family].map(told));
}

/** Cut anywhere, it is a beginning of itself, or no recording as long as its header is not there. */
function expectBeginning(text: string, at: number, whole: TaskLog | null): void {
  const bytes = Buffer.from(text);
  const cut = bytes.subarray(0, at % bytes.length).toString('utf8');
  const read = parseRecording(cut, 'cut');
  if ('problem' in read) {
    expect(cut.includes('\n'), JSON.stringify(read.problem)).toBe(false);
    expect(read.problem).toMatchObject({ line: 1, message: expect.stringMatching(/empty|no header/) });
    return;
  }
  expect(read.recording.isTruncated).toBe(!cut.endsWith('\n'));
  const session = openPlayback(read.recording);
  const { tasks } = session.getState();
  const log = whole && tasks.get(whole.id);
  if (!log || !whole) return;
  const finished = log.turns.filter((turn) => turn.finished);
  expect(finished.map(({ step }) => step)).toEqual(whole.turns.slice(0, finished.length).map(({ step }) => step));
  for (let turn = 0; turn < log.snapshots.length; turn++) session.dispatch({ kind: 'step' });
  expect(session.getState().cursor).toBe(finished.length);
}

const worlds = fc.array(fc.tuple(world, fc.nat()), { minLength: TOGETHER, maxLength: TOGETHER });

it(`plays as it ran, runs again as it was, and cut anywhere it still plays (${CASES} worlds)`, {
  timeout: 60_000 + CASES * 60,
}, async () => {
  let turns = 0;
  const law = fc.asyncProperty(worlds, async (given) => {
    const files = filesOf(given.map(([one]) => one));
    const { result, texts } = await record(sandbox, files);
    expect(texts.size).toBe(TOGETHER);
    for (const [index, [, at]] of given.entries()) {
      const text = texts.get(nameOf(index)) ?? '';
      const outcome = result.outcomes[index] as Outcome;
      turns += outcome.log?.turns.length ?? 0;
      expectSame(text, outcome);
      expectBeginning(text, at, outcome.log);
      expect(text).not.toMatch(/"hidden-token"(?!;)/);
    }
    const again = await verifyAll(
      sandbox,
      files,
      [...texts.values()].map((text) => parsed(text)),
    );
    expect(again.map(({ divergence }) => divergence).filter(Boolean)).toEqual([]);
    expect(again.every(({ hasEnd }) => hasEnd)).toBe(true);
    expect(again.flatMap(({ changed, missing }) => [...changed, ...missing])).toEqual([]);
  });
  await fc.assert(law, { numRuns: Math.max(1, Math.round(CASES / TOGETHER)), endOnFailure: true });
  // Worlds in which nothing ever runs would prove nothing.
  expect(turns).toBeGreaterThan(CASES);
});
