// What the page says of conditional execution, tried on steps of a few words each.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report, ReportScenario } from '../../src/check/outcome.ts';
import { runFiles } from '../check/workspace.ts';
import { part, table } from './page.ts';

const step = (condition: string, content: string): string =>
  `export const condition = ${condition};\nexport const content = async () => { ${content} };\n`;

const FILES = {
  'steps/caught.js': step('{ caught: 1 }', 'try { connectors.x.y(); } catch { data.caught = 2; }'),
  'steps/empty a.js': step('{ empty: 1, at: {} }', 'data.first ??= step.name;'),
  'steps/empty b.js': step('{ at: Object, empty: 1 }', 'data.first ??= step.name;'),
  'steps/copy.js': step('{ copy: (value) => { value.changed = true; return true; } }', 'data.ran = true;'),
  'steps/throws.js': step('{ throws: () => { throw new Error("no"); } }', 'data.ran = true;'),
  'steps/chance.js': step('{ chance: Number }', 'data.values = [Math.random(), crypto.randomUUID(), task.id()];'),
  'steps/late.js': step('{ late: 1 }', 'setInterval(() => { console.log(Date.now()); data.lost = true; }, 5000);'),
  'steps/polls.js': step('{ polls: 1 }', 'const start = Date.now(); while (Date.now() < start + 3); data.polls = 2;'),
  'steps/never.js': step('{ never: 1 }', 'await new Promise(() => {});'),
  'steps/date.js': step('{ date: 1 }', 'data.date = new Date(); data.nan = NaN; data.call = () => 1;'),
  'steps/cycle.js': step('{ cycle: 1 }', 'data.cycle = {}; data.cycle.self = data.cycle;'),
  'steps/module.js': `let count = 0;\n${step('{ rounds: Number }', 'if (++count + data.rounds++ < 3) step.redo(); data.count = count;')}`,
  'steps/endless.js': step('{ endless: 1 }', 'console.log("here"); data.lost = true; for (;;);'),
  'steps/twin.js': step('{ twin: 1 }', 'data.ran = true;'),
  'steps/twin.ts': step('{ twin: 1 }', 'data.ran = true;'),
  'steps/network.js': `import 'node:http';\n${step('{ network: 1 }', 'data.ran = true;')}`,
  'steps/secret.js': step(
    '{ secret: 1 }',
    'data.copies = [task.config("KEY"), task.config("PIN"), `<${task.config("KEY")}> <${task.config("PIN")}>`, true];',
  ),
  'steps/same.js': step('{ same: Object }', 'data.same = { b: 2, a: 1 };'),
  'steps/again.js': step('{ again: Number }', 'data.again++; step.redo();'),
  'steps/ignored.js': step('{ ignored: 1 }', 'task.ignore();'),
  'steps/gone.js': step('{ gone: 1 }', 'delete data.gone;'),
  'steps/done.js': step('{ done: 1 }', 'task.complete();'),
  'steps/loop.js': step('{ loop: 1 }', 'step.redo();'),
  'steps/waits.js': step('{ waits: 1 }', 'task.timeout(7000);'),
  'steps/closes.js': step('{ closes: 1 }', 'task.timeout(7000); task.completeOnExpire("over");'),
  'steps/parent.js': step(
    '{ parent: 1 }',
    'data.ids = [1, 2].map((n) => task.subtask("c" + n, { child: n }, { into: "got." + n, waitFor: true }));',
  ),
  'steps/child.js': step(
    '{ child: Number }',
    'Array.prototype.leak = 1; task.park(1000); data.blob = blob.getContent(blob.create({ content: { n: 1 } }));',
  ),
  'steps/child end.js': step('{ blob: String, child: 2 }', 'task.complete({ at: Date.now() });'),
  'steps/leak.js': step('{ leak: 1 }', 'data.leak = [].leak ?? "clean";'),
  'stepscope.config.json': {
    limits: { stepMs: 300, turns: 50 },
    secrets: { KEY: 'abcdef', PIN: '1234' },
    redact: ['same.*'],
  },
  'scenarios/all.yaml': `
- { scenario: caught, caught: 1 }
- { scenario: empty, empty: 1, at: {} }
- { scenario: copy, copy: {} }
- { scenario: throws, throws: 1 }
- { scenario: chance, chance: 1 }
- { scenario: late, late: 1 }
- { scenario: polls, polls: 1 }
- { scenario: never, never: 1 }
- { scenario: date, date: 1 }
- { scenario: cycle, cycle: 1 }
- { scenario: module, rounds: 0 }
- { scenario: endless, endless: 1 }
- { scenario: secret, secret: 1 }
- { scenario: same, same: { a: 1, b: 2 } }
- { scenario: again, again: 1 }
- { scenario: ignored, ignored: 1 }
- { scenario: gone, gone: 1, $via: {} }
- { scenario: done, done: 1 }
- { scenario: loop, loop: 1 }
- { scenario: waits, waits: 1 }
- { scenario: closes, closes: 1 }
- { scenario: parent, parent: 1 }
- { scenario: leak, leak: 1 }
`,
  'scenarios/without a name.json': { nobody: 1 },
};

let report: Report;

beforeAll(async () => {
  report = (await runFiles(FILES)).report;
});

function scenario(name: string): ReportScenario {
  const found = report.scenarios.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`${name} did not run`);
  return found;
}

function warningsOf(step: string): readonly string[] {
  return report.problems.filter(({ file }) => file === `steps/${step}`).map(({ message }) => message);
}

