// What past tasks tell of a workspace: each sign with what it rests on, and silence where there is too little to go by.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { healthOf } from '../../src/analysis/health.ts';
import { patternOf } from '../../src/analysis/health-errors.ts';
import type { PastRun, PastScenario, Sign } from '../../src/analysis/past-run.ts';
import { healthLines } from '../../src/format/health.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const MINUTE = 60_000;

/** The higher its number, the newer. */
function task(number: number, part: Partial<PastRun> = {}): PastRun {
  const startedAt = NOW - 600 * MINUTE + number * MINUTE;
  const whole = { id: `t${number}`, name: 'order', state: 'done', startedAt, endedAt: startedAt + 5, durationMs: 5 };
  return { ...whole, error: null, turns: [], calls: [], ...part };
}

function tasks(count: number, part: (number: number) => Partial<PastRun> = () => ({})): PastRun[] {
  return Array.from({ length: count }, (_, number) => task(number, part(number)));
}

function turn(step: string, runMs = 1, failed = false) {
  return { turn: 1, step, runMs, failed };
}

function call(failed: boolean, connector = 'crm', method = 'create') {
  return { turn: 1, connector, method, error: failed ? { name: 'Error', message: 'down' } : null };
}

function failure(message: string, step = 'a') {
  return { state: 'error', error: { name: 'Error', message, step }, turns: [turn(step, 1, true)] } as const;
}

function signs(past: readonly PastRun[], steps: readonly string[] = []): readonly Sign[] {
  return healthOf({ tasks: past, steps: steps.map((name) => ({ name, disabled: false })), now: NOW }).signs;
}

function only(past: readonly PastRun[], code: string, steps: readonly string[] = []): Sign | undefined {
  return signs(past, steps).find((sign) => sign.code === code);
}

