// `--live`, `--real-time`, `--seed random`: the world outside, tried on a server on the loopback interface.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportScenario } from '../../src/check/outcome.ts';
import { type Files, runFiles } from './workspace.ts';

interface Heard {
  readonly line: string;
  readonly key: string | undefined;
  readonly body: string;
}

let server: Server;
let base = '';
const heard: Heard[] = [];

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { method = '', url = '', headers } = request;
    heard.push({ line: `${method} ${url}`, key: headers['x-key'] as string | undefined, body });
    if (url.startsWith('/silent')) return;
    if (url.startsWith('/text')) return response.end('plain words');
    response.statusCode = url.startsWith('/refuse') ? 402 : 200;
    const answer = { id: 7, list: [1], got: body };
    if (url.startsWith('/slow')) setTimeout(() => response.end(JSON.stringify(answer)), 80);
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function files(body: string, more: Files = {}): Files {
  return {
    'stepscope.config.json': {
      secrets: { CRM_KEY: 'key-from-the-secrets' },
      connectors: {
        crm: { url: base, headers: { 'x-key': '${CRM_KEY}' }, methods: { find: { verb: 'GET', path: '/contacts' } } },
      },
      limits: { stepMs: 1_500 },
    },
    'steps/a.js': `export const condition = { go: true };\nexport const content = async () => {\n${body.replaceAll('BASE', base)}\n};\n`,
    'scenarios/one.json': { name: 'one', data: { go: true } },
    ...more,
  };
}

async function run(body: string, args: readonly string[], more: Files = {}): Promise<ReportScenario> {
  const { report } = await runFiles(files(body, more), ...args);
  return report.scenarios[0] as ReportScenario;
}

const callsOf = ({ turns }: ReportScenario) => turns.flatMap(({ calls }) => calls);

