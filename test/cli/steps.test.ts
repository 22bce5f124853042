// `stepscope step` and `scenario list` as they are built: the guide's commands on steps (checklist 30-39, 41, 90), on real files.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { COMMAND, type Files, makeWorkspace, stepscope } from '../check/workspace.ts';

const WELCOME =
  '// Greets.\nexport const condition = { customer: { name: String, greeted: null } };\n\nexport const content = () => {\n  data.customer.greeted = true;\n};\n';
const FILES: Files = {
  'steps/welcome/greet.js': WELCOME,
  'steps/late.js':
    'export const disabled = true;\nexport const condition = { late: true };\nexport const content = () => {};\n',
  'steps/broken.js': 'export const condition = {\n',
  'scenarios/anna.json': { customer: { name: 'Anna' } },
  'scenarios/b.json': {
    name: 'Ben',
    tags: ['x'],
    data: { customer: { name: 'Ben' } },
    expect: { steps: ['welcome/greet'] },
  },
};

const made: { remove(): void }[] = [];
afterEach(() => {
  for (const { remove } of made.splice(0)) remove();
});

function workspace(files: Files = FILES): string {
  const one = makeWorkspace(files);
  made.push(one);
  return one.dir;
}

function withEditor(args: readonly string[], editor: string): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', EDITOR: editor, VISUAL: '' };
    execFile(process.execPath, [COMMAND, ...args], { env, timeout: 60_000 }, (error, _, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stderr });
    });
  });
}

describe('a step that does not load', () => {
  const broken = 'the step "broken" does not load: steps/broken.js:2:1 Expected `}` but found `EOF`.';
  it.each([
    [['why', 'broken'], broken],
    [['why', 'broken', '-d', '{}'], broken],
    [['step', 'validate', 'broken', '-d', '{}'], broken],
    [['why', 'steps/broken.js', '--scenario', 'anna'], broken.replace('"broken"', '"steps/broken.js"')],
    [['why', 'brokn', '-d', '{}'], 'there is no step "brokn"'],
  ])('is not called absent: %j', async (args, told) => {
    const { code, stderr } = await stepscope([...args, '--dir', workspace()]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  });

  it.each([
    [1, 'the only step does not load: stepscope check says why.'],
    [2, 'none of the 2 steps loads: stepscope check says why.'],
  ])('where that is all %i, that is told', async (count, told) => {
    const more = count > 1 ? { 'steps/more.js': 'export' } : {};
    const dir = workspace({ 'steps/broken.js': 'export const condition = {\n', ...more });
    const graph = await stepscope(['graph', '--dir', dir]);
    expect([graph.code, graph.stderr]).toEqual([2, `stepscope graph: ${told}\n`]);
    const task = await stepscope(['task', 'new', 'x', '-d', '{}', '--dir', dir]);
    expect([task.code, task.stderr]).toEqual([3, expect.stringContaining(`no step ever matched: ${told}`)]);
  });

  it('steps that are switched off are there', async () => {
    const dir = workspace({ 'steps/late.js': FILES['steps/late.js'] });
    const { code, stderr } = await stepscope(['graph', '--dir', dir]);
    expect([code, stderr]).toEqual([2, `stepscope graph: all steps in ${dir} are switched off.\n`]);
  });
});

describe('step list', () => {
  it('30, 90: name, id, enabled, valid, last used, and the condition on its line; also what does not load', async () => {
    const dir = workspace();
    const { code, stdout } = await stepscope(['step', 'list', '--dir', dir]);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['broken', expect.stringMatching(/^[0-9a-f]{8}$/), '-', 'broken', '0', '-', 'never', 'condition -'],
      ['late', expect.any(String), 'disabled', 'valid', '0', '-', 'never', 'condition { late: true }'],
      [
        'welcome/greet',
        expect.any(String),
        'enabled',
        'valid',
        '0',
        '-',
        'never',
        'condition { customer: { name: String, greeted: null } }',
      ],
    ]);
  });

  it('38, 39: sorts and measures by what is in the history', async () => {
    const dir = workspace();
    for (const name of ['Anna', 'Ben'])
      await stepscope(['task', 'new', name, '-d', `{"customer":{"name":"${name}"}}`, '--dir', dir]);
    for (const sort of ['runs', 'avgExecutionTime']) {
      const { stdout } = await stepscope(['step', 'list', '--sort', sort, '--dir', dir]);
      expect(stdout).toMatch(/^welcome\/greet .* 2 .*20\d\d-/);
    }
    const { stdout } = await stepscope(['step', 'performance', 'greet', '--dir', dir]);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/)[0])).toEqual([
      'name',
      'runs',
      'errors',
      'mean',
      'min',
      'max',
      'p95',
      'times',
      'last used',
      '',
    ]);
    expect(
      JSON.parse((await stepscope(['step', 'performance', 'greet', '--json', '--dir', dir])).stdout),
    ).toMatchObject({ name: 'welcome/greet', runs: 2, errors: 0 });
  });

  it('by a part of name or condition', async () => {
    const dir = workspace();
    const { stdout } = await stepscope(['step', 'list', '--filter', 'GREETED', '--json', '--dir', dir]);
    expect(JSON.parse(stdout)).toMatchObject([
      { name: 'welcome/greet', enabled: true, valid: true, specificity: 2, runs: 0 },
    ]);
  });
});

