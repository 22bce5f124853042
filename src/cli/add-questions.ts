// The words of `stepscope why`, `blame` and `diff`: questions about a moment of a task.
import { type Command, InvalidArgumentError } from 'commander';
import type { Done } from './in-workspace.ts';
import type { MomentWords } from './moment.ts';
import { turnOf } from './option-values.ts';

type Flags = MomentWords & { readonly json: boolean };

/** Where the moment is. */
export function withMoment(command: Command, ofData = false): Command {
  command
    .option('--dir <dir>', 'the workspace', '.')
    .option('--task <id>', 'a task of the history: its id, the beginning of it, or its name')
    .option('--recording <file>', 'a recording')
    .option('--scenario <name>', 'a scenario, which is run for it')
    .option('--subtask <name>', 'a subtask of the scenario: its number, such as 1 or 1.2, or its name');
  if (ofData)
    command.option('-d, --data <json>', 'data of a task').option('-f, --file <file>', 'a file with data of a task');
  return command;
}

export function addQuestions(program: Command, done: Done): void {
  addWhy(program, done);
  addBlame(program, done);
  addDiff(program, done);
}

function addWhy(program: Command, done: Done): void {
  withMoment(
    program
      .command('why')
      .description('why a step matches at some moment of a task, or why not, and what would change that')
      .argument('<step>', 'its name'),
    true,
  )
    .option('--at <n>', 'before this turn, else after the last one', turnOf)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nExamples:\n  $ stepscope why "orders/validate order" -d '{"order": {"total": "5"}}'\n  $ stepscope why "orders/validate order" --task k3f9 --at 3`,
    )
    .action(async (step: string, _, command: Command) => {
      const { whyCommand } = await import('./why-command.ts');
      done(await whyCommand('why', { ...command.optsWithGlobals<Flags>(), step }));
    });
}

function addBlame(program: Command, done: Done): void {
  withMoment(
    program
      .command('blame')
      .description('every turn that changed a value, and what let it do so')
      .argument('<path>', 'a place in the data: order.items[0].price'),
  )
    .option('--at <n>', 'only before this turn', turnOf)
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  $ stepscope blame order.total --task k3f9')
    .action(async (path: string, _, command: Command) => {
      const { blameCommand } = await import('./blame-command.ts');
      done(await blameCommand({ ...command.optsWithGlobals<Flags>(), path }));
    });
}

function addDiff(program: Command, done: Done): void {
  withMoment(
    program
      .command('diff')
      .description('what changed in the data between two turns')
      .argument('<from>', 'after this turn; 0 is the beginning', turnsOf)
      .argument('[to]', 'until after this turn, else after the last one', turnsOf),
  )
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  $ stepscope diff 0 3 --task k3f9')
    .action(async (from: number, to: number | undefined, _, command: Command) => {
      const { diffCommand } = await import('./diff-command.ts');
      done(await diffCommand({ ...command.optsWithGlobals<Flags>(), from, to }));
    });
}

function turnsOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be the number of a turn; 0 is the beginning.');
  return Number(text);
}
