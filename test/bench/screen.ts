// `npm run bench screen`: from a key to the frame that answers it, through the real keyboard, screen, Ink and painter, on 1,000
// steps, 10,000 turns and a document of 1 MB that is unfolded; then how long the command takes to its first agenda.
// The terminal is a fake one, which takes what is written at once. `cpu` is what the process worked meanwhile, on all its
// threads: where others have the machine too, trust that more than the time.
import { setImmediate } from 'node:timers/promises';
import { importForTerminal } from '../../src/tui/terminal/environment.ts';
import type { Size } from '../../src/tui/terminal/size.ts';
import { keyBytes } from '../tui/terminal/key-bytes.ts';
import { type Answer, FakeTerminal } from './fake-terminal.ts';
import { type LongTask, longTask } from './long-task.ts';
import { startUp } from './start-up.ts';
import { stubSession } from './stub-session.ts';

const SIZES: readonly Size[] = [
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
];
const KEYS = 100;
/** Pressed before anything is measured. */
const WARM_UP = 20;

interface Case {
  readonly name: string;
  /** Pressed once, in front of all. */
  readonly before: readonly string[];
  /** Pressed in turn. */
  readonly keys: readonly string[];
  /** Milliseconds that 95 of 100 may take at most. */
  readonly goal: number;
}

const MOVING = 12;
const REPAINTING = 30;

const CASES: readonly Case[] = [
  { name: 'down in the agenda', before: ['1', 'g'], keys: ['j'], goal: MOVING },
  { name: 'page down in the agenda', before: ['1', 'g'], keys: ['pagedown', 'pagedown', 'g'], goal: MOVING },
  { name: 'down in the document', before: ['3', 'g'], keys: ['j'], goal: MOVING },
  { name: 'page down in the document', before: ['3', 'g'], keys: ['pagedown'], goal: MOVING },
  { name: 'to the next pane', before: ['1'], keys: ['tab'], goal: MOVING },
  { name: 'one turn back', before: ['1', 'g'], keys: [','], goal: REPAINTING },
  { name: 'one turn forward', before: ['4', 'g', '1'], keys: ['.'], goal: REPAINTING },
  { name: 'start and end', before: ['4'], keys: ['g', 'G'], goal: REPAINTING },
  { name: 'a step', before: ['4', 'G', '1'], keys: ['space'], goal: REPAINTING },
  { name: 'help and back', before: ['1'], keys: ['?', 'q'], goal: REPAINTING },
];

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function told(name: string, answers: readonly Answer[], goal: number): string {
  const times = answers.map(({ ms }) => ms).sort((one, other) => one - other);
  const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0) / answers.length;
  const work = answers.map(({ cpu }) => cpu).sort((one, other) => one - other);
  const figures = [at(times, 0.5), at(times, 0.95), times.at(-1) ?? 0, at(work, 0.5), at(work, 0.95)];
  const cells = figures.map((ms) => `${ms.toFixed(1)} ms`.padStart(11));
  const missed = at(times, 0.95) > goal ? `  more than ${goal} ms` : '';
  return `${name.padEnd(28)}${cells.join('')}${`${(bytes / 1_000).toFixed(1)} kB`.padStart(11)}${missed}`;
}

async function measured(terminal: FakeTerminal, { before, keys }: Case): Promise<readonly Answer[]> {
  const press = async (name: string): Promise<Answer> => {
    const answer = await terminal.press(keyBytes(name));
    // Whatever React left for later is over before the next key.
    for (let turn = 0; turn < 3; turn++) await setImmediate();
    return answer;
  };
  for (const name of before) {
    terminal.send(keyBytes(name));
    for (let turn = 0; turn < 10; turn++) await setImmediate();
  }
  const answers: Answer[] = [];
  for (let index = 0; index < KEYS; index++) answers.push(await press(keys[index % keys.length] ?? ''));
  return answers.slice(WARM_UP);
}

async function frames(task: LongTask, only: string): Promise<void> {
  const { runApp } = await importForTerminal(() => import('../../src/tui/run-app.tsx'));
  for (const size of SIZES) {
    console.log(`\n${size.columns}×${size.rows}: key → frame written`);
    console.log(
      `${''.padEnd(28)}${['p50', 'p95', 'worst', 'cpu p50', 'cpu p95', 'written'].map((head) => head.padStart(11)).join('')}`,
    );
    for (const each of CASES.filter(({ name }) => name.includes(only))) {
      const terminal = new FakeTerminal(size);
      const ended = runApp({ session: stubSession(task), ...terminal.streams, mode: 'dark', colour: true });
      console.log(told(each.name, await measured(terminal, each), each.goal));
      terminal.send('\x03');
      await ended;
    }
  }
}

/** Only cases with this in their name. */
const only = process.argv[3] ?? '';
const began = performance.now();
const task = longTask({ turns: 10_000, steps: 1_000, records: 13_500 });
console.log(`10,000 turns, 1,000 steps, 1 MB: made in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
await frames(task, only);
if (only === '') await startUp();
