// A secret may have the value of any word of ours: events, recordings and reports are made of these words, and stay what they are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Files, makeWorkspace, type Said, stepscope } from './workspace.ts';

const WORDS = `
  started forked matched rematched selected logged called abandoned viewed warned ran settled waited waiting noted compared entered
  ended stopped loaded reloaded switched vault
  add replace remove splice alone specificity order hand log info warn error debug audit data data-map table chart graph document
  literal null present regexp predicate never array object type String Number Boolean Array Object
  pin mock tape live unmocked value promise park subtask call timeout child edit entry step pause breakpoint
  done incomplete ignored complete emptied expired rejected loop limit passed failed skipped explicit stepscope-recording
  ok missing inside untested wrong open set true false completed warning
  task turn kid one a b c clock shop get crm last late Error TypeError RangeError UnmockedCall
`
  .trim()
  .split(/\s+/);
const NUMBERS = ['1000', '4711', '1735689600000', '30000'];

const content = (condition: string, body: string): string =>
  `export const condition = { ${condition} };\nexport const content = async () => { ${body} };\n`;

const FILES: Files = {
  'steps/a.js': content(
    'n: 1, code: /^q/, list: [{ w: Number }], up: (w) => w > 1',
    `data.n = 2; data.list.push({ w: 7 }); data.list.splice(0, 1); delete data.gone; task.park(4711); task.timeout(30000);
     console.warn('hey'); audit.log('hi'); task.visualize({ type: 'table', data: [{ w: 1 }] });
     data.got = connectors.shop.get({ w: 5 }); try { connectors.shop.bad({}); } catch { data.bad = 1; }
     task.subtask('hey kid', { kid: 1 }, { into: 'r', waitFor: true }); blob.create({ content: 'hey' });`,
  ),
  'steps/b.js': content('n: 2, r: Object', 'data.n++; step.redo(); if (data.n > 2) data.n = 4;'),
  'steps/c.js': content('n: 4', 'data.n = 5; null.no;'),
  'steps/kid.js': content('kid: 1', 'task.complete({ w: 3 });'),
  'scenarios/one.json': {
    name: 'hey',
    data: { n: 1, code: 'qq', list: [{ w: 1 }], gone: 1, up: 2 },
    connectors: { shop: { get: { w: 1 }, bad: { $throw: { name: 'TypeError', message: 'hm' } } } },
    history: [{ state: 'done', name: 'hey', at: 1_735_689_600_000 }],
    expect: {
      steps: ['a', 'c'],
      state: 'done',
      reason: 'settled',
      data: { n: 5, code: String },
      paths: { n: 6, code: 'String' },
    },
  },
};

const SECRETS = Object.fromEntries([...WORDS, ...NUMBERS].map((word, index) => [`S${index}`, word]));

/** What the wall clock gives, and what is told only where something may be masked. */
const UNSTEADY =
  /"(?:\w*(?:Ms|At)|dir|source|recordedTo|name|tags|secrets)":\s*(?:"(?:[^"\\]|\\.)*"|-?[\d.e-]+|null|\[[^\]]*\]),?/g;

function steady(text: string): string {
  return text
    .replace(/"fits":\{[^}]*\}|"shownExpected":\{.*?\}\},?/g, '')
    .replace(UNSTEADY, '')
    .replace(/,(?=\s*[}\]])/g, '')
    .replace(/stepscope-check-\w+/g, '')
    .replace(/\btime="[\d.]+"|timestamp="[^"]*"|duration_ms: [\d.]+|in \d+ ms|\d+ ms/g, '');
}

describe('with a secret of each of these values', () => {
  const plain = makeWorkspace(FILES);
  const secret = makeWorkspace({ ...FILES, 'stepscope.config.json': { secrets: SECRETS } });
  const recordingIn = (dir: string): string => join(dir, 'one.stepscope.jsonl');
  afterAll(() => {
    plain.remove();
    secret.remove();
  });

  const both = async (...args: readonly string[]): Promise<readonly [Said, Said]> => {
    const inOne = (dir: string): Promise<Said> =>
      stepscope(args.map((arg) => (arg === 'RECORDING' ? recordingIn(dir) : arg)).concat('--dir', dir));
    return [await inOne(plain.dir), await inOne(secret.dir)];
  };

  beforeAll(async () => {
    await both('run', '--record', 'RECORDING');
  });

  it.each<readonly string[]>([
    ['run', '--reporter', 'json'],
    ['run', '--reporter', 'junit'],
    ['run', '--reporter', 'tap'],
    ['run', '--reporter', 'verbose'],
    ['replay', 'RECORDING', '--verify', '--json'],
    ['why', 'b', '--scenario', 'hey', '--json'],
    ['why', 'a', '--recording', 'RECORDING', '--at', '1', '--json'],
    ['why', 'c', '--scenario', 'hey'],
    ['blame', 'list', '--recording', 'RECORDING', '--json'],
    ['diff', '0', '2', '--scenario', 'hey', '--json'],
    ['coverage', '--json'],
    ['check', '--json'],
    ['step', 'show', 'a', '--json'],
  ])('%s %s %s %s is what it is without', async (...args) => {
    const [without, within] = await both(...args.filter((arg) => arg !== undefined));
    expect(without.stdout).not.toBe('');
    expect(within.code).toBe(without.code);
    expect(steady(within.stdout)).toBe(steady(without.stdout));
  });

  it('a recording is what it is without', () => {
    const [without, within] = [plain.dir, secret.dir].map((dir) => steady(readFileSync(recordingIn(dir), 'utf8')));
    expect(within).toBe(without);
  });
});
