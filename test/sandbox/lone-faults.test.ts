// Faults that once took the whole run with them: each has a run of its own, so that the others are told of even then.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { COMMAND, makeWorkspace, stepscope, writeFiles } from '../check/workspace.ts';

/** As long as a run may take; one that is in order takes less than two seconds. */
const PATIENCE = 8_000;
const STEP_MS = 1_000;

const LIMIT = { reason: 'limit', error: { step: 'a', name: 'TimeLimit' } };

describe.concurrent('code that does not come back', () => {
  it.each([
    ['in a timer that the step left set', 'setTimeout(() => { while (true) {} }, 5);'],
    ['after an answer that the turn waits for', 'connectors.m.slow({ into: "x" }).then(() => { while (true) {} });'],
    ['behind a promise left in data', 'data.x = new Promise(() => setTimeout(() => { while (true) {} }, 5));'],
    ['in what a failed step left behind', 'setTimeout(() => { while (true) {} }, 5); throw new Error("x");'],
    // Not for ever, so that nothing is left running where the guard fails.
    ['in a function of JavaScript itself', 'Array.prototype.indexOf.call({ length: 3e10 }, 1);'],
  ])('%s', async (_, body) => {
    const { scenarios } = await runLone(body);
    expect(scenarios).toMatchObject([{ task: LIMIT }, { name: 'next', status: 'passed' }]);
  });
});

describe('data nested 10,000 deep', () => {
  it("is its step's error, in words of data, and leaves a report", async () => {
    const { scenarios } = await runLone(
      'data.ok = 1; let o = {}; for (let n = 0; n < 10_000; n++) o = { o }; data.o = o;',
    );
    expect(scenarios).toMatchObject([
      { steps: ['a'], data: { ok: 1 } },
      { name: 'next', status: 'passed' },
    ]);
    expect(scenarios[0]?.task?.error).toMatchObject({ step: 'a', message: expect.not.stringMatching(/sandbox/) });
  });
});

describe("a line of a step's own in the debugger's pipe", () => {
  it('ends that task, says so, and the next one runs', async () => {
    const { scenarios } = await runLone("(await import('node:fs')).writeSync(3, 'junk\\n'); data.ok = 1;");
    expect(scenarios).toMatchObject([
      { task: { state: 'error', reason: 'error', error: { name: 'SandboxDied', step: 'a' } } },
      { name: 'next', status: 'passed' },
    ]);
    expect(scenarios[0]?.task?.error?.message).toMatch(/^a wrote "junk" into the debugger's own pipe, and was ended\./);
  });
});

describe('the command killed from outside while a step hangs', () => {
  it.each([
    ['in a loop', 'while (true) {}'],
    ['in a function of JavaScript itself', 'Array.prototype.indexOf.call({ length: 3e10 }, 1);'],
  ])('%s: leaves nothing running', async (_, body) => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': [
        "import { renameSync, writeFileSync } from 'node:fs';",
        "import real from 'node:process';",
        'export const condition = { dir: String };',
        'export const content = async () => {',
        "  writeFileSync(data.dir + '/draft', String(real.pid)); renameSync(data.dir + '/draft', data.dir + '/pid');",
        body,
        '};',
      ].join('\n'),
    });
    writeFiles(dir, { 'scenarios/one.json': { dir } });
    const command = spawn(process.execPath, [COMMAND, 'run', '--dir', dir], { stdio: 'ignore' });
    const pid = await vi.waitUntil(() => pidIn(join(dir, 'pid')), PATIENCE);
    command.kill('SIGKILL');
    await vi.waitUntil(() => !isAlive(pid), PATIENCE).finally(() => isAlive(pid) && process.kill(pid, 'SIGKILL'));
    remove();
  });
});

function pidIn(file: string): number {
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.concurrent('code that changes the world of all others', () => {
  it.each([
    ['a method of every list', 'Array.prototype.map = () => "gone";'],
    ['JSON.stringify', 'JSON.stringify = null;'],
    ['Promise', 'Promise.resolve = null;'],
    ['a frozen Object.prototype', 'Object.freeze(Object.prototype);'],
    [
      'a setter for every object',
      'Object.defineProperty(Object.prototype, "kind", { set() { throw new Error("no"); } });',
    ],
    ['Error.prepareStackTrace', 'Error.prepareStackTrace = () => { throw 1; };'],
  ])('%s: the next task sees nothing of it', async (_, body) => {
    const { scenarios } = await runLone(body);
    expect(scenarios).toMatchObject([{ steps: ['a'] }, { name: 'next', status: 'passed' }]);
  });
});

async function runLone(body: string): Promise<Report> {
  const { dir, remove } = makeWorkspace({
    'stepscope.config.json': { limits: { stepMs: STEP_MS } },
    'steps/a.js': `export const condition = { a: 1 };\nexport const content = async () => {\n${body}\n};`,
    'steps/b.js':
      'export const condition = { b: 1 };\nexport const content = async () => { data.list = [1].map((n) => n + 1); };',
    'scenarios/all.json': [
      { name: 'fault', data: { a: 1 }, connectors: { m: { slow: { $delay: 1, $return: {} } } } },
      { name: 'next', data: { b: 1 }, expect: { steps: ['b'], paths: { list: [2] } } },
    ],
  });
  const { stdout, stderr, code } = await stepscope(['run', '--dir', dir, '--reporter', 'json'], PATIENCE);
  remove();
  expect(stdout, `the run ended with ${code} and no report. ${stderr}`).not.toBe('');
  return JSON.parse(stdout) as Report;
}
