// `stepscope connector`: which there are, who answers them, and how their calls went.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectorCalls } from '../../src/compile/connector-calls.ts';
import { openHistory } from '../../src/history/history.ts';
import { type CallRow, NO_ROWS } from '../../src/history/rows.ts';
import { COMMAND, writeFiles } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

const FILES = {
  'steps/sign up.js': `export const condition = { email: String, contact: null };
export const content = async () => {
  data.contact = await connectors.hubspot.createContact({ email: data.email });
  await connectors.mailer.send({ to: data.email });
  await connectors.utils.sleep({ milliseconds: 5 });
};
`,
  'steps/lib/notify.js': 'export const notify = () => connectors.slack.post({ text: "x" });\n',
  'scenarios/connectors/hubspot.js':
    'export default { createContact: (args) => { if (!args.email) throw new Error("no e-mail"); return { id: args.email }; }, ping: { ok: true } };\n',
  'scenarios/one.json': { name: 'one', data: { email: 'a@b' }, connectors: { mailer: { send: { sent: true } } } },
  'stepscope.config.json': { connectors: { crm: { url: 'http://127.0.0.1:1' } } },
};

let folder: Folder;
beforeEach(() => {
  folder = makeFolder(FILES);
});
afterEach(() => folder.remove());

const HOUR = 3_600_000;
const NOW = Date.now();
const call = (place: number, given: Partial<CallRow>): CallRow => ({
  ...{ task: 't1', turn: 1, place, step: 'sign up', connector: 'hubspot', method: 'createContact', at: NOW - HOUR },
  ...{ ms: 12, source: 'mock', error: null, args: { email: 'a@b' }, result: { id: 7 } },
  ...given,
});
const DOWN = { name: 'ConnectorError', message: 'error 503: the service is down' };

async function remember(calls: readonly CallRow[]): Promise<void> {
  const history = await openHistory(folder.dir, { warn: () => {} }, true);
  history.write({ ...NO_ROWS, calls });
  history.close();
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

describe('connector list and show (42)', () => {
  it('knows those of steps, libraries, settings, mocks and the history', async () => {
    await remember([call(0, { connector: 'gone' })]);
    const { code, stdout } = await folder.run(['connector', 'list']);
    expect([code, linesOf(stdout).map((line) => line.split(/ {2,}/).slice(0, 3))]).toEqual([
      0,
      [
        ['crm', 'no calls', 'not mocked'],
        ['gone', 'ok', 'not mocked'],
        ['hubspot', 'no calls', 'mocked'],
        ['mailer', 'no calls', 'in scenarios'],
        ['slack', 'no calls', 'not mocked'],
      ],
    ]);
  });

  it('shows methods, who answers them, and where they are called', async () => {
    const { stdout } = await folder.run(['connector', 'show', 'hubspot']);
    expect(stdout).toContain('createContact  answered by a mock  steps/sign up.js:3');
    expect(stdout).toContain('ping           answered by a mock  called by no step');
    const json = JSON.parse((await folder.run(['connector', 'show', 'crm', '--json'])).stdout);
    expect(json).toMatchObject({ id: 'crm', isConfigured: true, methods: [] });
    expect(JSON.stringify(json)).not.toContain('127.0.0.1');
  });

  it('says what was probably meant', async () => {
    const said = await folder.run(['connector', 'show', 'hubpsot']);
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining('Did you mean hubspot?')]);
  });
});

describe('connector test (43)', () => {
  it('calls every known mock, and says that a mock answered', async () => {
    const { code, stdout } = await folder.run(['connector', 'test', 'hubspot', '-d', '{"email": "c@d"}']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/✓ hubspot\.createContact {2}answered by mock {2}\{"id":"c@d"\}/);
    expect(stdout).toMatch(/✓ hubspot\.ping {2}answered by mock {2}\{"ok":true\}/);
  });

  it.each([
    ['a mock that throws', ['hubspot', 'createContact'], 1, 'error Error: no e-mail'],
    ['a call that nobody answers', ['slack'], 1, 'nobody answers'],
    ['a method of nobody', ['hubspot', 'fly'], 1, 'nobody answers'],
    ['a connector without methods', ['crm'], 2, 'name one'],
    ['arguments that are no object', ['hubspot', '-d', '[1'], 2, 'must be a JSON object'],
    ['a real call without a method', ['hubspot', '--live'], 2, 'name the method'],
    ['a real call to nowhere', ['hubspot', 'ping', '--live'], 2, 'nothing says where hubspot is'],
  ])('ends with an error for %s', async (_, args, code, why) => {
    const said = await folder.run(['connector', 'test', ...args]);
    expect([said.code, said.stdout + said.stderr]).toEqual([code, expect.stringContaining(why)]);
  });

  it('calls the real one where it is configured and --live is given, and only then', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('{"real": true}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFiles(folder.dir, { 'stepscope.config.json': { connectors: { crm: { url } } } });
    const dry = await folder.run(['connector', 'test', 'crm', 'find']);
    expect([dry.code, asked]).toEqual([1, []]);
    const { code, stdout } = await folder.run(['connector', 'test', 'crm', 'find', '--live', '--json']);
    server.close();
    expect([code, asked]).toEqual([0, ['POST /find']]);
    expect(JSON.parse(stdout).calls).toMatchObject([{ method: 'find', source: 'live', result: { real: true } }]);
  });
});