describe('step show', () => {
  it('31, 32: by name, last part, file or id; with --verbose all that is known', async () => {
    const dir = workspace();
    const list = JSON.parse((await stepscope(['step', 'list', '--json', '--dir', dir])).stdout);
    const { id } = list.find(({ name }: { name: string }) => name === 'welcome/greet');
    for (const name of ['welcome/greet', 'greet', 'steps/welcome/greet.js', id]) {
      const { stdout } = await stepscope(['step', 'show', name, '--dir', dir]);
      expect(stdout).toContain(`id         ${id}\n`);
      expect(stdout).toContain('condition  { customer: { name: String, greeted: null } }\n');
      expect(stdout).toContain(WELCOME);
    }
    const { stdout } = await stepscope(['step', 'show', 'greet', '--verbose', '--dir', dir]);
    for (const part of ['file         steps/welcome/greet.js', 'specificity  2', 'helpers      -', 'runs         0'])
      expect(stdout).toContain(part);
  });

  it('masks secrets that stand in the text', async () => {
    const dir = workspace({
      'steps/a.js': 'export const condition = { a: 1 };\nexport const content = () => { data.a = "key-123456"; };',
      'stepscope.config.json': { secrets: { KEY: 'key-123456' } },
    });
    for (const args of [
      ['step', 'show', 'a', '--verbose'],
      ['step', 'show', 'a', '--json'],
      ['check', '--json'],
    ])
      expect((await stepscope([...args, '--dir', dir])).stdout).not.toContain('123456');
  });
});

