// The words of `stepscope task`.
import { type Command, InvalidArgumentError } from 'commander';
import { type Done, inWorkspace } from './in-workspace.ts';
import { countOf, momentOf, names, PIPED } from './option-values.ts';

interface Flags {
  readonly dir: string;
  readonly json: boolean;
  readonly data?: string;
  readonly file?: string;
  readonly tags?: readonly string[];
  readonly seed?: number;
  readonly now?: number;
  readonly live?: readonly string[];
  readonly realTime?: boolean;
}

interface ListFlags extends Flags {
  readonly state?: string;
  readonly name?: string;
  readonly limit?: number;
  readonly sort?: 'createdAt' | 'executionTime';
  readonly subtasks?: boolean;
  readonly verbose?: boolean;
}

interface CloneFlags extends Flags {
  readonly step?: number;
  readonly name?: string;
  readonly tape?: boolean;
}

interface LogFlags extends Flags {
  readonly logs?: boolean;
  readonly changes?: boolean;
  readonly verbose?: boolean;
  readonly follow?: boolean;
  readonly step?: number;
}

export function addTasks(program: Command, done: Done): void {
  const family = program
    .command('task')
    .description('tasks that run here and now, and all that ran before')
    .addHelpText(
      'after',
      `\nExample:\n  $ stepscope task new "a first order" -d '{"order": {"total": 5}}' && stepscope task log "a first order" --changes\n\nA task is named by its id, the beginning of its id, or its name; of several with that name the newest is meant.`,
    );
  addNew(family, done);
  addList(family, done);
  addLog(family, done);
  addShow(family, done);
  addClone(family, done);
  addStop(family, done);
  addResume(family, done);
}

/** `[dir]` has options of these names too, and theirs would go before. */
function flagsOf<F extends Pick<Flags, 'dir'>>(own: F, command: Command): F {
  return { ...own, dir: command.optsWithGlobals<{ dir: string }>().dir };
}

/** What all of them take. */
function common(command: Command, ...examples: readonly string[]): Command {
  return inWorkspace(
    command,
    examples.map((example) => `task ${example}`),
  );
}

function addNew(family: Command, done: Done): void {
  real(
    common(
      family.command('new'),
      `new "a first order" -d '{"order": {"total": 5}}'`,
      'new "a first order" -f order.json --tags demo',
      'new "a first order" - < order.json',
    ),
  )
    .description('run a task of this data and keep it; prints its id')
    .argument('<name>', 'its name')
    .argument('[input]', '- reads the data from standard input')
    .option('-d, --data <json>', 'the data, as JSON')
    .option('-f, --file <file>', 'the data is in this file, JSON or YAML')
    .option('--tags <a,b>', 'words to find it by', names, [])
    .option('--seed <n>', 'where random values begin, else anywhere', countOf)
    .option('--now <time>', "the task's first moment, in ISO form, else now", momentOf)
    .addHelpText(
      'after',
      '\nExit codes: 0 it ended, 1 it ended in an error, 2 wrong use, 3 a file of the workspace has an error.',
    )
    .action(async (name: string, input: string | undefined, own: Flags, command: Command) => {
      if (input !== undefined && input !== PIPED)
        command.error(`error: ${input} is one word too many: names with spaces stand in quotes.`);
      const { newCommand } = await import('./task-new.ts');
      const { dir, json, data, file, tags = [], seed, now, live = [], realTime = false } = flagsOf(own, command);
      const given = { data, file, isPiped: input === PIPED };
      done(await newCommand({ dir, json, name, given, tags, seed, now, reality: { live, realTime } }));
    });
}

function addList(family: Command, done: Done): void {
  common(family.command('list'), 'list --state error --limit 10', 'list --state done | wc -l')
    .description('tasks, newest first, a line each: name, id, state, duration, when it began, turns')
    .option('--state <state>', 'only those in this state, by its name here or on the platform')
    .option('--name <text>', 'only those with this in their name')
    .option('--limit <n>', 'so many at most', countOf)
    .option('--sort <by>', 'createdAt or executionTime: newest or longest first', sortOf, 'createdAt')
    .option('--subtasks', 'those that steps made too', false)
    .option('--verbose', 'why each ended: the error of one that failed', false)
    .action(async (own: ListFlags, command: Command) => {
      const { listCommand } = await import('./task-list.ts');
      const {
        dir,
        json,
        state,
        name,
        limit,
        sort = 'createdAt',
        subtasks = false,
        verbose = false,
      } = flagsOf(own, command);
      done(await listCommand({ dir, json, state, name, limit, sort, subtasks, verbose }));
    });
}

