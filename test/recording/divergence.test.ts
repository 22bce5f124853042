// How a change to the steps of a workspace is told: one story for each kind of divergence, and what is no divergence.
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenSandbox } from '../../src/session/ports.ts';
import type { Files } from '../check/workspace.ts';
import { bundledSandbox, step } from '../session/support.ts';
import { parsed, record, verifyAll } from './trial.ts';

let sandbox: OpenSandbox;
let recorded: ReadonlyMap<string, string>;
beforeAll(async () => {
  sandbox = await bundledSandbox();
  recorded = (await record(sandbox, FILES)).texts;
});

const FILES: Files = {
  'steps/a.js': step('n: 0', 'data.n = 1; data.order = { total: 10, items: [1, 2] };'),
  'steps/b.js': step('n: 1', 'data.got = connectors.shop.price({ id: 7 }); data.n = 2;'),
  'steps/c.js': step('n: 2', 'data.r = Math.random(); data.at = Date.now(); data.n = 3; task.complete({ r: data.r });'),
  'steps/low.js': step('', 'data.low = true;'),
  'steps/kid.js': step('kid: Number', 'data.kid += connectors.shop.stock(); task.complete({ kid: data.kid });'),
  'steps/family.js': step(
    'mother: Number',
    'for (const kid of [1, 2]) task.subtask("kid", { kid }, { into: `kids.${kid}`, waitFor: true });',
  ),
  'steps/fails.js': step('fail: true', 'data.tried = true; throw new Error("no luck");'),
  'scenarios/one.json': { name: 'one', data: { n: 0 }, connectors: { shop: { price: { eur: 5 } } } },
  'scenarios/family.json': { name: 'family', data: { mother: 1 }, connectors: { shop: { stock: [10, 20] } } },
  'scenarios/fails.json': { name: 'fails', data: { fail: true }, expect: { state: 'error' } },
};

async function compare(scenario: string, changes: Files, removed: readonly string[] = []) {
  const left = Object.entries({ ...FILES, ...changes }).filter(([file]) => !removed.includes(file));
  const [verified] = await verifyAll(sandbox, Object.fromEntries(left), [parsed(recorded.get(scenario) ?? '')]);
  if (!verified) throw new Error('nothing was verified');
  return verified;
}

describe('a divergence', () => {
  it.each([
    [
      'pick-differs',
      'one',
      { 'steps/new.js': step('n: 1, order: Object', 'data.n = 2;') },
      2,
      { recorded: 'b', now: 'new' },
      /now it runs new \(b matches too, but is not first; new did not match then\)/,
    ],
    [
      'pick-differs',
      'one',
      { 'steps/b.js': step('n: 99', '') },
      2,
      { recorded: 'b', now: 'low' },
      /b does not match any more/,
    ],
    [
      'missing-match',
      'one',
      { 'steps/low.js': step('nowhere: 1', '') },
      1,
      { recorded: ['a', 'low'], now: ['a'] },
      /low matched, and does not now/,
    ],
    [
      'extra-match',
      'one',
      { 'steps/z.js': step('n: 2', 'data.z = 1;') },
      3,
      { recorded: ['c', 'low'], now: ['c', 'z', 'low'] },
      /z matches now/,
    ],
    [
      'patch-differs',
      'one',
      { 'steps/a.js': step('n: 0', 'data.n = 1; data.order = { total: 10, items: [1, 3] };') },
      1,
      { path: ['order', 'items', 1], recorded: 2, now: 3 },
      /after a order.items\[1\] is another value/,
    ],
    [
      'call-differs',
      'one',
      { 'steps/b.js': step('n: 1', 'data.got = connectors.shop.price({ id: 8 }); data.n = 2;') },
      2,
      { recorded: { call: 'shop.price', args: { id: 7 } } },
      /other arguments, first at id/,
    ],
    [
      'call-differs',
      'one',
      { 'steps/b.js': step('n: 1', 'data.got = connectors.shop.cost({ id: 7 }); data.n = 2;') },
      2,
      {},
      /it was connectors.shop.price, now it is connectors.shop.cost/,
    ],
    [
      'missing-call',
      'one',
      { 'steps/b.js': step('n: 1', 'data.got = { eur: 5 }; data.n = 2;') },
      2,
      { now: null },
      /connectors.shop.price, is not made any more/,
    ],
    [
      'extra-call',
      'one',
      { 'steps/c.js': step('n: 2', 'connectors.shop.price({}); data.n = 3;') },
      3,
      { recorded: null },
      /was not made then/,
    ],
    [
      'error-differs',
      'fails',
      { 'steps/fails.js': step('fail: true', 'data.tried = true; throw new Error("bad luck");') },
      1,
      { recorded: 'Error: no luck', now: 'Error: bad luck' },
      /threw Error: no luck; now it throws Error: bad luck/,
    ],
    ['error-differs', 'one', { 'steps/c.js': step('n: 2', 'null.x;') }, 3, { recorded: null }, /c throws now/],
    [
      'ends-early',
      'one',
      { 'steps/a.js': step('n: 0', 'data.n = 1; data.order = { total: 10, items: [1, 2] }; task.complete();') },
      2,
      { recorded: 'b', now: 'complete' },
      /turn 2 ran b; now there is none: it ended done\/complete after 1 turn/,
    ],
    [
      'runs-longer',
      'one',
      { 'steps/c.js': step('n: 2', 'data.r = Math.random(); data.at = Date.now(); data.n = 3;') },
      4,
      { recorded: 'complete', now: 'low' },
      /now low runs/,
    ],
    [
      'end-differs',
      'one',
      {
        'steps/c.js': step(
          'n: 2',
          'data.r = Math.random(); data.at = Date.now(); data.n = 3; task.complete({ r: 1 });',
        ),
      },
      3,
      {},
      /result.r differs/,
    ],
    [
      'patch-differs',
      'family',
      {
        'steps/kid.js': step(
          'kid: Number',
          'data.kid += 2 * connectors.shop.stock(); task.complete({ kid: data.kid });',
        ),
      },
      1,
      { path: ['kid'], recorded: 11, now: 21 },
      /after kid kid is another value/,
    ],
    [
      'patch-differs',
      'family',
      {
        'steps/family.js': step(
          'mother: Number',
          'for (const kid of [1, 2]) task.subtask("kid", { kid: 2 * kid }, { into: `kids.${kid}`, waitFor: true });',
        ),
      },
      1,
      { path: ['kid'], recorded: 1, now: 2 },
      /the subtask kid began with kid/,
    ],
    [
      'ends-early',
      'family',
      {
        'steps/family.js': step(
          'mother: Number',
          'task.subtask("kid", { kid: 1 }, { into: "kids.1", waitFor: true });',
        ),
      },
      1,
      {},
      /the subtask kid never began/,
    ],
  ] as const)('%s: %s', async (kind, scenario, changes, turn, fields, message) => {
    const { divergence, changed } = await compare(scenario, changes as Files);
    expect(divergence).toMatchObject({ kind, turn, ...fields, message: expect.stringMatching(message) });
    const [file = ''] = Object.keys(changes);
    expect(changed).toEqual([{ file, how: file in FILES ? 'changed' : 'new' }]);
  });

  it('a file that is gone is named', async () => {
    const { divergence, changed } = await compare('one', {}, ['steps/b.js']);
    expect(divergence).toMatchObject({ kind: 'pick-differs', turn: 2, recorded: 'b', now: 'low' });
    expect(changed).toEqual([{ file: 'steps/b.js', how: 'gone' }]);
  });
});

