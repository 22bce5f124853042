// The guide's commands for connectors: what they are, whether they answer, and every call that was made.
import { afterAll, beforeAll, expect } from 'vitest';
import { openHistory } from '../../src/history/history.ts';
import { NO_ROWS } from '../../src/history/rows.ts';
import { item } from './item.ts';
import { openShell, type Shell } from './shell.ts';

const files = {
  'steps/create_crm_record.js': `export const condition = { customer: { email: String, crmId: null } };
export const content = async () => {
  data.customer.crmId = (await connectors.hubspot.createContact({ email: data.customer.email })).id;
};
`,
  'steps/send_mail.js': `export const condition = { mail: String };
export const content = async () => {
  try {
    await connectors.mailer.send({ to: data.mail });
  } catch (error) {
    data.failed = error.message;
  }
};
`,
  'scenarios/connectors/hubspot.json': { createContact: { id: 'crm-1' } },
  'scenarios/connectors/mailer.json': { send: { $throw: { name: 'TimeoutError', message: 'no answer', code: 504 } } },
  'stepscope.config.json': { connectors: { crm: { url: 'http://127.0.0.1:1' } } },
};

let shell: Shell;
const out = async (script: string): Promise<string> => (await shell.sh(script)).stdout;
const lines = async (script: string): Promise<string[]> =>
  (await out(script)).split('\n').filter((line) => line !== '');

beforeAll(async () => {
  shell = openShell(files);
  const history = await openHistory(shell.dir, { warn: () => {} }, true);
  const old = {
    task: 'old',
    turn: 1,
    place: 0,
    step: 'create_crm_record',
    connector: 'hubspot',
    method: 'createContact',
  };
  const answered = {
    ms: 3,
    source: 'mock',
    error: null,
    args: { email: 'old@example.com' },
    result: { id: 'crm-0' },
  } as const;
  history.write({ ...NO_ROWS, calls: [{ ...old, ...answered, at: Date.now() - 2 * 3_600_000 }] });
  history.close();
  await shell.sh(`aloma task new "first" -d '{"customer": {"email": "a@example.com"}}'`);
  await shell.sh(`aloma task new "second" -d '{"mail": "b@example.com"}'`);
}, 120_000);

afterAll(() => shell.remove());

item(
  42,
  'connector list: those that steps use and those that are configured, with their mocks; show: one of them',
  async () => {
    const listed = await lines('aloma connector list');
    expect(listed.map((line) => line.split(/ {2,}/).slice(0, 3))).toEqual([
      ['crm', 'no calls', 'not mocked'],
      ['hubspot', 'ok', 'mocked'],
      ['mailer', 'error', 'mocked'],
    ]);
    const shown = await out('aloma connector show hubspot');
    expect(shown).toMatch(/createContact +answered by a mock +steps\/create_crm_record\.js:3/);
  },
);

item(43, 'connector test: calls the mock and says so; where nobody answers it says that, and ends with 1', async () => {
  const tested = await shell.sh('aloma connector test hubspot');
  expect(tested).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/hubspot\.createContact +answered by mock +\{"id":"crm-1"\}/),
  });
  const failed = await shell.sh('aloma connector test mailer');
  expect(failed).toMatchObject({ code: 1, stdout: expect.stringMatching(/mailer\.send .*TimeoutError: no answer/) });
});

item(
  44,
  'connector logs ID: every call with time, task, step, method, arguments, result or error, duration',
  async () => {
    const id = /^\S+/.exec((await out('aloma task list --name first')).split(/ {2,}/)[1] ?? '')?.[0];
    expect((await lines('aloma connector logs hubspot'))[0]).toMatch(
      new RegExp(
        `^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z +${id}@1 +create_crm_record +hubspot\\.createContact\\(\\{"email":"a@example\\.com"\\}\\) +→ \\{"id":"crm-1"\\} +\\d+.* ms +mock$`,
      ),
    );
    expect(await lines('aloma connector logs mailer')).toEqual([
      expect.stringMatching(/send_mail +mailer\.send\(.*TimeoutError: no answer/),
    ]);
  },
);

item(45, 'connector logs ID --tail: new calls as they come, until it is interrupted', async () => {
  const tail = shell.start('aloma connector logs hubspot --tail');
  await tail.says('a@example.com');
  await shell.sh(`aloma task new "third" -d '{"customer": {"email": "late@example.com"}}'`);
  await tail.says('late@example.com');
  tail.interrupt();
  const { code, stdout } = await tail.ended;
  expect(code).toBe(130);
  expect(stdout.match(/late@example\.com/g)).toHaveLength(1);
});

item(46, 'connector logs ID --since 1h: s, m, h, d; what is no time is refused', async () => {
  const all = 'old@example.com';
  expect(await out('aloma connector logs hubspot')).toContain(all);
  expect(await out('aloma connector logs hubspot --since 1h')).not.toContain(all);
  expect(await out('aloma connector logs hubspot --since 90m')).not.toContain(all);
  expect(await out('aloma connector logs hubspot --since 7199s')).not.toContain(all);
  expect(await out('aloma connector logs hubspot --since 3h')).toContain(all);
  expect(await out('aloma connector logs hubspot --since 1d')).toContain(all);
  expect(await shell.sh('aloma connector logs hubspot --since soon')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--since soon is no time'),
  });
});

item(47, 'connector status ID --verbose: healthy or not, the last error, how many calls', async () => {
  expect(await out('aloma connector status hubspot --verbose')).toMatch(
    /status +healthy[\s\S]*0 failed[\s\S]*createContact +\d calls/,
  );
  expect(await out('aloma connector status mailer --verbose')).toMatch(
    /status +not healthy[\s\S]*1, 1 failed[\s\S]*TimeoutError: no answer/,
  );
});

item(48, 'connector list --verbose: the same of all of them', async () => {
  const text = await out('aloma connector list --verbose');
  expect(text).toMatch(/connector +crm\nstatus +never called/);
  expect(text).toMatch(/connector +hubspot\nstatus +healthy/);
  expect(text).toMatch(/connector +mailer\nstatus +not healthy/);
});

item(87, 'connector list | grep -i error, logs | grep -i error: the failing lines only', async () => {
  expect(await lines('aloma connector list | grep -i error')).toEqual([expect.stringMatching(/^mailer /)]);
  expect(await lines('aloma connector logs mailer | grep -i error')).toHaveLength(1);
  expect(await lines('aloma connector logs hubspot | grep -i error')).toHaveLength(0);
});