function addLog(family: Command, done: Done): void {
  common(
    family.command('log'),
    'log "a first order" --logs --changes',
    'log 7k3f --verbose | grep "Step executed"',
    'log 7k3f --step 2 --changes',
  )
    .description('what a task did, turn by turn')
    .argument('<task>', 'its id, the beginning of its id, or its name')
    .option('--logs', 'what each turn said', false)
    .option('--changes', 'what each turn changed', false)
    .option('--step <n>', 'this turn only; 0 is how it was created', countOf)
    .option('--verbose', 'all that is known: also calls, candidates, and what the other steps missed', false)
    .option('--follow', 'go on until the task ends', false)
    .action(async (task: string, own: LogFlags, command: Command) => {
      const { logCommand } = await import('./task-log.ts');
      const { dir, json, logs = false, changes = false, verbose = false, follow = false, step } = flagsOf(own, command);
      done(await logCommand({ dir, json, task, logs, changes, verbose, follow, step }));
    });
}

function addShow(family: Command, done: Done): void {
  common(family.command('show'), 'show "a first order"', 'show 7k3f --data | jq .order')
    .description('what is known of a task: state, times, error, subtasks')
    .argument('<task>', 'its id, the beginning of its id, or its name')
    .option('--data', 'its data as JSON, and nothing else; what is stashed by its types', false)
    .action(async (task: string, own: Omit<Flags, 'data'> & { readonly data?: boolean }, command: Command) => {
      const { showCommand } = await import('./task-show.ts');
      const { dir, json, data = false } = flagsOf(own, command);
      done(await showCommand({ dir, json, task, data }));
    });
}

function addClone(family: Command, done: Done): void {
  real(common(family.command('clone'), 'clone "a first order" --step 2'))
    .description('a new task with the data of another one, run with the steps of today; prints its id')
    .argument('<task>', 'its id, the beginning of its id, or its name')
    .option('--step <n>', 'with its data after this turn; 0, the default, is how it was created', countOf)
    .option('--name <text>', 'its name, else that of the other one')
    .option('--tape', 'calls are answered as they were then, where their arguments are the same', false)
    .action(async (task: string, own: CloneFlags, command: Command) => {
      const { cloneCommand } = await import('./task-clone.ts');
      const { dir, json, step, name, tape = false, live = [], realTime = false } = flagsOf(own, command);
      done(await cloneCommand({ dir, json, task, step, name, tape, reality: { live, realTime } }));
    });
}

function addStop(family: Command, done: Done): void {
  common(family.command('stop'), 'stop "a first order"')
    .description('end a task that another process runs; the turn that is under way never happens')
    .argument('<task>', 'its id, the beginning of its id, or its name')
    .action(async (task: string, own: Flags, command: Command) => {
      const { stopCommand } = await import('./task-stop.ts');
      const { dir, json } = flagsOf(own, command);
      done(await stopCommand({ dir, json, task }));
    });
}

function addResume(family: Command, done: Done): void {
  real(common(family.command('resume'), 'resume "a first order"'))
    .description('go on with a task that was stopped, failed or is incomplete, in a copy; prints its id')
    .argument('<task>', 'its id, the beginning of its id, or its name')
    .addHelpText('after', '\nSteps that completed stay done; the one that failed may run again, as it is today.')
    .action(async (task: string, own: Flags, command: Command) => {
      const { resumeCommand } = await import('./task-resume.ts');
      const { dir, json, live = [], realTime = false } = flagsOf(own, command);
      done(await resumeCommand({ dir, json, task, reality: { live, realTime } }));
    });
}

/** What runs something may meet the world. */
function real(command: Command): Command {
  return command
    .option('--live <names>', 'connectors that may reach the network, by name: a,b', names, [])
    .option('--real-time', 'let waits take the time that they say', false);
}

function sortOf(text: string): 'createdAt' | 'executionTime' {
  if (text === 'createdAt' || text === 'executionTime') return text;
  throw new InvalidArgumentError('There are: createdAt, executionTime.');
}
