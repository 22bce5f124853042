// Whatever scenarios, steps and errors are called, a report stays one, and nothing in it reaches a terminal as a command.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { makeWorkspace, ROOT, type Said, stepscope } from './workspace.ts';

const HOSTILE =
  'x \u0000\u001b[31mred\u0007 ]]> and ]]> ::error::boom\n::set-output name=a::b 100%\r <script> \u202eabc \ud800 \ufffe \u009b31m # \\ "q"';
const TEXT = JSON.stringify(HOSTILE);
/** Control characters but for line ends, and what turns the writing direction. */
const COMMANDS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const shop = makeWorkspace({
  'steps/a.js': `export const condition = { a: 1, [${TEXT}]: null };\nexport const content = () => { console.log(${TEXT}); throw new Error(${TEXT}); };`,
  'scenarios/e.json': [
    {
      name: HOSTILE,
      tags: [HOSTILE],
      data: { a: 1 },
      expect: { steps: [HOSTILE, 'a'], paths: { [HOSTILE]: HOSTILE } },
    },
    { name: `${HOSTILE} 2`, data: { a: 2 }, expect: { steps: [HOSTILE] } },
  ],
});
afterAll(() => shop.remove());

const run = (reporter: string): Promise<Said> =>
  stepscope(['run', '--dir', shop.dir, '--coverage', '--reporter', reporter]);

describe('hostile names', () => {
  it.each(['default', 'dot', 'verbose', 'tap', 'junit', 'github'])(
    '%s: no command for a terminal',
    async (reporter) => {
      const { stdout, stderr, code } = await run(reporter);
      expect([code, COMMANDS.exec(stdout), stderr]).toEqual([1, null, '']);
      expect(stdout).toContain('boom');
    },
  );

  it('junit: what ends a section of text does not end it', async () => {
    const { stdout } = await run('junit');
    const schema = readFileSync(join(ROOT, 'test/check/junit.xsd'), 'utf8');
    const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: stdout }], schema: [schema] });
    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  it('github: each line is a command of ours, or the sum', async () => {
    const lines = (await run('github')).stdout.trimEnd().split('\n');
    const last = lines.pop();
    expect(last).toMatch(/^0 passed, 2 failed/);
    expect(lines.filter((line) => !/^::(error|warning|notice) [^:]*::/.test(line))).toEqual([]);
  });
});
