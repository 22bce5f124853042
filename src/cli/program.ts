// The words of the command line (formats.md, Commands) and which of them does what. Each command is loaded when it is called.
import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { addInspect } from './add-inspect.ts';
import { addReplay } from './add-replay.ts';
import { addRun } from './add-run.ts';
import { addWorkspaces } from './add-workspace.ts';
import { EXIT } from './exit-codes.ts';
import { takeSwitched } from './folder.ts';
import { collected, names, turnOf } from './option-values.ts';

/** Runs one command; gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  const program = buildProgram((made) => {
    code = made;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed what is wrong (or the help that was asked for).
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongUse;
    throw error;
  }
}

/** All the words, with what they say of themselves. `done` is told the exit code of the one that ran. */
export function buildProgram(done: (code: number) => void): Command {
  const program = new Command('stepscope')
    .description('See which step runs next, why the others do not, and what each one changed.')
    .version(manifest.version)
    .argument('[dir]', 'the workspace: a folder with steps/ and scenarios/', '.')
    .option('--dir <dir>', 'the same, for scripts')
    .option('--scenario <name>', 'open this scenario')
    .option('--breakpoint <step>', 'stop before this step runs; several times for several steps', collected, [])
    .option('--task <id>', 'play the newest recording of this task; the beginning of its id will do')
    .option('--at <n>', 'with --task: begin before this turn', turnOf)
    .option('--live <names>', 'connectors that may reach the network, by name: a,b', names, [])
    .option('--real-time', 'let waits take the time that they say', false)
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError()
    .showSuggestionAfterError()
    .configureHelp({ sortSubcommands: false });
  program.addHelpText(
    'after',
    `\nExamples:\n  $ stepscope                         debug the workspace in this folder\n  $ stepscope ../shop --scenario "a card is charged"\n  $ stepscope run orders              run the scenarios with "orders" in their path or name`,
  );
  program.action(async (dir: string, options: OpenFlags) => {
    const { openDebugger } = await import('./open-debugger.ts');
    const { live, realTime, scenario, breakpoint: breakpoints, task, at } = options;
    const reality = { live, realTime };
    done(await openDebugger({ dir: options.dir ?? dir, reality, scenario, breakpoints, task, at }));
  });
  program.hook('preAction', async (_, command) => {
    const gone = await takeSwitched(program, command);
    if (gone !== null) program.error(`stepscope: ${gone}`);
  });
  addRun(program, done);
  addReplay(program, done);
  addInspect(program, done);
  addWorkspaces(program, done);
  return program;
}

interface OpenFlags {
  readonly dir?: string;
  readonly scenario?: string;
  readonly breakpoint: readonly string[];
  readonly task?: string;
  readonly at?: number;
  readonly live: readonly string[];
  readonly realTime: boolean;
}
