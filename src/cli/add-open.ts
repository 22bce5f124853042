// The words of `stepscope [dir]` itself: what the debugger opens on.
import type { Command } from 'commander';
import type { Done } from './in-workspace.ts';
import { collected, names, PIPED, turnOf } from './option-values.ts';

interface OpenFlags {
  readonly dir?: string;
  readonly scenario?: string;
  readonly data?: string;
  readonly file?: string;
  readonly breakpoint: readonly string[];
  readonly task?: string;
  readonly at?: number;
  readonly live: readonly string[];
  readonly realTime: boolean;
  readonly ascii: boolean;
  readonly mouse: boolean;
}

export function addOpen(program: Command, done: Done): void {
  program
    .argument('[dir]', 'the workspace: a folder with steps/ and scenarios/; - reads data from standard input', '.')
    .option('--dir <dir>', 'the same, for scripts')
    .option('--scenario <name>', 'open this scenario')
    .option('-d, --data <json>', 'begin with a task of this data')
    .option('-f, --file <file>', 'begin with a task of the data in this file, JSON or YAML')
    .option('--breakpoint <step>', 'stop before this step runs; several times for several steps', collected, [])
    .option('--task <id>', 'play the newest recording of this task; the beginning of its id will do, or its name')
    .option('--at <n>', 'begin before this turn: it runs until there, or plays from there with --task', turnOf)
    .option('--live <names>', 'connectors that may reach the network, by name: a,b', names, [])
    .option('--real-time', 'let waits take the time that they say', false)
    .option('--ascii', 'draw with plain characters only, for terminals that have no others', false)
    .option('--mouse', 'let clicks and the wheel choose and move, too', false)
    .addHelpText(
      'after',
      `\nExamples:\n  $ stepscope                         debug the workspace in this folder\n  $ stepscope ../shop --scenario "a card is charged" --at 3\n  $ stepscope -d '{"order": {"total": 5}}'\n  $ curl -s example.com/order.json | stepscope -\n  $ stepscope run orders              run the scenarios with "orders" in their path or name`,
    )
    .allowExcessArguments()
    .action(async (given: string, options: OpenFlags) => {
      if (program.args.length > 1) await refuseWords(program);
      const { openDebugger } = await import('./open-debugger.ts');
      const { live, realTime, scenario, breakpoint: breakpoints, task, at, data, file, ascii, mouse } = options;
      const isPiped = given === PIPED || file === PIPED;
      const dir = options.dir ?? (given === PIPED ? '.' : given);
      const commands = program.commands.map((command) => command.name());
      const reality = { live, realTime };
      const words = { data, file: file === PIPED ? undefined : file, isPiped };
      done(await openDebugger({ dir, reality, scenario, given: words, breakpoints, task, at, commands, ascii, mouse }));
    });
}

/** One folder is opened: whoever gives more words has mistyped a command. */
async function refuseWords(program: Command): Promise<never> {
  const { nearest } = await import('../load/nearest.ts');
  const [word = '', ...others] = program.args;
  const names = program.commands.map((command) => command.name());
  const meant = nearest(word, names);
  if (meant !== undefined) program.error(`error: there is no command ${word}\n(Did you mean ${meant}?)`);
  return program.error(`error: one folder can be opened, and ${word} is one: what is ${others.join(' ')}?`);
}
