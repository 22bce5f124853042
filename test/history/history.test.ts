// The history of tasks: what is written is found again, by several processes, and after damage.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type History, openHistory } from '../../src/history/history.ts';
import type { ScenarioRun, TaskQuery } from '../../src/history/rows.ts';
import { recordingName, recordingsFolder } from '../../src/recording/folder.ts';
import { callRow, rows, stepRun, taskRow } from './rows.ts';

let dir = '';
let history: History;
const said: string[] = [];
const open = (isToWrite = true): Promise<History> => openHistory(dir, { warn: (text) => said.push(text) }, isToWrite);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'stepscope-history-'));
  said.length = 0;
  history = await open();
});

afterEach(() => {
  history.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('tasks', () => {
  const error = { name: 'Error', message: 'no card', step: 'pay', file: 'steps/pay.js', line: 3, column: 9 };
  const old = taskRow('aa1', {
    name: 'Test order',
    createdAt: 1_000,
    durationMs: 900,
    tags: ['x'],
    scenario: 'orders/a',
  });
  const failed = taskRow('ab2', { name: 'test 100%', createdAt: 2_000, state: 'error', reason: 'error', error });
  const child = taskRow('ab2.1', { createdAt: 2_001, parent: { task: 'ab2', turn: 3 } });
  const fork = taskRow('b3', {
    name: 'ein grün ж',
    createdAt: 3_000,
    state: 'waiting',
    reason: 'call',
    from: { task: 'aa1', turns: 2 },
  });

  beforeEach(() => history.write(rows({ tasks: [old, failed, child, fork] })));

  it('come back as they were written, also by another process', async () => {
    const other = await open();
    const inFolder = (row: typeof old) => ({
      ...row,
      recording: join(dir, '.stepscope/recordings', `${row.id}.stepscope.jsonl`),
    });
    expect(other.task('ab2')).toEqual(inFolder(failed));
    expect(other.task('b3')).toEqual(inFolder(fork));
    expect(other.childrenOf('ab2')).toEqual([inFolder(child)]);
    expect(other.task('zz')).toBeNull();
    other.close();
  });

  const asked: readonly [string, TaskQuery, readonly string[]][] = [
    ['newest first, those of subtasks aside', {}, ['b3', 'ab2', 'aa1']],
    ['with subtasks', { subtasks: true }, ['b3', 'ab2.1', 'ab2', 'aa1']],
    ['longest first', { sort: 'executionTime', limit: 1 }, ['aa1']],
    ['by states', { states: ['error', 'done'] }, ['ab2', 'aa1']],
    ['by a part of the name, in either case', { name: 'TEST' }, ['ab2', 'aa1']],
    ['by letters that are not English, in either case', { name: 'GRU\u0308N Ж' }, ['b3']],
    ['by a name with signs that SQL knows', { name: '0%' }, ['ab2']],
    ['since a time', { since: 2_000 }, ['b3', 'ab2']],
    ['none', { states: [] }, []],
  ];
  it.each(asked)('are listed %s', (_, query, ids) => {
    expect(history.tasks(query).map(({ id }) => id)).toEqual(ids);
    if (query.limit === undefined) expect(history.count(query)).toBe(ids.length);
  });

  it('are found by id, by name, and by the beginning of an id', () => {
    const found = (text: string): unknown => {
      const one = history.find(text);
      return 'id' in one ? one.id : one.map(({ id }) => id);
    };
    expect(found('ab2')).toBe('ab2');
    expect(found('ab2.1')).toBe('ab2.1');
    expect(found('Test order')).toBe('aa1');
    expect(found('b')).toBe('b3');
    expect(found('a')).toEqual(['ab2', 'aa1']);
    expect(found('')).toEqual([]);
    expect(found("x' or 1=1")).toEqual([]);
  });

  it('of one name the newest is found', () => {
    history.write(rows({ tasks: [taskRow('c4', { name: 'Test order', createdAt: 4_000 })] }));
    expect(history.find('Test order')).toMatchObject({ id: 'c4' });
  });

  it('are written over, and keep their place among those of the same millisecond', () => {
    history.write(rows({ tasks: [taskRow('b4', { createdAt: 3_000 }), { ...fork, state: 'done' }] }));
    expect(history.tasks().map(({ id, state }) => `${id} ${state}`)).toEqual([
      'b4 done',
      'b3 done',
      'ab2 error',
      'aa1 done',
    ]);
  });

  it('whose process is gone are stopped', async () => {
    history.write(
      rows({ tasks: [taskRow('lost', { state: 'running', reason: null, endedAt: null, pid: 2 ** 22 + 1 })] }),
    );
    history.write(
      rows({
        tasks: [
          taskRow('runs', { state: 'running', reason: null, endedAt: null, pid: process.pid, createdAt: Date.now() }),
        ],
      }),
    );
    const other = await open();
    expect(other.task('lost')).toMatchObject({ state: 'stopped', reason: 'stopped', pid: null });
    expect(other.task('runs')).toMatchObject({ state: 'running', pid: process.pid });
    other.close();
  });
});

describe('turns and calls', () => {
  it('come to figures for each step', () => {
    const runs = Array.from({ length: 40 }, (_, index) => stepRun(`t${index}`, 'pay', { runMs: index + 1, at: index }));
    const error = { name: 'E', message: 'm', step: 'ship', file: '', line: 0, column: 0 };
    history.write(rows({ stepRuns: [...runs, stepRun('t1', 'ship', { turn: 2, error, at: 99 })] }));
    expect(history.stepStats()).toEqual([
      { step: 'pay', runs: 40, errors: 0, meanMs: 20.5, minMs: 1, maxMs: 40, p95Ms: 38, lastUsed: 39 },
      { step: 'ship', runs: 1, errors: 1, meanMs: 2, minMs: 2, maxMs: 2, p95Ms: 2, lastUsed: 99 },
    ]);
    expect(history.stepRuns({ step: 'ship' })).toEqual([stepRun('t1', 'ship', { turn: 2, error, at: 99 })]);
    expect(history.stepRuns({ task: 't1' }).map(({ turn }) => turn)).toEqual([2, 1]);
  });

  it('a turn that never happened after all is gone with its calls', () => {
    history.write(rows({ stepRuns: [stepRun('t', 'pay')], calls: [callRow('t', 'crm')] }));
    history.write(rows({ undone: [{ task: 't', turn: 1 }], calls: [callRow('t', 'crm', { args: 'again' })] }));
    expect(history.stepRuns()).toEqual([]);
    expect(history.calls().map(({ args }) => args)).toEqual(['again']);
  });

  it('calls are followed by their numbers', () => {
    const failure = { name: 'Error', message: 'down' };
    history.write(
      rows({ calls: [callRow('t', 'crm'), callRow('t', 'mail', { place: 1, error: failure, at: 5_000 })] }),
    );
    const [first, second] = history.calls();
    expect(second).toEqual({
      ...callRow('t', 'mail', { place: 1, error: failure, at: 5_000 }),
      number: second?.number,
    });
    expect(history.calls({ after: first?.number })).toEqual([second]);
    expect(history.calls({ since: 2_000 })).toEqual([second]);
    expect(history.calls({ connector: 'crm' })).toEqual([first]);
    expect(history.calls({ limit: 1 })).toEqual([second]);
    expect(history.callStats()).toEqual([
      { connector: 'crm', calls: 1, errors: 0, meanMs: 3, lastCall: 1_000, lastError: null },
      { connector: 'mail', calls: 1, errors: 1, meanMs: 3, lastCall: 5_000, lastError: { at: 5_000, error: failure } },
    ]);
  });
});

describe('runs of scenarios', () => {
  const ran = (run: string, scenario: string, status: ScenarioRun['status']): ScenarioRun => ({
    ...{ run, at: Number(run), scenario, file: `scenarios/${scenario}.json`, status, durationMs: 3 },
  });

  it('of each the last one is known, those in which it was skipped aside', () => {
    history.writeScenarioRuns([ran('1', 'a', 'failed'), ran('1', 'b', 'passed')]);
    history.writeScenarioRuns([ran('2', 'a', 'skipped'), ran('2', 'b', 'failed')]);
    history.writeScenarioRuns([ran('3', 'b', 'passed')]);
    expect(history.latestScenarioRuns()).toEqual([ran('1', 'a', 'failed'), ran('3', 'b', 'passed')]);
    expect(history.scenarioRuns('b').map(({ run }) => run)).toEqual(['3', '2', '1']);
  });
});

describe('a folder', () => {
  it('in which nothing was kept is not written to by reading', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'stepscope-history-'));
    const empty = await openHistory(bare, { warn: (text) => said.push(text) });
    expect(empty.tasks()).toEqual([]);
    expect(readdirSync(bare)).toEqual([]);
    empty.close();
    rmSync(bare, { recursive: true });
  });

  it('is for its owner only, and git does not see it', () => {
    expect(existsSync(join(dir, '.stepscope/.gitignore'))).toBe(true);
  });

  it('in which others begin to record while the history is made says nothing of that', async () => {
    history.close();
    rmSync(join(dir, '.stepscope/history.db'));
    mkdirSync(recordingsFolder(dir), { recursive: true });
    const begun = join(recordingsFolder(dir), recordingName('begun', Date.now()));
    writeFileSync(begun, '{"format": "steps');
    history = await open();
    expect([history.tasks(), said]).toEqual([[], []]);
    history.close();
    rmSync(join(dir, '.stepscope/history.db'));
    utimesSync(begun, 1, 1);
    history = await open();
    expect(said).toEqual([expect.stringContaining(`left out of the history: ${begun}`)]);
  });

  it('with a database of a newer stepscope is left as it is, and said', async () => {
    history.close();
    const { default: Driver } = await import('libsql');
    const newer = new Driver(join(dir, '.stepscope/history.db'), {});
    newer.exec('pragma user_version = 99');
    newer.close();
    await expect(open()).rejects.toThrow(/version 99; this stepscope knows versions up to 1/);
    rmSync(join(dir, '.stepscope/history.db'));
    history = await open();
  });

  it('with something else in the place of the database sets that aside', async () => {
    history.close();
    writeFileSync(join(dir, '.stepscope/history.db'), 'not a database at all. '.repeat(500));
    history = await open();
    expect(history.tasks()).toEqual([]);
    expect(said).toEqual([
      expect.stringMatching(/the history was damaged: it is set aside as .*history-damaged-.*\.db/),
    ]);
    expect(readdirSync(join(dir, '.stepscope')).filter((name) => /damaged.*\.db$/.test(name))).toHaveLength(1);
    history.write(rows({ tasks: [taskRow('t')] }));
    expect(history.tasks()).toHaveLength(1);
  });
});
