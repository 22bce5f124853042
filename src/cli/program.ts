// The words of the command line (formats.md, Commands) and which of them does what. Each command is loaded when it is called.
import { randomInt } from 'node:crypto';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { addInspect } from './add-inspect.ts';
import { EXIT } from './exit-codes.ts';
import type { RecordWish } from './recorded-runs.ts';

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

function buildProgram(done: (code: number) => void): Command {
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
  addRun(program, done);
  addReplay(program, done);
  addInspect(program, done);
  return program;
}

function collected(text: string, others: readonly string[]): readonly string[] {
  return [...others, text];
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

interface RunFlags {
  readonly t?: string;
  readonly seed: number;
  readonly reporter: 'default' | 'json';
  readonly record?: string;
  readonly recordFailed?: string;
  readonly live: readonly string[];
  readonly realTime: boolean;
}

function addRun(program: Command, done: (code: number) => void): void {
  program
    .command('run')
    .description('run scenarios as tests')
    .argument('[filters...]', 'only scenarios with one of these in their path or name')
    .option('--dir <dir>', 'the workspace', '.')
    .option('-t <name>', 'only the scenario of this name')
    .option('--seed <n>', 'where random values begin; "random" makes one up and prints it', seedOf, 1)
    .option('--live <names>', 'connectors that may reach the network, by name: a,b', names, [])
    .option('--real-time', 'let waits take the time that they say', false)
    .option('--record <path>', 'record what runs: into a file where one scenario runs, else into a folder')
    .option('--record-failed <dir>', 'record what fails')
    .option('--reporter <name>', 'default (for people) or json', reporterName, 'default')
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope run\n  $ stepscope run payment --reporter json | jq .totals\n\nExit codes: 0 all passed, 1 a scenario failed, 2 nothing to run, 3 the workspace has errors.',
    )
    .action(async (filters: readonly string[], own: RunFlags, command: Command) => {
      const { runCommand } = await import('./run-command.ts');
      const { dir } = command.optsWithGlobals<{ dir: string }>();
      done(
        await runCommand({
          dir,
          filters,
          seed: own.seed,
          reporter: own.reporter,
          reality: { live: own.live, realTime: own.realTime },
          ...(own.t === undefined ? {} : { name: own.t }),
          ...recordOf(own),
        }),
      );
    });
}

/** All of them include those that fail. */
function recordOf({ record, recordFailed }: RunFlags): { readonly record?: RecordWish } {
  if (record !== undefined) return { record: { path: record, onlyFailed: false } };
  return recordFailed === undefined ? {} : { record: { path: recordFailed, onlyFailed: true } };
}

interface ReplayFlags {
  readonly verify: boolean;
  readonly at?: number;
  readonly json: boolean;
}

function addReplay(program: Command, done: (code: number) => void): void {
  program
    .command('replay')
    .description("play recordings, or run today's steps on what was recorded")
    .argument('<files...>', 'recordings: files that end with .stepscope.jsonl')
    .option('--play', 'play without running any code; this is the default', true)
    .option('--verify', "run today's steps on the tape, and report the first divergence", false)
    .option('--dir <dir>', 'with --verify: the workspace', '.')
    .option('--at <n>', 'begin before this turn', turnOf)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  $ stepscope replay failed/order.stepscope.jsonl --at 3\n  $ stepscope replay scenarios/*.stepscope.jsonl --verify\n\nExit codes: 0 all is well, 3 a recording or the workspace has errors, 4 a recording came out otherwise.',
    )
    .action(async (files: readonly string[], own: ReplayFlags, command: Command) => {
      const { replayCommand } = await import('./replay-command.ts');
      const { dir } = command.optsWithGlobals<{ dir: string }>();
      done(await replayCommand({ files, verify: own.verify, dir, at: own.at, json: own.json }));
    });
}

function turnOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be the number of a turn, 1 or more.');
  return Number(text);
}

/** Random seeds stay short enough to be typed again. */
const RANDOM_SEEDS = 1_000_000_000;

function seedOf(text: string): number {
  if (text === 'random') {
    const seed = randomInt(RANDOM_SEEDS);
    process.stderr.write(`stepscope run: the seed is ${seed}; --seed ${seed} runs the same again.\n`);
    return seed;
  }
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, such as 1, or "random".');
  return Number(text);
}

function names(text: string): readonly string[] {
  const list = text.split(',').map((name) => name.trim());
  if (list.some((name) => name === ''))
    throw new InvalidArgumentError('It must be names with commas between them: crm,fetch.');
  return list;
}

function reporterName(text: string): 'default' | 'json' {
  if (text !== 'default' && text !== 'json') throw new InvalidArgumentError('There are: default, json.');
  return text;
}
