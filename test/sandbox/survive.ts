// Faults in one workspace and one run: each is followed by a scenario that must pass, whatever the fault before it did.
import { beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/check/outcome.ts';
import { type Case, filesOf, tellCase } from '../check/cases.ts';
import { type Files, runFiles } from '../check/workspace.ts';

const NEXT = 'steps/next.js';
const NEXT_STEP = "export const condition = { $case: 'next' };\nexport const content = () => { data.fine = true; };\n";

export function survive(faults: readonly Case[], more: Files = {}): void {
  let report: Report;
  beforeAll(async () => {
    const { 'scenarios/cases.json': cases, ...steps } = filesOf(faults);
    const list = (cases as readonly object[]).flatMap((fault, index) => [fault, next(index)]);
    ({ report } = await runFiles({ ...steps, [NEXT]: NEXT_STEP, 'scenarios/cases.json': list, ...more }));
  }, 60_000);
  it.each(faults.map((fault, index) => [fault.says, fault, index] as const))('%s', (_, { gives }, index) => {
    const told = tellCase(report, index);
    expect(told).toMatchObject(gives);
    if ('data' in gives) expect(told.data).toEqual(gives.data);
    const after = report.scenarios.find(({ name }) => name === nameOfNext(index));
    expect(after).toMatchObject({ status: 'passed', steps: ['next'], data: { fine: true } });
  });
}

function nameOfNext(index: number): string {
  return `next after ${index}`;
}

function next(index: number): object {
  return { name: nameOfNext(index), data: { $case: 'next' }, expect: { steps: ['next'] } };
}
