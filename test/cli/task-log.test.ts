// `stepscope task log` and `show`: what a task did.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskRow } from '../../src/history/rows.ts';
import { openShop, type Shop } from './task-workspace.ts';

let shop: Shop;
let id: string;
beforeAll(async () => {
  shop = openShop();
  id = await shop.create('Anna', { customer: { email: 'a@b.example' }, testMode: true });
});
afterAll(() => shop.remove());

const log = async (...args: readonly string[]): Promise<readonly string[]> =>
  (await shop.run('task', 'log', ...args)).stdout.trimEnd().split('\n');

describe('task log', () => {
  it('is a line a turn, between how it was created and how it ended', async () => {
    const lines = await log(id);
    expect(lines[0]).toBe('0  created  2 keys: customer, testMode');
    expect(lines[1]).toMatch(/^1 {2}validate {2}[\d.]+ ms, 1 change$/);
    expect(lines[2]).toMatch(/^2 {2}welcome {2}[\d.]+ ms, 2 changes, 1 call$/);
    expect(lines[3]).toMatch(/^ {3}done: complete {2}task\.complete\(\) was called after 2 steps {2}[\d.]+ ms$/);
    expect(lines).toHaveLength(4);
  });

  it('has console and audit lines with --logs, the difference with --changes', async () => {
    const lines = (await log(id, '--logs', '--changes')).map((line) => line.trim());
    expect(lines).toContain('log  looking at a@b.example');
    expect(lines).toContain('audit  validated in test mode');
    expect(lines).toContain('+ customer.validated  true');
    expect(lines).toContain('+ customer.welcomed  "mail-1"');
    expect(await log(id, '--logs')).not.toContain('     + customer.validated  true');
  });

  it('--step 1 is the first step that ran, 0 how it was created', async () => {
    expect((await log(id, '--step', '1', '--changes')).map((line) => line.split('  ').slice(0, 2).join(' '))).toEqual([
      '1 validate',
      expect.any(String),
    ]);
    expect(await log(id, '--step', '0')).toEqual(['0  created  2 keys: customer, testMode']);
    const beyond = await shop.run('task', 'log', id, '--step', '3');
    expect([beyond.code, beyond.stderr]).toEqual([
      2,
      expect.stringContaining('there is no turn 3: the task has 2 turns'),
    ]);
  });

  it('--verbose says "Step executed" once a turn, the candidates, and what the others missed', async () => {
    const { stdout } = await shop.bash(`stepscope task log ${id} --verbose | grep "Step executed" | wc -l`);
    expect(Number(stdout)).toBe(2);
    const lines = (await log(id, '--verbose', '--step', '1')).map((line) => line.trim());
    expect(lines[0]).toMatch(/^1 {2}Step executed {2}validate/);
    expect(lines).toContain('candidates  validate (2 fields)');
    expect(lines).toContain('chosen  specificity 2 fields; the only match');
    expect(lines).toContain('not  tick did not match: ticks should be Number, but is missing');
    expect(lines.filter((line) => line.startsWith('not  welcome did not match: customer.validated'))).toHaveLength(1);
    expect((await log(id, '--verbose')).join('\n')).toContain(
      'mailer.send({ to: "a@b.example" }) → { id: "mail-1" }  mock',
    );
  });

  it('names what a step missed that had run, or had lost', async () => {
    const lines = (await log(id, '--verbose', '--step', '2')).map((line) => line.trim());
    expect(lines).toContain('not  validate had run in turn 1, and a step runs once');
  });

  it('--json has the turns as a report has them', async () => {
    const { stdout } = await shop.run('task', 'log', id, '--json', '--verbose');
    expect(JSON.parse(stdout)).toMatchObject({
      created: { testMode: true },
      task: { id, name: 'Anna', state: 'done', reason: 'complete', result: { welcomed: true } },
      turns: [
        {
          turn: 1,
          step: 'validate',
          agenda: ['validate'],
          not: expect.arrayContaining([{ step: 'tick', why: expect.any(String) }]),
        },
        { turn: 2, step: 'welcome' },
      ],
    });
    expect(JSON.parse((await shop.run('task', 'log', id, '--json', '--step', '2')).stdout)).toMatchObject({
      step: 'welcome',
    });
  });

  it('takes the beginning of an id, and a name: of several the newest', async () => {
    const newer = await shop.create('Anna', { customer: { email: 'x' } });
    expect((await log('Anna')).length).toBe(3);
    expect((await log(newer.slice(0, 8)))[1]).toContain('validate');
    const none = await shop.run('task', 'log', 'nobody');
    expect(none).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`The newest are ${newer} (Anna), ${id} (Anna)`),
    });
  });

  it('the debugger finds a task in the same way, and plays it', async () => {
    const { code, stdout } = await shop.bash('stepscope --task Anna');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/task [a-z0-9]{12}\n.*\n +1 +validate/)]);
  });

  it('names a loop, and the data that goes round', async () => {
    const other = openShop({
      'steps/up.js':
        'export const condition = { price: 1 };\nexport const content = () => { data.price = 2; step.redo(); };',
      'steps/down.js':
        'export const condition = { price: 2 };\nexport const content = () => { data.price = 1; step.redo(); };',
    });
    const { stderr } = await other.run('task', 'new', 'round', '-d', '{"price": 1}');
    expect(stderr).toMatch(/down → up go round for ever.*price came back/);
    expect((await other.run('task', 'log', 'round')).stdout).toContain('error: loop');
    other.remove();
  });
});

describe('task show', () => {
  it('says what is known of it', async () => {
    const { stdout } = await shop.run('task', 'show', id);
    for (const line of [/^name +Anna$/m, /^state +done \(complete\)$/m, /^turns +2$/m, /^steps +validate, welcome$/m])
      expect(stdout).toMatch(line);
  });

  it('--data is its data as JSON, what is stashed by its types', async () => {
    const { stdout } = await shop.run('task', 'show', id, '--data');
    expect(JSON.parse(stdout)).toEqual({
      customer: { email: 'a@b.example', validated: true, welcomed: 'mail-1' },
      testMode: true,
      $stash: { token: '‹String›' },
    });
    for (const args of [
      ['show', id, '--json'],
      ['log', id, '--verbose'],
      ['list', '--json'],
    ])
      expect((await shop.run('task', ...args)).stdout).not.toContain('top-secret');
  });

  it('says what is left where its recording is gone', async () => {
    const gone = await shop.create('gone', { customer: { email: 'x' } });
    const [row] = JSON.parse((await shop.run('task', 'list', '--json', '--name', 'gone')).stdout) as TaskRow[];
    rmSync(row?.recording ?? '');
    expect(await shop.run('task', 'show', gone)).toMatchObject({
      ...{ code: 3, stdout: expect.stringMatching(/^state +done/m), stderr: expect.stringContaining('is gone') },
    });
    const shown = await shop.run('task', 'show', gone, '--json');
    expect([shown.code, JSON.parse(shown.stdout)]).toEqual([3, row]);
    expect(await shop.run('task', 'log', gone)).toMatchObject({ code: 3, stdout: '' });
  });
});
