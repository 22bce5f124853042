// The guide's question: why does this step not run? For each step, at each point of a task, with the cause by its name.
import { afterAll, beforeAll, expect } from 'vitest';
import { guideItem, item } from './item.ts';
import { guideSteps } from './page.ts';
import { openShell, type Shell } from './shell.ts';
import { asSteps } from './trial.ts';

const file = (condition: string, body: string): string =>
  `export const condition = ${condition};\nexport const content = async () => {\n  ${body}\n};\n`;

const files = {
  'steps/validate_customer.js': file(
    '{ customer: { email: String, validated: null } }',
    'data.customer.validated = true;',
  ),
  'steps/create_crm_record.js': file('{ customer: { validated: true, tier: "enterprise" } }', "data.crm = 'crm-1';"),
  'steps/greet.js': file('{ customer: { email: String } }', 'data.greeted = true;'),
};

let shell: Shell;
const out = async (script: string): Promise<string> => (await shell.sh(script)).stdout;

beforeAll(async () => {
  shell = openShell(files);
  await shell.sh(`aloma task new "sign up" -d '{"customer": {"email": "a@example.com", "tier": "standard"}}'`);
}, 120_000);

afterAll(() => shell.remove());

item(11, 'no address: the answer is that customer.email is missing', async () => {
  const { code, stdout } = await shell.sh(`aloma step validate validate_customer -d '{"customer": {"status": "new"}}'`);
  expect(code).toBe(1);
  expect(stdout).toContain('validate_customer does not match');
  expect(stdout).toContain('missing field: customer.email is not there, and String is asked for');
});

item(11, 'a task that nothing matched: its log says of each step what it missed', async () => {
  const made = await shell.sh(`aloma task new "Missing Email Test" -d '{"customer": {"status": "new"}}'`);
  expect(made.stderr).toContain('no step ever matched');
  const log = await out('aloma task log "Missing Email Test" --verbose');
  expect(log).toContain('validate_customer did not match: customer.email should be String, but is missing');
});

item(89, 'steps not triggering: task log --verbose says of each turn why each other step did not run', async () => {
  const log = await out('aloma task log "sign up" --verbose');
  const turns = log.split(/^(?=\d+ +(?:created|Step executed))/m);
  expect(turns).toHaveLength(3);
  expect(turns[1]).toMatch(
    /1 +Step executed +validate_customer[\s\S]*greet[\s\S]*create_crm_record did not match: customer\.validated should be true, but is missing/,
  );
  expect(turns[2]).toMatch(
    /2 +Step executed +greet[\s\S]*create_crm_record did not match: customer\.tier should be "enterprise", but is "standard"/,
  );
  expect(turns[2]).toMatch(/validate_customer had run in turn 1/);
});

item(89, 'why STEP --task ID --at N: the condition field by field as it stood then', async () => {
  const first = await out('aloma why create_crm_record --task "sign up" --at 1');
  expect(first).toMatch(/2 of 2 fields fail[\s\S]*✗ validated +true +is missing[\s\S]*✗ tier/);
  const second = await out('aloma why create_crm_record --task "sign up" --at 2');
  expect(second).toMatch(/1 of 2 fields fails[\s\S]*✓ validated[\s\S]*✗ tier +"enterprise"/);
});

item(
  92,
  'four common causes are told apart: too specific, too broad, wrong type or structure, missing field',
  async () => {
    const cause = async (step: string, data: string): Promise<string> =>
      /^cause: (.*)$/m.exec(await out(`aloma step validate ${step} -d '${data}'`))?.[1] ?? 'none told';
    expect(
      await Promise.all([
        cause('create_crm_record', '{"customer": {"validated": true, "tier": "standard"}}'),
        cause('greet', '{"customer": {"email": "a@example.com"}}'),
        cause('validate_customer', '{"customer": {"email": 7}}'),
        cause('validate_customer', '{"customer": "Ann"}'),
        cause('validate_customer', '{"customer": {}}'),
      ]),
    ).toEqual([
      expect.stringMatching(/^too specific: customer\.tier/),
      expect.stringMatching(/^too broad: validate_customer matches as well and goes first/),
      expect.stringMatching(/^wrong type: customer\.email is a number/),
      expect.stringMatching(/^wrong structure: customer is a text/),
      expect.stringMatching(/^missing field: customer\.email is not there/),
    ]);
  },
);

item(3, 'state evolution: diff tells what changed between any two points of a task', async () => {
  expect(await out('aloma diff 0 1 --task "sign up"')).toBe('+ customer.validated  true\n');
  expect(await out('aloma diff 0 2 --task "sign up"')).toBe('+ customer.validated  true\n+ greeted  true\n');
});

const never = file('{ customer: { email: String }, crmRecordCreated: null }', 'data.customer.crmRecordCreated = true;');
const NEVER =
  /warning steps\/robust_connector_usage\.js:\d+:\d+ it waits for crmRecordCreated and never changes it: it writes customer\.crmRecordCreated/;

item(99, 'a step that never changes a field it waits for is found by check, with what it probably meant', async () => {
  const own = openShell({ 'steps/robust_connector_usage.js': never });
  try {
    const { code, stdout } = await own.sh('aloma check');
    expect(stdout).toMatch(NEVER);
    expect(stdout).toContain('wait for customer.crmRecordCreated');
    expect(code).toBe(0);
    expect((await own.sh('aloma check --strict')).code).toBe(1);
  } finally {
    own.remove();
  }
});

guideItem(99, 'the guide’s own robust_connector_usage is one of them', async () => {
  const own = openShell(asSteps({ robust_connector_usage: guideSteps.robust_connector_usage ?? '' }));
  try {
    expect((await own.sh('aloma step validate robust_connector_usage')).stdout).toMatch(NEVER);
  } finally {
    own.remove();
  }
});
