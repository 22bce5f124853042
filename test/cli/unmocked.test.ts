// A call that nobody answers: what is said of it leads to an answer, whatever the shape of the scenario.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Files, makeWorkspace, stepscope } from '../check/workspace.ts';

const STEP =
  'export const condition = { boom: true };\nexport const content = () => { connectors.mail.send({}); delete data.boom; };';
const MOCKS = { mail: { send: { ok: true } } };

const made: { remove(): void }[] = [];
afterAll(() => {
  for (const { remove } of made) remove();
});

function workspace(scenario: unknown, step = STEP, files: Files = {}) {
  const one = makeWorkspace({ 'steps/a.js': step, 'scenarios/s.json': scenario, ...files });
  made.push(one);
  return one.dir;
}

describe('a call that nobody answers', () => {
  it.each([
    ['plain data', { boom: true }],
    ['data with expectations', { boom: true, expectedSteps: ['a'] }],
    ['name and data', { name: 's', data: { boom: true } }],
  ])('says of %s what to write, and that is enough', async (_, scenario) => {
    const dir = workspace(scenario);
    const failed = await stepscope(['run', '--dir', dir]);
    expect(failed.code).toBe(1);
    const said = /Add the answer to (\S+): (\{.*?\} \});?/.exec(failed.stdout.replace(/\s+/g, ' '));
    const [, file = '', text = ''] = said ?? [];
    expect(file).toBe('scenarios/connectors/mail.json');
    mkdirSync(join(dir, 'scenarios/connectors'));
    writeFileSync(join(dir, file), text);
    expect((await stepscope(['run', '--dir', dir])).code).toBe(0);
  });

  it.each([
    ['plain data', { boom: true, connectors: MOCKS }],
    ['data with expectations', { boom: true, expectedSteps: ['a'], connectors: MOCKS }],
    ['within the data', { name: 's', data: { boom: true, connectors: MOCKS } }],
  ])('warns of answers that stand in the data: %s', async (_, scenario) => {
    const dir = workspace(scenario);
    const { stdout } = await stepscope(['check', '--dir', dir, '--json']);
    const told = JSON.parse(stdout).problems.filter((one: { file: string }) => one.file === 'scenarios/s.json');
    expect(told).toMatchObject([
      {
        severity: 'warning',
        message: '"connectors" is taken for the data of the task here, so it answers no call of connectors.mail',
        hint: expect.stringContaining('scenarios/connectors/mail.json: { "send": … }'),
      },
    ]);
  });

  it('names the folder that the settings name', async () => {
    const files = { 'stepscope.config.json': { scenarios: 'cases' }, 'cases/s.json': { boom: true } };
    const dir = workspace({}, STEP, files);
    const failed = await stepscope(['run', '--dir', dir]);
    expect(failed.stdout.replace(/\s+/g, ' ')).toContain(
      'Add the answer to cases/connectors/mail.json: { "send": {} }',
    );
    writeFileSync(join(dir, 'cases/s.json'), JSON.stringify({ boom: true, connectors: MOCKS }));
    const { stdout } = await stepscope(['check', '--dir', dir]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('or into the file cases/connectors/mail.json');
  });

  it.each([
    ['js', `export default { boom: true, connectors: ${JSON.stringify(MOCKS)} };`],
    [
      'ts',
      `const data: object = { boom: true, connectors: ${JSON.stringify(MOCKS)} };\nexport default [{ name: 'a', data }];`,
    ],
  ])('warns of those in a scenario that is %s, too', async (ending, text) => {
    const dir = workspace({}, STEP, { [`scenarios/m.${ending}`]: text });
    for (const args of [
      ['check', '--json'],
      ['run', '--reporter', 'json'],
    ]) {
      const { stdout } = await stepscope([...args, '--dir', dir]);
      const told = JSON.parse(stdout).problems.filter((one: { file: string }) => one.file === `scenarios/m.${ending}`);
      expect(told).toMatchObject([
        {
          ...{ severity: 'warning', line: 0, column: 0 },
          message: '"connectors" is taken for the data of the task here, so it answers no call of connectors.mail',
          hint: expect.stringContaining('scenarios/connectors/mail.json: { "send": … }'),
        },
      ]);
    }
  });

  it('shows none of them, since secrets may stand in them', async () => {
    const dir = workspace({ boom: true, connectors: { mail: { send: 'sk-very-secret' } } });
    for (const args of [['check'], ['check', '--json'], ['run', '--reporter', 'json']]) {
      const { stdout, stderr } = await stepscope([...args, '--dir', dir]);
      const told = JSON.stringify((args.at(-1) === 'json' ? JSON.parse(stdout).problems : stdout) ?? '') + stderr;
      expect(told).toContain('so it answers no call of connectors.mail');
      expect(told).not.toContain('sk-very-secret');
    }
  });

  it('does not warn of data that only has that name', async () => {
    const plug = STEP.replace('connectors.mail.send({});', 'data.connectors.mail = 1;');
    for (const dir of [
      workspace({ boom: true, connectors: { usb: { port: 1 } } }),
      workspace({ boom: true, connectors: { mail: { send: {} } } }, plug),
      workspace({ boom: true, connectors: ['mail'] }),
    ]) {
      const { stdout } = await stepscope(['check', '--dir', dir, '--json']);
      expect(JSON.parse(stdout).problems).toEqual([]);
    }
  });
});