describe('choices of our own', () => {
  it('a call that nobody answers is the error, even if it was caught', () => {
    expect(scenario('caught').task?.error?.name).toBe('UnmockedCall');
  });

  it('{} counts as Object does', () => {
    expect(scenario('empty').data.first).toBe('empty a');
    expect(scenario('empty').turns[0]?.agenda).toEqual(['empty a', 'empty b']);
  });

  it('functions in conditions get a copy, and one that throws does not match', () => {
    expect(scenario('copy').data).toEqual({ copy: {}, ran: true });
    expect(scenario('throws').task?.reason).toBe('rejected');
  });

  it('chance and ids hang on the seed', async () => {
    const again = async (seed: string): Promise<unknown> => {
      const other = await runFiles(FILES, '-t', 'chance', '--seed', seed);
      return other.report.scenarios[0]?.data.values;
    };
    expect(await again('1')).toEqual(scenario('chance').data.values);
    expect(await again('2')).not.toEqual(scenario('chance').data.values);
  });

  it('names a scenario by its path where it has no name', () => {
    expect(scenario('without a name').task?.reason).toBe('rejected');
    expect(report.problems.filter(({ file }) => file === 'scenarios/without a name.json')).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('nothing was tested') },
    ]);
  });

  it('left-over timers run once, at their times, and write nothing', () => {
    const { data, turns, task } = scenario('late');
    expect(data).toEqual({ late: 1 });
    expect(turns[0]?.logs).toEqual([{ level: 'log', text: String(Date.UTC(2025, 0, 1) + 5000) }]);
    expect(task?.durationMs).toBeLessThan(5000);
    expect(warningsOf('late.js')).toHaveLength(1);
  });

  it('the clock moves when it is polled, and what cannot settle fails', () => {
    expect(scenario('polls').data.polls).toBe(2);
    expect(scenario('never').task?.error?.name).toBe('NeverSettles');
  });

  it('data is JSON between turns', () => {
    expect(scenario('date').data).toEqual({ date: '2025-01-01T00:00:00.000Z', nan: null });
    expect(warningsOf('date.js')).toHaveLength(3);
    expect(scenario('cycle').task?.error?.message).toContain('cycle.self is a cycle');
    expect(scenario('same').turns[0]?.patches).toEqual([]);
  });

  it('the state of a module lasts one turn', () => {
    expect(scenario('module').data.count).toBe(1);
  });

  it('a step that is ended keeps its logs and loses its writes', () => {
    const { data, turns, task } = scenario('endless');
    expect([data, task?.reason]).toEqual([{ endless: 1 }, 'limit']);
    expect(turns[0]?.logs).toEqual([{ level: 'log', text: 'here' }]);
  });

  it('twins and network modules are problems', () => {
    expect(warningsOf('twin.js')[0]).toContain('steps/twin.js and steps/twin.ts');
    expect(warningsOf('network.js')[0]).toContain('node:http');
  });

  it('masks secrets of 6 characters or more inside texts, shorter ones as whole values', () => {
    expect(scenario('secret').data.copies).toEqual(['‹secret KEY›', '‹secret PIN›', '<‹secret KEY›> <1234>', true]);
  });
});

describe('subtasks and waiting', () => {
  it('gives the parent what its children completed with, on clocks of their own', () => {
    const { data, children, task } = scenario('parent');
    const id = task?.id;
    const got = [null, null, { at: Date.UTC(2025, 0, 1) + 1000 }];
    expect(data).toEqual({ parent: 1, ids: [`${id}.1`, `${id}.2`], got });
    expect(children.map((child) => [child.task.state, child.data.blob])).toEqual([
      ['done', '{"n":1}'],
      ['done', '{"n":1}'],
    ]);
  });

  it('stays open for its timeout, which costs no real time', () => {
    expect(scenario('waits').task).toMatchObject({ state: 'incomplete', reason: 'expired', result: null });
    expect(scenario('closes').task).toMatchObject({ state: 'done', reason: 'expired', result: 'over' });
    expect(scenario('closes').task?.durationMs).toBeGreaterThanOrEqual(7000);
  });

  it('puts back what a task changed in objects of JavaScript', () => {
    expect(scenario('leak').data.leak).toBe('clean');
  });

  it('masks redacted places', () => {
    expect(scenario('same').data).toEqual({ same: { a: '‹redacted›', b: '‹redacted›' } });
  });
});

describe('how a task ends', () => {
  const EXAMPLES: Readonly<Record<string, string>> = {
    complete: 'done',
    emptied: 'gone',
    settled: 'date',
    rejected: 'throws',
    ignored: 'ignored',
    error: 'cycle',
    loop: 'loop',
    limit: 'again',
    expired: 'closes',
  };
  const rows = table(part('### How a task ends'), 'state', 'reason', 'when').map((cells) =>
    cells.map((cell) => cell.replaceAll('`', '')),
  );

  it.each(rows)('%s, %s', async (state, reason = '') => {
    const name = state === 'incomplete' && reason === 'expired' ? 'waits' : EXAMPLES[reason];
    if (name !== undefined) {
      expect(scenario(name).task).toMatchObject({ state, reason });
      return;
    }
    throw new Error(`no example for ${state}, ${reason}`);
  });

  it('with completion: explicit, settled is expired', async () => {
    const explicit = { ...FILES, 'stepscope.config.json': { completion: 'explicit' } };
    const other = await runFiles(explicit, '-t', 'date');
    expect(other.report.scenarios[0]?.task).toMatchObject({ state: 'incomplete', reason: 'expired' });
  });
});
