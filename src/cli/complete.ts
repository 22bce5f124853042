// `stepscope complete`: what the last word of a command line may become. Shells call it; it never fails, and never says more than
// what fits.
import type { Argument, Command, Option } from 'commander';
import { REPORTER_NAMES } from '../check/reporters/names.ts';
import { clean } from '../format/clean.ts';
import { currentWorkspace } from '../load/named-workspaces.ts';
import { type Name, type NameKind, namesOf } from './complete-names.ts';
import { asTyped, wordsOf } from './shell-words.ts';

/** One a line, with a tab and what it is behind it: for zsh and fish. */
export async function completedWords(program: Command, words: readonly string[]): Promise<string> {
  const found = await completions(program, words);
  return found.map(({ value, description }) => `${value}\t${clean(description)}\n`).join('');
}

/** One a line, as bash puts it in the place of what was typed. `line`: until the cursor. */
export async function completedLine(program: Command, line: string): Promise<string> {
  const words = wordsOf(line);
  const last = words.at(-1);
  if (!last || words.length < 2) return '';
  const found = await completions(
    program,
    words.slice(1).map(({ text }) => text),
  );
  return found.map(({ value }) => `${asTyped(value, last)}\n`).join('');
}

/** What was typed before the word in question. */
interface Before {
  readonly command: Command;
  /** Arguments that are there. */
  readonly given: number;
  /** It wants a value, and that is the word. */
  readonly option: Option | null;
  readonly dir: string;
}

async function completions(program: Command, words: readonly string[]): Promise<readonly Name[]> {
  const partial = words.at(-1) ?? '';
  const found = await candidates(read(program, words.slice(0, -1)), partial).catch(() => []);
  const fits = found.filter(({ value }) => value.startsWith(partial) && !/[\p{Cc}]/u.test(value));
  const named =
    fits.length > 0 || partial === '' ? fits : lastParts(found).filter(({ value }) => value.startsWith(partial));
  return named.filter(({ value }, index) => named.findIndex((other) => other.value === value) === index);
}

/** A step may be named by the last part of its name. */
function lastParts(found: readonly Name[]): readonly Name[] {
  return found
    .filter(({ value }) => value.includes('/') && !/[\p{Cc}]/u.test(value))
    .map(({ value }) => ({ value: value.slice(value.lastIndexOf('/') + 1), description: value }));
}

function read(program: Command, words: readonly string[]): Before {
  let command = program;
  let given = 0;
  let option: Option | null = null;
  let dir: string | null = null;
  for (const word of words) {
    if (option) {
      if (option.long === '--dir') dir = word;
      option = null;
    } else if (word.startsWith('-') && word !== '-') {
      const [name = '', value] = word.split('=', 2);
      const meant = optionOf(command, name);
      if (meant?.long === '--dir' && value !== undefined) dir = value;
      option = meant && takesValue(meant) && value === undefined ? meant : null;
    } else {
      const next: Command | undefined = given === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      given = next ? 0 : given + 1;
      command = next ?? command;
    }
  }
  return { command, given, option, dir: dir ?? (topOf(command).name() === 'workspace' ? '.' : currentDir()) };
}

function currentDir(): string {
  const current = currentWorkspace('.');
  return 'refused' in current ? '.' : current.dir;
}

function topOf(command: Command): Command {
  return command.parent?.parent ? topOf(command.parent) : command;
}

function optionOf(command: Command, name: string): Option | undefined {
  return command.options.find(({ short, long }) => name === short || name === long);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

async function candidates({ command, given, option, dir }: Before, partial: string): Promise<readonly Name[]> {
  if (option) return valuesOf(option, command, dir);
  const [, name = '', value] = /^(--[\w-]+)=(.*)$/s.exec(partial) ?? [];
  if (value !== undefined) {
    const meant = optionOf(command, name);
    const values = meant ? await valuesOf(meant, command, dir) : [];
    return values.map((one) => ({ ...one, value: `${name}=${one.value}` }));
  }
  if (partial.startsWith('-')) return optionsOf(command);
  const commands = given === 0 ? commandsOf(command) : [];
  const argument =
    command.registeredArguments[given] ?? command.registeredArguments.findLast(({ variadic }) => variadic);
  return [...commands, ...(argument ? await argumentsOf(argument, command, dir) : [])];
}

function commandsOf(command: Command): readonly Name[] {
  const shown = command.createHelp().visibleCommands(command);
  return shown.map((one) => ({ value: one.name(), description: one.description() }));
}

function optionsOf(command: Command): readonly Name[] {
  const shown = command.createHelp().visibleOptions(command);
  return shown.map(({ long, short, description }) => ({ value: long ?? short ?? '', description }));
}

const OPTION_NAMES: Readonly<Record<string, NameKind>> = {
  '--scenario': 'scenario',
  '-t': 'scenario',
  '--breakpoint': 'step',
  '--task': 'task',
};

/** Words that an option reads by itself. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'run --reporter': REPORTER_NAMES,
  'graph --format': ['mermaid', 'dot', 'json'],
  'export --format': ['trace', 'html', 'scenario'],
};

/** Nothing where it is a path, or nobody knows: then the shell offers files. */
async function valuesOf({ long, short, argChoices }: Option, command: Command, dir: string): Promise<readonly Name[]> {
  const fixed = FIXED[`${command.name()} ${long}`];
  if (fixed) return fixed.map((value) => ({ value, description: '' }));
  if (argChoices) return argChoices.map((value) => ({ value, description: '' }));
  const kind = OPTION_NAMES[long ?? short ?? ''];
  // `step list --filter`, `task new --step` and the like name other things.
  return kind && !(kind === 'task' && command.name() === 'new') ? namesOf(kind, dir) : [];
}

/** By the family that a command is of, an `id` or `name` is that of a step, a task … */
const FAMILIES: Readonly<Record<string, NameKind>> = {
  step: 'step',
  task: 'task',
  connector: 'connector',
  workspace: 'workspace',
};

/** What they name is to be made. */
const NEW = new Set(['new', 'add']);

async function argumentsOf(argument: Argument, command: Command, dir: string): Promise<readonly Name[]> {
  const name = argument.name();
  if (argument.argChoices) return argument.argChoices.map((value) => ({ value, description: '' }));
  if (name === 'step') return namesOf('step', dir);
  if (name === 'filters' || name === 'scenarios') return namesOf('scenario', dir);
  if (command.name() === 'compare') return namesOf('workspace', '.');
  const kind = FAMILIES[command.parent?.name() ?? ''];
  const isOfFamily = (name === 'id' || name === 'name') && argument === command.registeredArguments[0];
  return kind && isOfFamily && !NEW.has(command.name()) ? namesOf(kind, dir) : [];
}
