// The words of `stepscope inspect`.
import { type Command, InvalidArgumentError } from 'commander';
import type { Done } from './in-workspace.ts';
import { momentOf } from './option-values.ts';

interface InspectFlags {
  readonly scenario: string;
  readonly turn: number;
  readonly port: number;
  readonly seed: number;
  readonly now?: number;
}

/** Where Chrome and VS Code look first. */
const PORT = 9229;
const LARGEST_PORT = 65_535;

export function addInspect(program: Command, done: Done): void {
  program
    .command('inspect')
    .description('run one turn of a scenario under a JavaScript debugger')
    .requiredOption('--scenario <name>', 'which scenario: its name, or its path below scenarios/')
    .option('--turn <n>', 'which of its turns', turnOf, 1)
    .option('--dir <dir>', 'the workspace', '.')
    .option('--port <n>', 'where the debugger attaches; 0 takes any that is free', portOf, PORT)
    .option('--seed <n>', 'where random values begin', wholeNumber, 1)
    .option('--now <time>', "the task's first moment, in ISO form", momentOf)
    .addHelpText(
      'after',
      '\nExample:\n  $ stepscope inspect --scenario "a card is charged" --turn 3\n\nThe turns before it run as they do under run. Only programs on this machine can attach.',
    )
    .action(async (own: InspectFlags, command: Command) => {
      const { inspectCommand } = await import('./inspect-command.ts');
      const { dir, scenario = own.scenario } = command.optsWithGlobals<{ dir: string; scenario?: string }>();
      done(await inspectCommand({ ...own, scenario, dir }));
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, such as 1.');
  return Number(text);
}

function turnOf(text: string): number {
  const turn = wholeNumber(text);
  if (turn === 0) throw new InvalidArgumentError('Turns count from 1.');
  return turn;
}

function portOf(text: string): number {
  const port = wholeNumber(text);
  if (port > LARGEST_PORT) throw new InvalidArgumentError(`The largest port is ${LARGEST_PORT}.`);
  return port;
}
