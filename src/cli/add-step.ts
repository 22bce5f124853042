// The words of `stepscope step`.
import { type Command, InvalidArgumentError } from 'commander';
import { type Done, inWorkspace } from './in-workspace.ts';
import type { StepSort } from './step-list.ts';

interface Flags {
  readonly dir: string;
  readonly json: boolean;
}

export function addSteps(program: Command, done: Done): void {
  const family = program
    .command('step')
    .description('steps: list, look at, write, check and measure them')
    .addHelpText(
      'after',
      '\nExample:\n  $ stepscope step list --sort avgExecutionTime && stepscope step show "orders/charge card"\n\nA step is named by its name, the last part of it if no other has that, its file, or its id.',
    );
  addList(family, done);
  addShow(family, done);
  addAdd(family, done);
  addEdit(family, done);
  addClone(family, done);
  addValidate(family, done);
  addPerformance(family, done);
}

/** What all of them take. */
function common(command: Command, ...examples: readonly string[]): Command {
  return inWorkspace(
    command,
    examples.map((example) => `step ${example}`),
  );
}

function addList(family: Command, done: Done): void {
  common(family.command('list'), 'list --filter orders --sort runs', 'list | grep condition')
    .description('all steps, each with its condition')
    .option('--filter <text>', 'only those with this in their name or condition')
    .option('--sort <by>', 'name, runs or avgExecutionTime', sortOf, 'name')
    .action(async (_, command: Command) => {
      const { stepListCommand } = await import('./step-list.ts');
      done(await stepListCommand(command.optsWithGlobals<Flags & { filter?: string; sort: StepSort }>()));
    });
}

function sortOf(text: string): StepSort {
  if (text !== 'name' && text !== 'runs' && text !== 'avgExecutionTime')
    throw new InvalidArgumentError('There are: name, runs, avgExecutionTime.');
  return text;
}

function addShow(family: Command, done: Done): void {
  common(family.command('show'), 'show "orders/charge card" --verbose')
    .description('condition and content of a step')
    .argument('<id>', 'its name or id')
    .option('--verbose', 'also its file, specificity, helpers, what is wrong with it, and how it ran', false)
    .action(async (step: string, _, command: Command) => {
      const { stepShowCommand } = await import('./step-show.ts');
      done(await stepShowCommand({ ...command.optsWithGlobals<Flags & { verbose: boolean }>(), step }));
    });
}

function addAdd(family: Command, done: Done): void {
  common(family.command('add'), `add "orders/notify" --condition '{"order": {"paid": true, "notified": null}}'`)
    .description('a new step')
    .argument('<name>', 'its path below the steps, without ending')
    .option('--condition <json>', 'what it waits for; types stand as texts: "String", "Number"')
    .action(async (name: string, _, command: Command) => {
      const { stepAddCommand } = await import('./step-files.ts');
      done(await stepAddCommand({ ...command.optsWithGlobals<Flags & { condition?: string }>(), name }));
    });
}

function addEdit(family: Command, done: Done): void {
  common(family.command('edit'), 'edit "orders/charge card"')
    .description('open a step in your editor, and check it afterwards')
    .argument('<id>', 'its name or id')
    .action(async (step: string, _, command: Command) => {
      const { stepEditCommand } = await import('./step-files.ts');
      done(await stepEditCommand({ ...command.optsWithGlobals<Flags>(), step }));
    });
}

function addClone(family: Command, done: Done): void {
  common(family.command('clone'), 'clone "orders/charge card" "orders/charge card twice"')
    .description('a copy under another name')
    .argument('<id>', 'its name or id')
    .argument('[name]', 'of the copy')
    .action(async (step: string, name: string | undefined, _, command: Command) => {
      const { stepCloneCommand } = await import('./step-files.ts');
      done(await stepCloneCommand({ ...command.optsWithGlobals<Flags>(), step, name }));
    });
}

function addValidate(family: Command, done: Done): void {
  common(
    family.command('validate'),
    `validate "orders/charge card" -d '{"order": {"total": 5}}'`,
    'validate "orders/charge card"',
  )
    .description('whether a step matches data, and field by field why; without data, what can be said of it')
    .argument('<id>', 'its name or id')
    .option('-d, --data <json>', 'data of a task')
    .option('-f, --file <file>', 'a file with data of a task')
    .addHelpText(
      'after',
      '\nExit codes: 0 it matches, 1 it does not (without data: there is a warning), 3 it has an error.',
    )
    .action(async (step: string, _, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { data?: string; file?: string }>();
      if (flags.data === undefined && flags.file === undefined) {
        const { stepLintCommand } = await import('./step-show.ts');
        return done(await stepLintCommand({ ...flags, step }));
      }
      const { whyCommand } = await import('./why-command.ts');
      done(await whyCommand('step validate', { ...flags, step }, true));
    });
}

function addPerformance(family: Command, done: Done): void {
  common(family.command('performance'), 'performance "orders/charge card"')
    .description('how often a step ran, and how long its content took in real time')
    .argument('<id>', 'its name or id')
    .action(async (step: string, _, command: Command) => {
      const { stepPerformanceCommand } = await import('./step-show.ts');
      done(await stepPerformanceCommand({ ...command.optsWithGlobals<Flags>(), step }));
    });
}
