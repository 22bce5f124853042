// What can be wrong with files: each is a Problem with its place, exit code 3, and all others keep working.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { type Files, runFiles } from '../check/workspace.ts';
import { FAULTS } from './file-fault-table.ts';

const GOOD: Files = {
  'stepscope.config.json': { limits: { stepMs: 1500, memoryMb: 300 } },
  'steps/good.js':
    'export const condition = { good: true };\nexport const content = async () => { data.done = true; };',
  'scenarios/good.json': { good: true, expectedSteps: ['good'], validateFinalState: { done: true } },
};

describe('files that are wrong', () => {
  let report: Report;
  let code: number;
  beforeAll(async () => {
    const files = Object.fromEntries(FAULTS.map(({ file, text }) => [file, text]));
    ({ report, code } = await runFiles({ ...GOOD, ...files }));
  }, 60_000);

  it('leave all others as they are, and the exit code says so', () => {
    expect(report.scenarios).toMatchObject([{ name: 'good', status: 'passed', data: { good: true, done: true } }]);
    expect(code).toBe(3);
  });

  it.each(FAULTS.map((fault) => [fault.what, fault] as const))('%s', (_, { file, problem }) => {
    const found = report.problems.filter((one) => one.file === file && one.severity === 'error');
    expect(found).toMatchObject([{ ...problem, message: expect.stringMatching(problem.message) }]);
    expect(found[0]?.hint).not.toBe('');
  });
});