describe('--live', () => {
  it('connectors.fetch asks the address and gives a promise of {status, ok, body}', async () => {
    const told = await run(
      `const given = connectors.fetch({ url: 'BASE/x', options: { method: 'PUT', body: { a: 1 } } });
       data.form = typeof given.then; data.answer = await given;
       data.text = await connectors.fetch({ url: 'BASE/text', bodyOnly: true });`,
      ['--live', 'fetch'],
    );
    expect(told.data).toEqual({
      go: true,
      form: 'function',
      answer: { status: 200, ok: true, body: { id: 7, list: [1], got: '{"a":1}' } },
      text: 'plain words',
    });
    expect(callsOf(told)[0]).toMatchObject({
      connector: 'fetch',
      method: 'fetch',
      source: 'live',
      result: { status: 200 },
    });
  });

  it('an answer that is no success is no error of fetch', async () => {
    const told = await run("data.answer = (await connectors.fetch({ url: 'BASE/refuse' })).status;", [
      '--live',
      'fetch',
    ]);
    expect(told.data.answer).toBe(402);
  });

  it('a connector is called at its address, with its headers filled from the secrets', async () => {
    heard.length = 0;
    const told = await run(
      "await connectors.crm.create({ mail: 'a@b.c', into: 'made' }); await connectors.crm.find({ q: 'x y', into: 'found' });",
      ['--live', 'crm'],
    );
    expect(heard).toEqual([
      { line: 'POST /create', key: 'key-from-the-secrets', body: '{"mail":"a@b.c"}' },
      { line: 'GET /contacts?q=x+y', key: 'key-from-the-secrets', body: '' },
    ]);
    expect(told.data).toMatchObject({ made: { id: 7 }, found: { id: 7 } });
    expect(JSON.stringify(told)).not.toContain('key-from-the-secrets');
  });

  it('with into and without await it is settled before the next match', async () => {
    const told = await run("connectors.crm.slow({ into: 'late' });", ['--live', 'crm'], {
      'steps/b.js': 'export const condition = { late: { id: 7 } }; export const content = () => { data.seen = true; };',
    });
    expect(told.steps).toEqual(['a', 'b']);
  });

  it('what it took moves the clock, and timers do not overtake it', async () => {
    const told = await run(
      `const began = Date.now();
       data.first = await Promise.race([connectors.crm.slow().then(() => 'call'), new Promise((go) => setTimeout(go, 1000, 'timer'))]);
       data.took = Date.now() - began;`,
      ['--live', 'crm'],
    );
    expect(told.data.first).toBe('call');
    expect(told.data.took).toBeGreaterThanOrEqual(75);
    expect(told.data.took).toBeLessThan(1_000);
  });

  it.each([
    [
      'an error of the service names connector, method and answer',
      'await connectors.crm.refuse();',
      /crm\.refuse answered 402: .*"id":7/,
    ],
    [
      'nobody there',
      "await connectors.fetch({ url: 'http://127.0.0.1:2/' });",
      /GET http:\/\/127.0.0.1:2\/ failed: .*ECONNREFUSED/,
    ],
    ['no answer in time', 'await connectors.crm.silent();', /silent failed: no answer within 1500 ms/],
    ['no url', 'await connectors.fetch({});', /connectors\.fetch needs a url/],
  ])('%s', async (_, body, message) => {
    const told = await run(body, ['--live', 'crm,fetch']);
    expect(told.task).toMatchObject({ state: 'error', error: { step: 'a', file: 'steps/a.js', line: 3 } });
    expect(told.task?.error?.message).toMatch(message);
  });

  it('a connector without an address says what to add', async () => {
    const told = await run('await connectors.bank.pay();', ['--live', 'bank']);
    expect(told.task?.error?.message).toContain('"connectors": { "bank": { "url": "https://…" } }');
  });

  it('only what is named is live, and mocks go before it', async () => {
    const mocked = { name: 'one', data: { go: true }, connectors: { crm: { find: { id: 'mock' } } } };
    const told = await run(
      'data.x = connectors.crm.find().id; await connectors.fetch({ url: "BASE/x" });',
      ['--live', 'crm'],
      {
        'scenarios/one.json': mocked,
      },
    );
    expect(told.data.x).toBe('mock');
    expect(told.task?.error?.name).toBe('UnmockedCall');
  });

  it('what was not waited for still belongs to its turn', async () => {
    const told = await run('connectors.crm.slow();', ['--live', 'crm']);
    expect(callsOf(told)).toHaveLength(1);
  });

  it('an import cannot use the way of a live call', async () => {
    const told = await run(
      `const found = connectors.crm.find(); try { await fetch('BASE/x'); } catch (error) { data.refused = error.message; } await found;`,
      ['--live', 'crm'],
    );
    expect(told.data.refused).toContain('fetch reaches the network');
  });
});

describe('--real-time', () => {
  it('waits take the time that they say, and the wall limit does not count them', async () => {
    const told = await run(
      'await new Promise((go) => setTimeout(go, 1600)); data.woke = true; task.park(300);',
      ['--real-time'],
      {
        'steps/b.js': 'export const condition = { woke: true }; export const content = () => { data.b = Date.now(); };',
      },
    );
    expect(told.task?.state).toBe('done');
    expect(told.data.b).toBe(Date.UTC(2025, 0, 1) + 1_900);
  });

  it('an endless loop is ended all the same', async () => {
    const told = await run('await new Promise((go) => setTimeout(go, 10)); while (true);', ['--real-time']);
    expect(told.task).toMatchObject({ state: 'error', reason: 'limit', error: { name: 'TimeLimit', step: 'a' } });
  });
});

it('--seed random prints its choice, which gives the same again', async () => {
  const random = files('data.x = Math.random();');
  const first = await runFiles(random, '--seed', 'random');
  const seed = /--seed (\d+)/.exec(first.stderr)?.[1] ?? '';
  expect(first.report.seed).toBe(Number(seed));
  const again = await runFiles(random, '--seed', seed);
  expect(again.report.scenarios[0]?.data).toEqual(first.report.scenarios[0]?.data);
});
