// Commands, options and exit codes are those of the command itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { makeWorkspace, ROOT, stepscope } from '../check/workspace.ts';
import { blocks, names, part, table } from './page.ts';

const COMMANDS = part('## Commands');

/** The first words of the lines below a title of a help text. */
function listed(help: string, title: string): readonly string[] {
  const lines = help.split('\n');
  const start = lines.indexOf(`${title}:`);
  const end = lines.findIndex((line, index) => index > start && line === '');
  const entries = lines.slice(start + 1, end < 0 ? lines.length : end).filter((line) => /^ {2}\S/.test(line));
  return start < 0 ? [] : entries.map((line) => line.trim().split(/ {2,}/)[0] ?? '');
}

async function help(...command: readonly string[]): Promise<string> {
  return (await stepscope([...command, '--help'])).stdout;
}

describe('commands', () => {
  it('names every command, and no other', async () => {
    const commands = listed(await help(), 'Commands').map((line) => line.split(' ')[0]);
    const told = [...COMMANDS.matchAll(/^### `stepscope (\w+)/gm)].map((found) => found[1]);
    expect(told).toEqual(commands);
  });

  it.each([
    ['### `stepscope [dir]`', []],
    ['### `stepscope run [filters...]`', ['run']],
    ['### `stepscope replay <files...>`', ['replay']],
    ['### `stepscope inspect`', ['inspect']],
  ])('%s has the options of its help', async (heading, command) => {
    const options = names(table(part(heading), 'option', 'meaning'));
    expect(options).toEqual(listed(await help(...command), 'Options'));
  });

  it('begins with the two commands', () => {
    const commands = blocks(part('## Quick start')).map(({ code }) => code.trim());
    expect(commands).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    const { scripts, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test', 'check', 'fix']));
    expect(part('## Quick start')).toContain(`Node ${engines.node.replace('>=', '')} or later`);
  });
});

describe('exit codes', () => {
  const codes = table(part('### Exit codes'), 'code', 'name', 'when');

  it('are those of the command', () => {
    expect(codes.map(([code, name]) => [name?.replaceAll('`', ''), Number(code)])).toEqual(Object.entries(EXIT));
  });

  const GOOD = { 'steps/a.js': 'export const condition = { a: 1 };\nexport const content = () => { data.a = 2; };' };

  it.each([
    ['ok', { ...GOOD, 'scenarios/a.json': { a: 1 } }, []],
    ['failed', { ...GOOD, 'scenarios/a.json': { a: 1, expectedSteps: [] } }, []],
    ['wrongUse', GOOD, []],
    ['wrongUse', { ...GOOD, 'scenarios/a.json': { a: 1 } }, ['--colour']],
    ['problems', { 'steps/a.js': 'export const', 'scenarios/a.json': { a: 1 } }, []],
  ] as const)('ends with %s', async (name, files, args) => {
    const { dir, remove } = makeWorkspace(files);
    const { code } = await stepscope(['run', '--dir', dir, ...args]);
    remove();
    expect(code).toBe(EXIT[name]);
  });

  it('ends with wrongUse without a terminal, and without a folder', async () => {
    const said = await stepscope([ROOT]);
    expect([said.code, said.stderr]).toEqual([EXIT.wrongUse, expect.stringContaining('needs a terminal')]);
    expect((await stepscope(['run', '--dir', join(ROOT, 'no such folder')])).code).toBe(EXIT.wrongUse);
  });
});
