// Commands, options and exit codes are those of the command itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { makeWorkspace, ROOT, stepscope } from '../check/workspace.ts';
import { blocks, names, part, table, wholePage } from './page.ts';

const COMMANDS = part('## Commands');

/** `stepscope` itself, a command, or a family of them such as `task`. */
const PROGRAM = buildProgram(() => {});

/** Each command and family stands under a heading of its own. */
function headingOf(command: Command): string {
  if (command === PROGRAM) return '### `stepscope [dir]`';
  const words = command.registeredArguments.map((argument) => {
    const word = argument.variadic ? `${argument.name()}...` : argument.name();
    return argument.required ? `<${word}>` : `[${word}]`;
  });
  return `### \`${['stepscope', command.name(), ...words].join(' ')}\``;
}

/** Commands that people see. */
function shownOf(command: Command): readonly Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help') as Command[];
}

/** A family tells the options of all its commands in one table. */
function optionsOf(command: Command): readonly string[] {
  const help = command.createHelp();
  const own = help.visibleOptions(command).map(({ flags }) => flags);
  const families = command === PROGRAM ? [] : shownOf(command);
  return [...new Set([...families.flatMap(optionsOf), ...own])];
}

describe('commands', () => {
  it('names every command, and no other', () => {
    const told = [...COMMANDS.matchAll(/^### `stepscope (\w+)/gm)].map((found) => found[1]);
    expect(told).toEqual(shownOf(PROGRAM).map((command) => command.name()));
  });

  it.each([PROGRAM, ...shownOf(PROGRAM)].map((command) => [headingOf(command), command] as const))(
    '%s has the options of its help',
    (heading, command) => {
      const options = names(table(part(heading), 'option', 'meaning'));
      expect([...options].sort()).toEqual([...optionsOf(command)].sort());
    },
  );

  it.each(
    shownOf(PROGRAM).flatMap((family) => (shownOf(family).length > 0 ? [[headingOf(family), family] as const] : [])),
  )('%s names its commands', (heading, family) => {
    const told = names(table(part(heading), 'command', 'does')).map((words) => words.split(' ')[0]);
    expect(told).toEqual(shownOf(family).map((command) => command.name()));
  });

  it('are the only ones that the page speaks of', () => {
    const spoken = [...wholePage().matchAll(/(?:`|^\$ |^ +\$ )stepscope ([a-z]+)(?=[ `\n])/gm)].map(
      (found) => found[1] ?? '',
    );
    expect(spoken.length).toBeGreaterThan(3);
    expect(shownOf(PROGRAM).map((command) => command.name())).toEqual(expect.arrayContaining([...new Set(spoken)]));
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
