// Many files, large files, and files that go while they are used.
import { describe, expect, it } from 'vitest';
import { makeWorkspace, runFiles, runFolder, writeFiles } from '../check/workspace.ts';

describe('many and large files', () => {
  it('10,000 steps load, match and run in a few seconds', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => [
      `steps/f${n % 100}/s${n}.js`,
      `export const condition = { kind: 'k${n}' };\nexport const content = async () => { data.kind = 'k${n + 2500}'; };`,
    ]);
    const { report, code } = await runFiles({
      ...Object.fromEntries(many),
      'scenarios/one.json': { kind: 'k0', expectedSteps: ['f0/s0', 'f0/s2500', 'f0/s5000', 'f0/s7500'] },
    });
    expect(report.scenarios).toMatchObject([{ status: 'passed', data: { kind: 'k10000' } }]);
    expect(code).toBe(0);
    expect(report.durationMs).toBeLessThan(10_000);
  }, 60_000);

  it('a step file just below 5 MB loads and runs', async () => {
    const large = `export const condition = { x: 1 };\nconst text = '${'x'.repeat(4_900_000)}';\nexport const content = () => { data.length = text.length; };`;
    const { report } = await runFiles({ 'steps/large.js': large, 'scenarios/one.json': { x: 1 } });
    expect(report.scenarios).toMatchObject([{ data: { length: 4_900_000 } }]);
  });

  it('data just below its limit of 32 MB goes through in no time', async () => {
    const { report } = await runFiles({
      'steps/big.js':
        'export const condition = { x: 1 };\nexport const content = () => { data.text = "x".repeat(31_000_000); };',
      'steps/next.js':
        'export const condition = { text: String };\nexport const content = () => { data.length = data.text.length; delete data.text; };',
      'scenarios/one.json': { x: 1 },
    });
    expect(report.scenarios).toMatchObject([{ task: { state: 'done' }, data: { length: 31_000_000 } }]);
    expect(report.durationMs).toBeLessThan(2_000);
  });
});

describe('files that go while they are used', () => {
  it('an imported file deleted between load and run is the error of the step that imports it', async () => {
    const { dir, remove } = makeWorkspace({
      'steps/a.js': [
        "import { unlinkSync } from 'node:fs';",
        'export const condition = { dir: String };',
        "export const content = async () => { unlinkSync(data.dir + '/steps/help/gone.js'); };",
      ].join('\n'),
      'steps/b.js': [
        "import { gone } from './help/gone.js';",
        'export const condition = { dir: String };',
        'export const content = async () => { data.gone = gone; };',
      ].join('\n'),
      'steps/help/gone.js': [
        'export const condition = { never: true };',
        'export const content = () => {};',
        'export const gone = 1;',
      ].join('\n'),
    });
    writeFiles(dir, { 'scenarios/one.json': { dir } });
    const { report } = await runFolder(dir);
    remove();
    expect(report.scenarios).toMatchObject([{ steps: ['a', 'b'], task: { state: 'error', error: { step: 'b' } } }]);
    expect(report.scenarios[0]?.task?.error?.message).toMatch(/gone/);
  });
});
