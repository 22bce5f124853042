// The words of `stepscope workspace`.
import { type Command, InvalidArgumentError } from 'commander';
import { type Done, inWorkspace } from './in-workspace.ts';
import { names } from './option-values.ts';

interface Flags {
  readonly json: boolean;
  readonly tags?: readonly string[];
  readonly from?: string;
  readonly healthEnabled?: boolean;
  readonly notificationGroups?: readonly string[];
}

export function addWorkspaces(program: Command, done: Done): void {
  const family = program
    .command('workspace')
    .description('several workspaces of one folder: list, show, add and switch')
    .addHelpText(
      'after',
      '\nExample:\n  $ stepscope workspace add "blue-green" --from . && stepscope workspace switch "blue-green"\n\nThey are kept in .stepscope/workspaces. Without --dir, commands take the one that was switched to.',
    );
  addList(family, done);
  addShow(family, done);
  addHealth(family, done);
  addAdd(family, done);
  addSwitch(family, done);
  addUpdate(family, done);
}

/** What all of them take. */
function common(command: Command, example: string): Command {
  return inWorkspace(command, [`workspace ${example}`], 'the folder that they belong to');
}

function optionsOf(command: Command): Flags & { readonly dir: string } {
  return command.optsWithGlobals<Flags & { dir: string }>();
}

function addList(family: Command, done: Done): void {
  common(family.command('list'), 'list')
    .description('all of them, newest first; * is the one that commands take')
    .action(async (_, command: Command) => {
      const { listCommand } = await import('./workspace-command.ts');
      done(await listCommand(optionsOf(command)));
    });
}

function addShow(family: Command, done: Done): void {
  common(family.command('show'), 'show')
    .description('what is in a workspace, and what is in force for it')
    .argument('[name]', 'which one, else the one that commands take')
    .action(async (name: string | undefined, _, command: Command) => {
      const { showCommand } = await import('./workspace-show.ts');
      done(await showCommand({ ...optionsOf(command), name }));
    });
}

function addHealth(family: Command, done: Done): void {
  common(family.command('health'), 'health')
    .description('what went wrong in its tasks, what is slow, stuck or never used')
    .argument('[name]', 'which one, else the one that commands take')
    .action(async (name: string | undefined, _, command: Command) => {
      const { healthCommand } = await import('./workspace-health.ts');
      done(await healthCommand({ ...optionsOf(command), name }));
    });
}

function addAdd(family: Command, done: Done): void {
  common(family.command('add'), 'add "blue-green" --tags test,blue-green --from .')
    .description('a new workspace, empty or as a copy')
    .argument('<name>', 'its name')
    .option('--tags <a,b>', 'words to find it by', names, [])
    .option('--from <dir>', 'a workspace whose steps, scenarios and settings are copied')
    .action(async (name: string, _, command: Command) => {
      const { addCommand } = await import('./workspace-command.ts');
      const { dir, json, tags = [], from } = optionsOf(command);
      done(await addCommand({ dir, json, name, tags, from }));
    });
}

function addSwitch(family: Command, done: Done): void {
  common(family.command('switch'), 'switch "blue-green"')
    .description('make commands take another workspace')
    .argument('<name>', 'which one; . goes back to the folder itself')
    .action(async (name: string, _, command: Command) => {
      const { switchCommand } = await import('./workspace-command.ts');
      done(await switchCommand({ ...optionsOf(command), name }));
    });
}

function addUpdate(family: Command, done: Done): void {
  common(family.command('update'), 'update --health-enabled true --notification-groups devops@example.com')
    .description('store what the platform would use; nothing is sent from here')
    .argument('[name]', 'which one, else the one that commands take')
    .option('--health-enabled <bool>', 'whether its health is to be checked: true or false', trueOrFalse)
    .option('--notification-groups <a,b>', 'whom to tell', namesOrNone)
    .option('--tags <a,b>', 'words to find it by', namesOrNone)
    .action(async (name: string | undefined, _, command: Command) => {
      const { updateCommand } = await import('./workspace-command.ts');
      done(await updateCommand({ ...optionsOf(command), name }));
    });
}

/** An empty text takes them away. */
function namesOrNone(text: string): readonly string[] {
  return text === '' ? [] : names(text);
}

function trueOrFalse(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new InvalidArgumentError('It must be true or false.');
  return text === 'true';
}