describe('signs', () => {
  it.each<[string, readonly PastRun[], readonly string[], string, [number, number, readonly string[]]]>([
    [
      'one message in several tasks, numbers aside',
      tasks(4, (n) => (n < 3 ? failure(`order ${n} is late`) : {})),
      [],
      'repeated-error',
      [3, 3, ['t2', 't1', 't0']],
    ],
    [
      'a step that fails',
      tasks(10, (n) => (n < 3 ? failure(`x${n}`) : { turns: [turn('a')] })),
      [],
      'failing-step',
      [3, 10, ['t2', 't1', 't0']],
    ],
    [
      'a connector that fails now and then',
      tasks(6, (n) => ({ calls: [call(n % 2 === 0)] })),
      [],
      'failing-connector',
      [3, 6, ['t4', 't2', 't0']],
    ],
    ['one that is down', tasks(6, (n) => ({ calls: [call(n > 2)] })), [], 'connector-down', [3, 6, ['t5', 't4', 't3']]],
    [
      'retries that help',
      tasks(3, () => ({ calls: [call(true), call(true), call(false)] })),
      [],
      'retries',
      [3, 3, ['t2', 't1', 't0']],
    ],
    [
      'retries in vain',
      tasks(3, () => ({ calls: [call(true), call(true)] })),
      [],
      'retries-in-vain',
      [3, 3, ['t2', 't1', 't0']],
    ],
    [
      'a slow step',
      tasks(10, () => ({ turns: [turn('a', 200)] })),
      [],
      'slow-step',
      [10, 10, ['t9', 't8', 't7', 't6', 't5']],
    ],
    [
      'a step that became slower',
      tasks(10, (n) => ({ turns: [turn('a', n < 5 ? 20 : 120)] })),
      [],
      'slower-step',
      [10, 10, ['t9', 't8', 't7', 't6', 't5']],
    ],
    [
      'a step that never matched',
      tasks(20, () => ({ turns: [turn('a')], matched: [] })),
      ['a', 'b'],
      'never-matched-step',
      [0, 20, []],
    ],
    [
      'one that always lost',
      tasks(20, (n) => ({ turns: [turn('a')], matched: n > 17 ? ['b'] : [] })),
      ['a', 'b'],
      'outrun-step',
      [2, 20, ['t19', 't18']],
    ],
    [
      'one that has long been idle',
      [task(0, { startedAt: NOW - 40 * 24 * 60 * MINUTE, turns: [turn('b')] }), ...tasks(20)],
      ['b'],
      'unused-step',
      [0, 21, ['t0']],
    ],
    [
      'tasks that take longer',
      tasks(10, (n) => ({ durationMs: n < 5 ? 100 : 400 })),
      [],
      'tasks-take-longer',
      [5, 10, ['t9', 't8', 't7', 't6', 't5']],
    ],
    ['a stuck task', [task(0, { state: 'waiting', reason: 'call', endedAt: null })], [], 'stuck-tasks', [1, 1, ['t0']]],
    ['a loop', [task(0, { ...failure('round and round'), reason: 'loop' })], [], 'loop', [1, 1, ['t0']]],
    [
      'errors in one hour of the day',
      [
        ...tasks(6, (n) => ({ ...failure(`x${n}y`), startedAt: Date.parse('2026-02-20T03:00:00Z') + n })),
        ...tasks(10, (n) => ({ id: `u${n}`, startedAt: Date.parse('2026-02-20T05:00:00Z') + n })),
      ],
      [],
      'errors-in-one-hour',
      [6, 6, ['t5', 't4', 't3', 't2', 't1']],
    ],
  ])('%s', (_, past, steps, code, [count, of, named]) => {
    expect(only(past, code, steps)?.evidence).toEqual({ count, of, tasks: named });
  });

  it.each<[string, readonly PastRun[], readonly string[]]>([
    ['no task', [], ['a']],
    ['tasks that are well', tasks(30, () => ({ turns: [turn('a')], calls: [call(false)] })), ['a']],
    ['two failures of different kinds', tasks(30, (n) => (n < 2 ? failure(n ? 'this' : 'that', `s${n}`) : {})), []],
    ['a step that few tasks could have run', tasks(19), ['a']],
    ['one that is off', tasks(30), []],
    [
      'calls for several things, of which one failed',
      tasks(4, () => ({
        calls: [false, true, false, false, false, false].map((failed, id) => ({ ...call(failed), args: { id } })),
      })),
      [],
    ],
    ['one failed call', tasks(4, (n) => ({ calls: [call(n === 0)] })), []],
    ['a task that began just now', [task(599, { state: 'running', endedAt: null })], []],
  ])('silence: %s', (_, past, steps) => {
    expect(signs(past, steps)).toEqual([]);
  });
});

describe('a step that did not run', () => {
  const ran = (matched?: readonly string[]) => tasks(30, () => ({ turns: [turn('a')], matched }));
  const idle = (past: readonly PastRun[], changedAt: number): readonly string[] =>
    healthOf({ tasks: past, steps: [{ name: 'b', disabled: false, changedAt }], now: NOW }).signs.map(
      ({ message }) => message,
    );

  it('is not said never to have matched where that is not known', () => {
    expect(idle(ran(), 0)).toEqual(['b never ran in 30 tasks']);
    expect(idle(ran([]), 0)).toEqual(['b never matched in 30 tasks']);
    expect(idle(ran(['b']), 0)).toEqual(['b matched, and never ran in 30 tasks: others always came first']);
  });

  it('is judged by tasks that could have run it', () => {
    expect(idle(ran(), NOW - 595 * MINUTE)).toEqual(['b never ran in 25 tasks']);
    expect(idle(ran(), NOW - 585 * MINUTE)).toEqual([]);
  });
});