describe('connector status (47, 48)', () => {
  it('tells a connector that fails from one that has recovered (97)', async () => {
    await remember([
      call(0, { error: DOWN, result: null }),
      call(1, { error: DOWN, result: null }),
      call(2, { at: NOW - 1000 }),
      call(3, { at: NOW - 900 }),
      call(4, { at: NOW - 800 }),
      call(5, { connector: 'mailer', method: 'send', error: DOWN, result: null }),
    ]);
    const hubspot = (await folder.run(['connector', 'status', 'hubspot', '--verbose'])).stdout;
    expect(hubspot).toMatch(/status +healthy\n/);
    expect(hubspot).toMatch(/calls +5, 2 failed, 12\.0 ms on average/);
    expect(hubspot).toMatch(/createContact {2}5 calls {2}2 failed/);
    const mailer = JSON.parse((await folder.run(['connector', 'status', 'mailer', '--json'])).stdout);
    expect(mailer).toMatchObject({ health: 'error', stats: { calls: 1, errors: 1, lastError: { error: DOWN } } });
    const all = (await folder.run(['connector', 'list', '--verbose'])).stdout;
    expect(all).toContain('not healthy (error)');
    expect(all).toContain('never called');
  });
});

describe('grep -i error (87)', () => {
  it('finds the failing lines only', async () => {
    await remember([
      call(0, {}),
      call(1, { error: { name: 'Timeout', message: 'too slow' }, result: null }),
      call(2, {}),
      call(3, { connector: 'mailer', method: 'send', error: { name: 'Timeout', message: 'gone' }, result: null }),
    ]);
    const failing = (text: string) => linesOf(text).filter((line) => /error/i.test(line));
    const list = failing((await folder.run(['connector', 'list'])).stdout);
    expect(list.map((line) => line.split(' ')[0])).toEqual(['mailer']);
    const logs = failing((await folder.run(['connector', 'logs', 'hubspot'])).stdout);
    expect(logs).toEqual([expect.stringContaining('error Timeout: too slow')]);
  });
});

describe('connector logs (44, 46)', () => {
  it('has time, task, step, call, answer, duration and source on one line, newest first', async () => {
    await remember([
      call(0, { at: NOW - 2 * HOUR }),
      call(1, { args: { text: 'two\nlines \u001b[2J' }, at: NOW - 1000 }),
    ]);
    const { stdout } = await folder.run(['connector', 'logs', 'hubspot']);
    const [newest = '', oldest = ''] = linesOf(stdout);
    expect(oldest).toBe(
      `${new Date(NOW - 2 * HOUR).toISOString()}  t1@1  sign up  hubspot.createContact({"email":"a@b"})  → {"id":7}  12 ms  mock`,
    );
    expect(newest).toContain('two\\nlines');
    expect(newest).not.toContain('\u001b');
    expect(linesOf(stdout).length).toBe(2);
    const since = await folder.run(['connector', 'logs', 'hubspot', '--since', '1h', '--json']);
    expect(JSON.parse(since.stdout)).toHaveLength(1);
  });

  it('has no line where there was no call, and says so', async () => {
    const { code, stdout, stderr } = await folder.run(['connector', 'logs', 'hubspot']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('no task in');
    expect((await folder.run(['connector', 'logs', 'hubspot', '--json'])).stdout).toBe('[]\n');
  });

  it.each(['soon', '-1h', '0s', '1 fortnight', '30', '1,5h', '1h x', ''])('refuses --since %j', async (since) => {
    const { code, stderr } = await folder.run(['connector', 'logs', 'hubspot', '--since', since]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('such as 30s, 15m, 1h or 2d')]);
  });
});

describe('connector logs --tail (45)', () => {
  it('shows new calls of other processes as they come, until it is interrupted', async () => {
    await remember([call(0, {})]);
    const child = spawn(process.execPath, [COMMAND, 'connector', 'logs', 'hubspot', '--tail'], { cwd: folder.dir });
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes;
    });
    const until = (wanted: string) =>
      new Promise<void>((resolve) => {
        const look = () => said.includes(wanted) && resolve();
        child.stdout.on('data', look);
        look();
      });
    await until('a@b');
    await remember([
      call(1, { args: { email: 'second' } }),
      call(2, { connector: 'mailer', args: { email: 'other' } }),
    ]);
    await until('second');
    await remember([call(3, { args: { email: 'third' } })]);
    await until('third');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect([linesOf(said).length, said.includes('other')]).toEqual([3, false]);
  });

  it('ends when nobody reads any more', async () => {
    await remember([call(0, {}), call(1, {})]);
    const child = spawn('sh', ['-c', `"${process.execPath}" "${COMMAND}" connector logs hubspot --tail | head -1`], {
      cwd: folder.dir,
    });
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes;
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // The pipe breaks when there is something to write again.
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await remember([call(2, {})]);
    expect(await ended).toBe(0);
    expect(linesOf(said)).toHaveLength(1);
  });
});

describe('connectors in the text of a step', () => {
  const rows: readonly (readonly [code: string, found: readonly string[]])[] = [
    ['connectors.crm.find({})', ['crm.find']],
    ["await connectors['crm'].find()", ['crm.find']],
    ['connectors.fetch({ url })', ['fetch.fetch']],
    ['connectors.crm?.find?.()', ['crm.find']],
    ['const { crm, mailer: mail } = connectors; crm.find(); mail.send();', ['crm.find', 'mailer.send']],
    ['const crm = connectors.crm; crm.find();', ['crm.find']],
    ['const { find } = connectors.crm; find();', ['crm.find']],
    ['const all = [1].map(() => connectors.crm.find());', ['crm.find']],
    ['connectors[name].find()', []],
    ['connectors.crm[name]()', ['crm.null']],
    ['other.connectors.crm.find()', []],
    ['// connectors.crm.find()', []],
    ['"connectors.crm.find()"', []],
    ['connectors.crm.find(', []],
  ];

  it.each(rows)('%s', (code, found) => {
    const text = `export const content = async () => {\n${code}\n};\n`;
    expect(connectorCalls('steps/a.js', text).map(({ connector, method }) => `${connector}.${method}`)).toEqual(found);
  });
});
