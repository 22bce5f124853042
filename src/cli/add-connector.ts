// The words of `stepscope connector`.
import { type Command, InvalidArgumentError } from 'commander';
import { isObject } from '../json.ts';
import type { JsonObject } from '../step.ts';
import { type Done, inWorkspace } from './in-workspace.ts';
import { countOf } from './option-values.ts';

interface Flags {
  readonly dir: string;
  readonly json: boolean;
  readonly verbose?: boolean;
  readonly live?: boolean;
  readonly data?: JsonObject;
  readonly tail?: boolean;
  readonly since?: string;
  readonly limit?: number;
}

export function addConnectors(program: Command, done: Done): void {
  const family = program
    .command('connector')
    .description('connectors that steps call: who answers them, and how their calls went')
    .addHelpText('after', '\nExample:\n  $ stepscope connector list | grep -i error');
  addList(family, done);
  addShow(family, done);
  addTest(family, done);
  addStatus(family, done);
  addLogs(family, done);
}

/** What all of them take. */
function common(command: Command, example: string): Command {
  return inWorkspace(command, [`connector ${example}`]);
}

function optionsOf(command: Command): Required<Pick<Flags, 'verbose'>> & Flags {
  return { verbose: false, ...command.optsWithGlobals<Flags>() };
}

function addList(family: Command, done: Done): void {
  common(family.command('list'), 'list --verbose')
    .description('all that are known: from steps, settings, mocks and the history')
    .option('--verbose', 'of each what status says', false)
    .action(async (_, command: Command) => {
      const { listCommand } = await import('./connector-command.ts');
      done(await listCommand(optionsOf(command)));
    });
}

function addShow(family: Command, done: Done): void {
  common(family.command('show'), 'show hubspot')
    .description('its methods, who answers them, and where they are called')
    .argument('<id>', 'its name: hubspot for connectors.hubspot')
    .action(async (id: string, _, command: Command) => {
      const { showCommand } = await import('./connector-command.ts');
      done(await showCommand({ ...optionsOf(command), id }));
    });
}

function addTest(family: Command, done: Done): void {
  common(family.command('test'), `test hubspot createContact -d '{"email": "a@example.com"}'`)
    .description('call it as a step would, and say who answered')
    .argument('<id>', 'its name')
    .argument('[method]', 'which method, else all that are known')
    .option('-d, --data <json>', 'what it is called with', jsonObject)
    .option('--live', 'call it for real, where the settings say', false)
    .action(async (id: string, method: string | undefined, _, command: Command) => {
      const { testCommand } = await import('./connector-test.ts');
      const { dir, json, data: args = {}, live = false } = optionsOf(command);
      done(await testCommand({ dir, json, id, method, args, live: isOn(live, command) }));
    });
}

/** `--live a,b` before the command is another option of that name. */
function isOn(live: unknown, command: Command): boolean {
  return live === true || command.opts<Flags>().live === true;
}

function addStatus(family: Command, done: Done): void {
  common(family.command('status'), 'status hubspot --verbose')
    .description('whether its calls succeed, how many there were, and the last failure')
    .argument('<id>', 'its name')
    .option('--verbose', 'also for each method', false)
    .action(async (id: string, _, command: Command) => {
      const { statusCommand } = await import('./connector-command.ts');
      done(await statusCommand({ ...optionsOf(command), id }));
    });
}

function addLogs(family: Command, done: Done): void {
  common(family.command('logs'), 'logs hubspot --since 1h | grep -i error')
    .description('every call of tasks in the history, newest first')
    .argument('<id>', 'its name')
    .option('--tail', 'show new calls as they come, until it is interrupted', false)
    .option('--since <time>', 'only those of the last 30s, 15m, 1h or 2d')
    .option('--limit <n>', 'at most so many', countOf)
    .action(async (id: string, own: Flags, command: Command) => {
      const { logsCommand } = await import('./connector-logs.ts');
      const { spanOf } = await import('./span.ts');
      const { dir, json, tail = false, limit } = optionsOf(command);
      const since = own.since === undefined ? undefined : spanOf(own.since);
      if (since === null)
        command.error(`error: --since ${own.since} is no time. It must be such as 30s, 15m, 1h or 2d.`);
      else done(await logsCommand({ dir, json, id, tail, since, limit }));
    });
}

function jsonObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError(`It must be a JSON object, such as '{"email": "a@example.com"}'.`);
}