describe('step add and clone', () => {
  it('34: a copy under another name; the original stays', async () => {
    const dir = workspace();
    const { code, stdout } = await stepscope(['step', 'clone', 'greet', 'welcome/greet again', '--dir', dir]);
    expect([code, stdout]).toEqual([0, 'steps/welcome/greet again.js\n']);
    expect(readFileSync(join(dir, 'steps/welcome/greet again.js'), 'utf8')).toBe(WELCOME);
    expect(readFileSync(join(dir, 'steps/welcome/greet.js'), 'utf8')).toBe(WELCOME);
    expect((await stepscope(['step', 'clone', 'greet', '--dir', dir])).stdout).toBe('steps/welcome/greet copy.js\n');
    expect((await stepscope(['step', 'clone', 'greet', '--dir', dir])).code).toBe(2);
  });

  it('a new one loads, and waits for what was asked', async () => {
    const dir = workspace();
    const condition = JSON.stringify({
      'a b': 'String',
      n: 'Number',
      r: { $regexp: ["^x/'", 'i'] },
      list: [{ k: true }],
      p: { $ne: null },
      z: null,
      q: "it's",
    });
    const { code, stdout } = await stepscope(['step', 'add', 'new/step', '--condition', condition, '--dir', dir]);
    expect([code, stdout]).toEqual([0, 'steps/new/step.js\n']);
    const shown = JSON.parse(
      (await stepscope(['step', 'list', '--filter', 'new/step', '--json', '--dir', dir])).stdout,
    );
    expect(shown[0]).toMatchObject({
      valid: true,
      condition:
        '{ "a b": String, n: Number, r: /^x\\/\'/i, list: [{ k: true }], p: { $ne: null }, z: null, q: "it\'s" }',
    });
  });

  it.each([
    ['../out', 'no path below the steps'],
    ['/etc/x', 'no path below the steps'],
    ['a.js', 'leave the ending out'],
    ['.git/x', 'begin with a dot'],
    ['lib/x', 'is a library'],
    ['a\u0007', 'a character that not every system allows'],
    ['', 'it is empty'],
    ['late', 'There is a step of this name: steps/late.js'],
  ])('not as %j', async (name, message) => {
    const dir = workspace();
    const { code, stderr } = await stepscope(['step', 'add', name, '--dir', dir]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(join(dir, '..', 'out.js'))).toBe(false);
  });

  it.each([
    ['{', '--condition:1:'],
    ['[]', 'must be an object'],
    ['"x"', 'must be an object'],
  ])('not with the condition %s', async (condition, message) => {
    const { code, stderr } = await stepscope(['step', 'add', 'x', '--condition', condition, '--dir', workspace()]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('step edit', () => {
  it('33: opens the file at its condition, and checks it afterwards', async () => {
    const dir = workspace();
    const editor = join(dir, 'editor.mjs');
    writeFileSync(
      editor,
      "import { appendFileSync, writeFileSync } from 'node:fs';\nconst file = process.argv.at(-1);\nwriteFileSync(new URL('args', import.meta.url), process.argv.slice(2).join('|'));\nappendFileSync(file, 'oh {');\n",
    );
    const vi = join(dir, 'vi');
    writeFileSync(vi, `#!/bin/sh\nexec "${process.execPath}" "${editor}" "$@"\n`, { mode: 0o755 });
    const { code, stderr } = await withEditor(['step', 'edit', 'greet', '--dir', dir], vi);
    expect(readFileSync(join(dir, 'args'), 'utf8')).toBe(`+2|${join(dir, 'steps/welcome/greet.js')}`);
    expect(code).toBe(3);
    expect(stderr).toMatch(/error steps\/welcome\/greet\.js:\d+:\d+/);
  });

  it('says where there is no editor, or it failed', async () => {
    const dir = workspace();
    expect(await withEditor(['step', 'edit', 'greet', '--dir', dir], '/no/such/editor')).toEqual({
      code: 2,
      stderr: expect.stringContaining('cannot be started'),
    });
    expect(await withEditor(['step', 'edit', 'greet', '--dir', dir], 'false')).toEqual({
      code: 2,
      stderr: expect.stringContaining('ended with 1'),
    });
    expect((await withEditor(['step', 'edit', 'greet', '--dir', dir], 'true')).code).toBe(0);
  });
});

describe('step validate', () => {
  it('35: 0 where it matches, 1 where not, with a reason for each field', async () => {
    const dir = workspace();
    const validate = (data: string) => stepscope(['step', 'validate', 'greet', '-d', data, '--dir', dir]);
    expect((await validate('{"customer":{"name":"Anna"}}')).code).toBe(0);
    const { code, stdout } = await validate('{"customer":{"name":7,"greeted":true}}');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ name     String  wrong type: got 7');
    expect(stdout).toContain('✗ greeted  missing or null  wrong value: got true');
    expect((await validate('{"customer":')).code).toBe(2);
    writeFileSync(join(dir, 'data.yaml'), 'customer: { name: Anna }\n');
    expect((await stepscope(['step', 'validate', 'greet', '-f', join(dir, 'data.yaml'), '--dir', dir])).code).toBe(0);
  });

  it('without data: what can be said of it', async () => {
    const dir = workspace({
      'steps/good.js': WELCOME,
      'steps/bad.js': 'export const condition = { nmae: String };\nexport const content = () => { data.x = 1; };',
      'steps/worse.js': 'export const condition = { a: { $in: [1] } };\nexport const content = () => {};',
      'scenarios/a.json': { name: 'x', customer: { name: 'y' } },
    });
    const validate = async (step: string) => stepscope(['step', 'validate', step, '--dir', dir]);
    expect(await validate('good')).toMatchObject({ code: 0, stdout: 'good: nothing is wrong with it\n' });
    expect(await validate('bad')).toMatchObject({ code: 1, stdout: expect.stringContaining('Is name meant?') });
    expect(await validate('worse')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('operator $in is not supported'),
    });
  });
});

describe('scenario list', () => {
  it('all of them, one line each', async () => {
    const dir = workspace();
    const { stdout } = await stepscope(['scenario', 'list', '--dir', dir]);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['anna', '-', 'nothing', '-', 'scenarios/anna.json:1'],
      ['b', 'Ben', 'steps', 'x', 'scenarios/b.json:1'],
    ]);
    expect(JSON.parse((await stepscope(['scenario', 'list', '--json', '--dir', dir])).stdout)).toMatchObject([
      { name: 'anna' },
      { name: 'b', title: 'Ben', tags: ['x'] },
    ]);
  });
});

it('a mistyped step gets the name that is meant', async () => {
  const dir = workspace();
  for (const word of ['show', 'edit', 'clone', 'validate', 'performance']) {
    const { code, stderr } = await stepscope(['step', word, 'gret', '--dir', dir]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no step "gret". Is "greet" meant?')]);
  }
});
