// Help: each command has a sentence and an example, and a mistyped word is met with the one that was probably meant.
import { execFile } from 'node:child_process';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { COMMAND, stepscope } from '../check/workspace.ts';

const PROGRAM = buildProgram(() => {});

interface Told {
  readonly words: string;
  readonly command: Command;
}

/** All commands that people see, families too. */
function commandsBelow(command: Command, words: string): readonly Told[] {
  const shown = command.createHelp().visibleCommands(command) as readonly Command[];
  const below = shown.filter((one) => one.name() !== 'help');
  return [{ words, command }, ...below.flatMap((one) => commandsBelow(one, `${words} ${one.name()}`))];
}

const ALL = commandsBelow(PROGRAM, 'stepscope');

/** As `--help` prints it, with what stands behind the options. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (more) => (text += more) });
  command.outputHelp();
  return text;
}

describe('help', () => {
  it('is there for many commands', () => {
    expect(ALL.length).toBeGreaterThan(20);
  });

  it.each(ALL.map(({ words, command }) => [words, command] as const))(
    '%s has a sentence and an example',
    (words, command) => {
      expect(command.description()).not.toBe('');
      const example = /^ {2}\$ .*$/gm;
      const examples = helpOf(command).match(example) ?? [];
      expect(examples.some((line) => line.includes(words))).toBe(true);
    },
  );

  it.each(
    ALL.filter(({ command }) => command.commands.length === 0).map(({ words, command }) => [words, command] as const),
  )('%s says what each of its options and arguments is', (_, command) => {
    const help = command.createHelp();
    const said = [
      ...help.visibleOptions(command).map(({ flags, description }) => [flags, description]),
      ...command.registeredArguments.map((argument) => [argument.name(), argument.description]),
    ];
    expect(said.filter(([, description]) => description === '')).toEqual([]);
  });
});

describe('a mistyped word', () => {
  const families = ALL.filter(({ command }) => command.commands.length > 0 && command !== PROGRAM);

  it.each(families.map(({ words, command }) => [words, command.commands[0]?.name() ?? ''] as const))(
    'of %s is met with %s',
    async (words, name) => {
      const typed = `${name}x`;
      const { code, stderr } = await stepscope([...words.split(' ').slice(1), typed]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean ${name}?`)]);
    },
  );

  it.each([
    [['run', '--sed', '1'], '--seed'],
    [['run', '--sed=1'], '--seed'],
    [['task', 'list', '--stat=done'], '--state'],
    [['replay', '--verfy', 'x'], '--verify'],
    [['connector', 'logs', 'x', '--sinse', '1h'], '--since'],
    [['workspace', 'add', 'x', '--tgas', 'a'], '--tags'],
    [['--scenaro', 'x'], '--scenario'],
    [['rnu'], 'stepscope run'],
    [['worksapce'], 'stepscope workspace'],
    [['worksapce', 'list'], 'workspace'],
    [['--dir', 'x', 'comper', 'a', 'b'], 'compare'],
  ])('%j is met with %s', async (args, meant) => {
    const { code, stderr } = await stepscope(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean ${meant}?`)]);
  });
});

it('is read by head without an error', async () => {
  const said = await new Promise<string>((resolve) => {
    const line = `"${process.execPath}" "${COMMAND}" run --help 2>&1 | head -1; "${process.execPath}" "${COMMAND}" --no-such 2>&1 | head -1`;
    execFile('sh', ['-c', line], (_, stdout) => resolve(stdout));
  });
  expect(said).toBe("Usage: stepscope run [options] [filters...]\nerror: unknown option '--no-such'\n");
});

it.each([
  ['help', 'workspace'],
  ['workspace', 'help'],
  ['workspace', '--help'],
])('is printed by %s %s', async (...args) => {
  const { code, stdout } = await stepscope(args);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Usage: stepscope workspace')]);
});