describe('runs of scenarios', () => {
  const runs = (passes: (n: number) => boolean, count: number): PastScenario[] =>
    Array.from({ length: count }, (_, n) => ({ scenario: `s${n % 2}`, at: n, passed: passes(n), durationMs: 1 }));
  const signsOf = (scenarioRuns: readonly PastScenario[]) =>
    healthOf({ tasks: [], scenarioRuns, steps: [], now: NOW }).signs;

  it('pass less often than before', () => {
    const [sign, ...others] = signsOf(runs((n) => n < 5, 10));
    expect(sign).toMatchObject({ code: 'pass-rate-fell', evidence: { count: 5, of: 5, tasks: ['s1', 's0'] } });
    expect(others).toEqual([]);
  });

  it('do not, where those that fail are only run more often', () => {
    const all = Array.from({ length: 20 }, (_, n) => ({ scenario: `s${n}`, at: n, passed: n > 1, durationMs: 1 }));
    const again = Array.from({ length: 16 }, (_, n) => ({
      scenario: `s${n % 2}`,
      at: 30 + n,
      passed: false,
      durationMs: 1,
    }));
    expect(signsOf([...all, ...again])).toEqual([]);
  });

  it('pass now and then', () => {
    const [sign] = signsOf(runs((n) => n % 4 < 2, 9));
    expect(sign).toMatchObject({ code: 'fickle-scenario', about: 's0', evidence: { count: 2, of: 5, tasks: ['s0'] } });
  });

  it('say nothing where they are few, or all well', () => {
    expect([signsOf(runs(() => true, 100)), signsOf(runs((n) => n > 2, 4))]).toEqual([[], []]);
  });
});

describe('errors', () => {
  it('are grouped by type, step, connector and hour', () => {
    const calls = [call(true, 'mailer')];
    const { errors } = healthOf({
      tasks: [task(0, { ...failure('x'), calls }), task(1, failure('y', 'b')), task(2)],
      steps: [],
      now: NOW,
    });
    const keys = (groups: readonly { key: string; count: number }[]) => groups.map(({ key, count }) => [key, count]);
    expect(errors.total).toBe(2);
    expect(keys(errors.byType)).toEqual([['Error', 2]]);
    expect(keys(errors.byStep)).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(keys(errors.byConnector)).toEqual([['mailer', 1]]);
    expect(keys(errors.byHour)).toEqual([['02', 2]]);
  });

  it.each([
    ['order 17 is late', 'order 19 is late'],
    ['no customer "Anna"', 'no customer "Ben"'],
    ['task k3f9x2a failed', 'task p7c1zz9 failed'],
  ])('%s is one pattern with %s', (one, other) => {
    expect(patternOf(one)).toBe(patternOf(other));
  });
});

describe('as text', () => {
  it('names counts, groups and tasks, and cleans what others wrote', () => {
    const past = tasks(3, () => failure('bad \u001b[2J thing'));
    const lines = healthLines(healthOf({ tasks: past, steps: [], now: NOW }));
    expect(lines[0]).toBe('3 tasks: 3 error  from 2026-03-01 02:00 UTC to 2026-03-01 02:02 UTC');
    expect(lines).toContain('errors by step: 3 a');
    expect(lines.join('\n')).not.toContain('\u001b');
    expect(lines.some((line) => line.includes('(t2 t1 t0)'))).toBe(true);
  });

  it('says that there is nothing to go by', () => {
    expect(healthLines(healthOf({ tasks: [], steps: [], now: NOW }))).toEqual([
      'No task has run yet: there is nothing to go by.',
    ]);
  });
});

test('every sign counts no more than there is, and names tasks that exist', () => {
  const past = fc.array(
    fc.record({
      fails: fc.boolean(),
      callFails: fc.boolean(),
      ms: fc.nat(500),
      step: fc.constantFrom('a', 'b'),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(past, (list) => {
      const all = list.map(({ fails, callFails, ms, step }, n) =>
        task(n, {
          durationMs: ms,
          calls: [call(callFails)],
          turns: [turn(step, ms, fails)],
          ...(fails ? failure(`m${ms % 2}`, step) : {}),
        }),
      );
      const ids = new Set(all.map(({ id }) => id));
      for (const { evidence, message, advice } of signs(all, ['a', 'b', 'c'])) {
        expect(evidence.count).toBeLessThanOrEqual(evidence.of);
        expect(evidence.tasks.every((id) => ids.has(id))).toBe(true);
        expect([message, advice].every((text) => text.length > 10)).toBe(true);
      }
    }),
  );
});
