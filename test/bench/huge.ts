// `npm run bench huge`: nothing may hold up a key for 100 ms, however much there is: 10,000 steps, a document of 10 MB, 100,000
// turns, a million log lines. Each key is pressed in a screen on such a task; the longest time that it held up the others is told.
import { setImmediate, setTimeout } from 'node:timers/promises';
import { reduce } from '../../src/session/reduce.ts';
import type { SessionState } from '../../src/session/state.ts';
import { importForTerminal } from '../../src/tui/terminal/environment.ts';
import { keyBytes } from '../tui/terminal/key-bytes.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { type LongTask, longTask } from './long-task.ts';
import { stubSession } from './stub-session.ts';

const SIZE = { columns: 200, rows: 50 };
const MOST = 100;
const TIMES = 4;
const ESCAPE_MS = 60;
const TURN_OF_LOGS = 2;
const LOG_LINES = 1_000_000;
const FIELDS = 170_000;

const LOOKS = 'j pagedown G g k enter tab 1 2 3 ] ] ] ] ] ] [ 4 h l g G'.split(' ');
const TRAVELS = [',', '.', ',', '.', 'space'];
const PANELS = '? esc : esc s esc f esc P esc T esc ! esc W esc'.split(' ');
const SEARCHES = '1 / 9 9 enter esc 3 [ [ [ [ [ [ / x 7 enter esc H esc'.split(' ');
/** All of the document unfolded, each tab on the turns around, what is selected whole. */
const OPENS = [
  ...['3', '[', '[', '[', '[', '[', 'G', 'enter', 'G', 'g', 'enter', 'enter'],
  ...[
    ',',
    ',',
    ',',
    ',',
    ']',
    'enter',
    'y',
    'esc',
    '.',
    '.',
    '.',
    '.',
    '[',
    'Y',
    'y',
    'E',
    'esc',
    'w',
    'W',
    'esc',
    'w',
  ],
];
const KEYS = [...LOOKS, ...TRAVELS, ...PANELS, ...OPENS, ...SEARCHES];

interface Case {
  readonly name: string;
  readonly make: () => LongTask;
}

const CASES: readonly Case[] = [
  { name: '10,000 steps', make: () => longTask({ turns: 1_000, steps: 10_000, records: 0 }) },
  { name: 'a document of 10 MB', make: () => longTask({ turns: 1_000, steps: 100, records: 135_000 }) },
  { name: 'a field with 10 MB more', make: () => withFields(longTask({ turns: 100, steps: 100, records: 0 })) },
  { name: '100,000 turns', make: () => longTask({ turns: 100_000, steps: 1_000, records: 0 }) },
  { name: 'a million log lines', make: () => withLogs(longTask({ turns: 100, steps: 100, records: 0 })) },
];

/** A turn brings them, and each after it changes one. */
function withFields({ state, goOn }: LongTask): LongTask {
  const fields = Array.from({ length: FIELDS }, (_, at) => [
    `key-${at}`,
    { name: `a record of some length ${at}`, at },
  ]);
  const add = { op: 'add', path: ['fields'], value: Object.fromEntries(fields) } as const;
  const changed = (at: number) => ({ op: 'replace', path: ['fields', `key-${at}`, 'at'], value: -at }) as const;
  let next = state;
  for (const [index, patch] of [add, ...[1, 2, 3, 4].map(changed)].entries()) {
    const at = { task: 't', turn: state.cursor + index + 1, step: 'group 1/step 1' };
    next = reduce(next, { kind: 'selected', ...at, why: 'alone', over: null }, () => 0);
    next = reduce(next, { kind: 'ran', ...at, patches: [patch], runMs: 1, clock: 1, rearmed: true }, () => 0);
  }
  return { state: { ...next, status: { kind: 'paused' } }, goOn };
}

function withLogs({ state, goOn }: LongTask): LongTask {
  let next: SessionState = state;
  for (let line = 0; line < LOG_LINES; line++) {
    const text = `line ${line} of what a step said`;
    next = reduce(next, { kind: 'logged', task: 't', turn: TURN_OF_LOGS, level: 'log', text }, () => 0);
  }
  return { state: { ...next, status: { kind: 'paused' } }, goOn };
}

async function measure({ name, make }: Case): Promise<void> {
  const { runApp } = await importForTerminal(() => import('../../src/tui/run-app.tsx'));
  const terminal = new FakeTerminal(SIZE);
  const ended = runApp({ session: stubSession(make()), ...terminal.streams, mode: 'dark', colour: true });
  await setImmediate();
  const longest = new Map<string, number>();
  for (let time = 0; time < TIMES; time++)
    for (const [index, key] of KEYS.entries()) {
      const before = process.cpuUsage();
      terminal.send(keyBytes(key));
      // An escape may be the beginning of more; and what React and the screen left for later.
      if (key === 'esc') await setTimeout(ESCAPE_MS);
      for (let turn = 0; turn < 4; turn++) await setImmediate();
      const { user, system } = process.cpuUsage(before);
      const ms = (user + system) / 1_000;
      // The first time of all compiles.
      const label = `${KEYS.slice(Math.max(0, index - 2), index).join(' ')} → ${key}`;
      longest.set(label, Math.max(longest.get(label) ?? 0, ms));
    }
  const sorted = [...longest].sort(([, one], [, other]) => other - one);
  const told = sorted.slice(0, 4).map(([key, ms]) => `${key} ${ms.toFixed(0)} ms`);
  const missed = (sorted[0]?.[1] ?? 0) > MOST ? `  more than ${MOST} ms` : '';
  console.log(`${name.padEnd(24)}${told.join(', ')}${missed}`);
  terminal.send('\x03');
  await ended;
}

const only = process.argv[3] ?? '';
console.log('the longest that a key held up the others: work of the process, the worst of several times');
for (const each of CASES.filter(({ name }) => name.includes(only))) await measure(each);
