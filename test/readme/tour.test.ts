// What the tour says of the samples is so.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report, ReportScenario } from '../../src/check/outcome.ts';
import { ROOT, runFiles, runFolder } from '../check/workspace.ts';
import { part, quoted, table } from './page.ts';

let report: Report;

beforeAll(async () => {
  report = (await runFolder(ROOT)).report;
});

function scenario(name: string): ReportScenario {
  const found = report.scenarios.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`there is no sample ${name}`);
  return found;
}

function endOf(name: string): readonly [turns: number, state?: string, reason?: string] {
  const { turns, task } = scenario(name);
  return [turns.length, task?.state, task?.reason];
}

describe('tour', () => {
  it('speaks of samples that exist, by their names', () => {
    const told = [...part('## Tour in five minutes').matchAll(/[*_]([a-z][^*_:]+)[*_]/g)].map(
      (found) => found[1] ?? '',
    );
    const known = report.scenarios.map(({ name }) => name);
    const scenarios = told.filter(
      (name) => !['fork', 'in the past', 'created before orders/reserve stock'].includes(name),
    );
    expect(scenarios).toHaveLength(6);
    for (const name of scenarios) expect(known).toContain(name);
  });

  it('opens on the first scenario', () => {
    expect(report.scenarios[0]?.name).toBe('a new customer buys three books');
    expect(report.scenarios.at(-1)?.name).toBe('two rules fight over a price');
  });

  it('lists the turns of the welcome scenario', () => {
    const told = table(part('### One step at a time'), 'turn', 'runs', 'also matches');
    const ran = scenario('a new customer buys three books').turns.map(({ turn, step, agenda }) => ({
      turn,
      step,
      agenda,
    }));
    expect(
      told.map(([turn, step = '', others = '']) => ({
        turn: Number(turn),
        step: quoted(step)[0],
        agenda: [...quoted(step), ...quoted(others)],
      })),
    ).toEqual(ran);
    expect(endOf('a new customer buys three books')).toEqual([10, 'done', 'complete']);
  });

  it('tells of the first turn and of the retry', () => {
    const { turns } = scenario('a new customer buys three books');
    const changed = turns[0]?.patches.map(({ op, path }) => [op, path.join('.')]);
    expect(changed).toEqual([
      ['replace', 'customer.email'],
      ['add', 'customer.validated'],
      ['add', 'customer.validatedAt'],
    ]);
    const calls = turns[3]?.calls.map((call) => [`${call.connector}.${call.method}`, call.error === undefined]);
    expect(calls).toEqual([
      ['hubspot.createContact', false],
      ['hubspot.createContact', true],
    ]);
    expect(turns[3]?.logs.map(({ level }) => level)).toEqual(['warn']);
    expect(turns[3]?.patches.at(-1)).toMatchObject({ value: '2025-01-01T00:00:02.000Z' });
  });

  it('shows a near miss', () => {
    const { data } = scenario('a total that is a text');
    expect(data.order).toMatchObject({ total: '5000' });
    expect(endOf('a total that is a text')).toEqual([4, 'done', 'settled']);
  });

  it('breaks a tie, and the other way round the total is another', async () => {
    const name = 'a coupon and loyalty points';
    expect(scenario(name).turns[1]?.agenda.slice(0, 2)).toEqual([
      'orders/apply coupon',
      'orders/redeem loyalty points',
    ]);
    expect(scenario(name).data.order).toMatchObject({ total: 85 });
    expect(endOf(name)[0]).toBe(7);
    const other = await samplesWith({ 'stepscope.config.json': { order: ['orders/redeem loyalty points'] } }, name);
    expect(other.turns[1]?.step).toBe('orders/redeem loyalty points');
    expect(other.data.order).toMatchObject({ total: 85.5 });
  });

  it('edits a step', async () => {
    const file = 'steps/orders/redeem loyalty points.js';
    const [, added = ''] = /```js\n([\s\S]*?)```/.exec(part('### Edit a step while it watches')) ?? [];
    const before = added.replace('    coupon: String,\n', '');
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(text).toContain(before);
    const edited = await samplesWith({ [file]: text.replace(before, added) }, 'a coupon and loyalty points');
    expect(edited.turns[1]?.agenda.slice(0, 2)).toEqual(['orders/redeem loyalty points', 'orders/apply coupon']);
  });

  it('ends in an error that keeps what was written', () => {
    const name = 'the payment service is unreachable';
    expect(endOf(name)).toEqual([3, 'error', 'error']);
    const { task, turns } = scenario(name);
    expect(part('## Tour in five minutes')).toContain(`\`${task?.error?.file}:${task?.error?.line}\``);
    expect(turns[2]?.patches.map(({ path }) => path.join('.'))).toEqual(['order.chargeAttemptedAt']);
  });

  it('names the loop', () => {
    expect(endOf('two rules fight over a price')).toEqual([3, 'error', 'loop']);
    const told = /^> (.*)$/m.exec(part('### A loop that is named'))?.[1] ?? '';
    expect(told).not.toBe('');
    expect(scenario('two rules fight over a price').task?.error?.message.startsWith(told)).toBe(true);
  });

  it('counts the samples', () => {
    const { scenarios, passed } = report.totals;
    expect(part('### The same without a screen')).toContain(`all ${scenarios} samples`);
    expect(part('### The same without a screen')).toContain(`\`${passed} passed\``);
  });
});

/** One sample in a copy of the workspace with other files. */
async function samplesWith(changed: Readonly<Record<string, unknown>>, name: string): Promise<ReportScenario> {
  const orders = [
    'validate order',
    'apply coupon',
    'redeem loyalty points',
    'reserve stock',
    'charge card',
    'complete order',
  ];
  const files = [
    ...orders.map((step) => `steps/orders/${step}.js`),
    'steps/shipping/book courier.js',
    'steps/lib/money.js',
    'scenarios/3 orders/a coupon and loyalty points.json',
    'scenarios/connectors/warehouse.js',
    'scenarios/connectors/stripe.json',
    'scenarios/connectors/courier.json',
  ];
  const samples = Object.fromEntries(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  // Their expectations are of the samples as they are; only what happens is looked at here.
  const { report: other } = await runFiles({ ...samples, ...changed }, '-t', name);
  const [found] = other.scenarios;
  if (!found) throw new Error(`${name} did not run`);
  return found;
}
