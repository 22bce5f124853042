// `stepscope check` as it is built: places, codes, exit codes, and what the page says of them.
import { afterAll, describe, expect, it } from 'vitest';
import { FINDING_RULES } from '../../src/load/config-rules.ts';
import { makeWorkspace, ROOT, stepscope } from '../check/workspace.ts';
import { names, part, table } from '../readme/page.ts';

/** The guide's own step, checklist 99. */
const ROBUST = `export const condition = {
  customer: { email: String },
  crmRecordCreated: null
};

export const content = async () => {
  const result = await connectors.hubspot.createContact({ email: data.customer.email });
  data.customer.crmId = result.id;
  data.customer.crmRecordCreated = true;
};
`;

const GOOD = 'export const condition = { a: 1 };\nexport const content = () => { data.a = 2; };';

const made: { remove(): void }[] = [];
afterAll(() => {
  for (const { remove } of made) remove();
});

function workspace(files: Readonly<Record<string, unknown>>): string {
  const one = makeWorkspace(files);
  made.push(one);
  return one.dir;
}

describe('stepscope check', () => {
  it('99: says that a step never changes the field that it waits for', async () => {
    const dir = workspace({ 'steps/robust.js': ROBUST, 'scenarios/a.json': { customer: { email: 'a@b.c' } } });
    const said = await stepscope(['check', '--dir', dir]);
    expect([said.code, said.stderr]).toEqual([0, '']);
    expect(said.stdout).toContain(
      'warning steps/robust.js:3:3 it waits for crmRecordCreated and never changes it: it writes customer.crmRecordCreated (line 9) [never-changes-what-it-waits-for]',
    );
    expect(said.stdout).toContain('Write data.crmRecordCreated, or wait for customer.crmRecordCreated.');
    expect(said.stdout).toContain('1 step, 1 scenario: no errors, 1 warning\n');
    expect((await stepscope(['check', '--dir', dir, '--strict'])).code).toBe(1);
  });

  it('tells problems of files as well, and ends with 3', async () => {
    const dir = workspace({
      'steps/a.js': 'export const condition = { a: { $gt: 1 } };\nexport const content = () => {};',
    });
    const { code, stdout } = await stepscope(['check', '--dir', dir]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/error steps\/a\.js:1:33 a\.\$gt: the operator \$gt is not supported/);
  });

  it.each(['check', 'run'])(
    'of a folder with nothing in it, says what makes a workspace there: %s',
    async (command) => {
      const told = await stepscope([command, '--dir', workspace({})]);
      expect(told.stderr).toContain('stepscope init makes a workspace');
      expect(told.stdout).toMatch(/^\S/);
      const some = await stepscope([command, '--dir', workspace({ 'steps/a.js': GOOD })]);
      expect(some.stderr).not.toContain('init');
    },
  );

  it('is silent where all is well, and runs nothing', async () => {
    const dir = workspace({
      'steps/a.js': GOOD.replace('data.a = 2', 'data.a = 2; throw new Error("it ran")'),
      'scenarios/a.json': { a: 1 },
    });
    const { code, stdout } = await stepscope(['check', '--dir', dir]);
    expect([code, stdout]).toEqual([0, '1 step, 1 scenario: no errors, no warnings\n']);
  });

  it('as JSON', async () => {
    const dir = workspace({
      'steps/a.js':
        'export const condition = { a: 1, x: String };\nexport const content = () => { data.t = 1; data.a = 2; };',
      'steps/b.js':
        'export const condition = { a: 1, y: Number };\nexport const content = () => { data.t = 2; data.a = 3; };',
      'scenarios/a.json': { a: 1, x: 'x', y: 1 },
    });
    const { stdout } = await stepscope(['check', '--dir', dir, '--json']);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      version: 1,
      dir,
      totals: { steps: 2, scenarios: 1, errors: 0, warnings: 0, infos: 1 },
      problems: [],
    });
    expect(told.findings).toMatchObject([
      {
        code: 'tie',
        severity: 'info',
        step: 'b',
        file: 'steps/b.js',
        line: 1,
        column: 26,
        others: ['a'],
        witness: { a: 1, x: 'text', y: 1 },
      },
    ]);
  });

  it('settings say as what a finding is told, or that it is not; a name that is none is said', async () => {
    const steps = {
      'steps/a.js':
        'export const condition = { a: 1, x: String };\nexport const content = () => { data.t = 1; data.a = 2; };',
      'steps/b.js':
        'export const condition = { a: 1, y: Number };\nexport const content = () => { data.t = 2; data.a = 3; };',
      'steps/c.js': 'export const condition = { nowhere: 1 };\nexport const content = () => { delete data.nowhere; };',
      'scenarios/a.json': { a: 1, x: 'x', y: 1 },
    };
    const told = async (findings: object) => {
      const dir = workspace({ ...steps, 'stepscope.config.json': { findings } });
      const said = await stepscope(['check', '--dir', dir, '--json', '--strict']);
      const { findings: found, problems } = JSON.parse(said.stdout);
      const of = ({ code, severity }: Record<string, string>) => `${code} ${severity}`;
      return [said.code, found.map(of), problems.map(({ message }: { message: string }) => message)];
    };
    expect(await told({})).toEqual([1, ['tie info', 'nobody-writes warning'], []]);
    expect(await told({ tie: 'warning', 'nobody-writes': 'note' })).toEqual([
      1,
      ['tie warning', 'nobody-writes info'],
      [],
    ]);
    expect(await told({ tie: 'off', 'nobody-writes': 'off' })).toEqual([0, [], []]);
    expect(await told({ tie: 'off', ties: 'off' })).toEqual([1, ['nobody-writes warning'], ['unknown key "ties"']]);
  });

  it('of a folder that is none, or with a word too many', async () => {
    expect((await stepscope(['check', '--dir', '/no/such'])).code).toBe(2);
    expect((await stepscope(['check', 'extra', '--dir', ROOT])).code).toBe(2);
  });

  it('finds three notes and no warning in the samples', async () => {
    const { findings } = JSON.parse((await stepscope(['check', '--dir', ROOT, '--json'])).stdout);
    expect(findings.map(({ code, step, others }: Record<string, unknown>) => [code, step, others])).toEqual([
      ['tie', 'onboarding/send welcome mail', ['customer care/forget customer']],
      ['tie', 'operations/report inventory', ['operations/probe supplier']],
      ['tie', 'orders/redeem loyalty points', ['orders/apply coupon']],
    ]);
  });

  it('the page tells all findings', () => {
    expect(names(table(part('### `stepscope check`'), 'finding', 'says'))).toEqual(Object.keys(FINDING_RULES));
  });
});