describe('no divergence', () => {
  it.each([
    ['nothing was changed', 'one', {}],
    ['nothing was changed, with subtasks', 'family', {}],
    ['nothing was changed, with an error', 'fails', {}],
    [
      'another way to the same',
      'one',
      { 'steps/a.js': step('n: 0', 'data.order = { items: [1, 2] };\n\ndata.order.total = 5 + 5; data.n++;') },
    ],
    [
      'an error in another line',
      'fails',
      { 'steps/fails.js': step('fail: true', '\n\ndata.tried = true;\nthrow new Error("no luck");') },
    ],
    ['mocks are asked no more', 'one', { 'scenarios/one.json': { name: 'one', data: { n: 0 }, connectors: {} } }],
    ['a step that nothing matches', 'one', { 'steps/none.js': step('nothing: String', '') }],
  ] as const)('%s', async (_, scenario, changes) => {
    const { divergence, log } = await compare(scenario, changes as Files);
    expect(divergence).toBeNull();
    expect(log?.turns.length).toBeGreaterThan(0);
  });

  it('each call comes from the tape, those of subtasks from their own', async () => {
    const { log, family } = await compare('family', {});
    expect(log?.snapshots.at(-1)?.data.kids).toMatchObject({ 1: { kid: 11 }, 2: { kid: 12 } });
    expect(family.flatMap(({ turns }) => turns.flatMap(({ calls }) => calls.map(({ source }) => source)))).toEqual([
      'tape',
      'tape',
    ]);
  });
});

describe('what is secret', () => {
  const SECRET: Files = {
    'stepscope.config.json': { secrets: { KEY: 'sk-live-12345' }, redact: ['person.phone'] },
    'steps/a.js': step(
      'n: 0, $stash: { pin: Number }',
      'data.n = 1; data.length = (task.config("KEY") + data.$stash.word + data.person.phone).length; data.got = connectors.shop.price({ key: task.config("KEY") }).echo.length;',
    ),
    'scenarios/one.json': {
      ...{ name: 'one', connectors: { shop: { price: { echo: 'Bearer sk-live-12345' } } } },
      data: {
        n: 0,
        token: 'x sk-live-12345',
        person: { phone: '0151-2345678' },
        $stash: { pin: 4711471147, word: 'sesame-open' },
      },
      config: { EXTRA: 'sk-live-12345' },
    },
  };

  it('is not in the recording, and comes from the workspace of today', async () => {
    const { texts, result } = await record(sandbox, SECRET);
    expect(result.outcomes[0]?.log?.end?.reason).toBe('settled');
    const text = texts.get('one') ?? '';
    for (const word of ['sk-live', 'sesame', '4711471147', '2345678']) expect(text).not.toContain(word);
    const recording = parsed(text);
    const [same] = await verifyAll(sandbox, SECRET, [recording]);
    expect(same).toMatchObject({ divergence: null, missing: [], changed: [] });
    const { 'scenarios/one.json': _, ...others } = SECRET;
    const [gone] = await verifyAll(sandbox, others, [recording]);
    expect(gone?.missing.join('\n')).toMatch(/‹redacted› in the data at person.phone .*\n.* no \$stash any more/);
    expect(gone?.divergence).toMatchObject({ kind: 'patch-differs', path: ['length'] });
  });
});
