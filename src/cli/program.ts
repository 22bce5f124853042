// The words of the command line (formats.md, Commands) and which of them does what. Each command is loaded when it is called.
import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { cleanLines } from '../format/clean.ts';
import { addCheck } from './add-check.ts';
import { addCompare } from './add-compare.ts';
import { addCompletion } from './add-completion.ts';
import { addConnectors } from './add-connector.ts';
import { addCoverage } from './add-coverage.ts';
import { addDeploy } from './add-deploy.ts';
import { addExport, addGraph } from './add-export.ts';
import { addHistory } from './add-history.ts';
import { addInit } from './add-init.ts';
import { addInspect } from './add-inspect.ts';
import { addOpen } from './add-open.ts';
import { addQuestions } from './add-questions.ts';
import { addReplay } from './add-replay.ts';
import { addRun } from './add-run.ts';
import { addScenarios } from './add-scenario.ts';
import { addSteps } from './add-step.ts';
import { addTasks } from './add-task.ts';
import { addWorkspaces } from './add-workspace.ts';
import { EXIT } from './exit-codes.ts';
import { takeSwitched } from './folder.ts';
import { withMeantOption } from './meant-option.ts';
import { ignoreClosedPipes } from './print.ts';

/** Runs one command; gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  ignoreClosedPipes();
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
    if (!isOfSystem(error)) throw error;
    process.stderr.write(`stepscope: the system says no: ${cleanLines(error.message).join(' ')}\n`);
    return EXIT.wrongUse;
  }
}

/** A file where a folder should be, a full disk, no permission: not ours, and no trace would help. */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** All the words, with what they say of themselves. `done` is told the exit code of the one that ran. */
export function buildProgram(done: (code: number) => void): Command {
  const program: Command = new Command('stepscope')
    .description('See which step runs next, why the others do not, and what each one changed.')
    .version(manifest.version)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeErr: (text) => void process.stderr.write(cleanLines(text).join('\n')),
      outputError: (text, write) => write(withMeantOption(text, program)),
    })
    .showHelpAfterError('(--help says more)')
    .showSuggestionAfterError()
    // A folder named help is ./help.
    .helpCommand('help [command]', 'what a command does')
    .configureHelp({ sortSubcommands: false });
  addOpen(program, done);
  program.hook('preAction', async (_, command) => {
    const gone = await takeSwitched(program, command);
    if (gone !== null) program.error(`stepscope: ${gone}`);
  });
  addRun(program, done);
  addCoverage(program, done);
  addReplay(program, done);
  addInspect(program, done);
  addCheck(program, done);
  addQuestions(program, done);
  addExport(program, done);
  addGraph(program, done);
  addSteps(program, done);
  addScenarios(program, done);
  addConnectors(program, done);
  addTasks(program, done);
  addHistory(program, done);
  addWorkspaces(program, done);
  addDeploy(program, done);
  addCompare(program, done);
  addInit(program, done);
  addCompletion(program, done);
  for (const command of program.commands) refuseMore(command);
  return program;
}

/** Words that mean nothing are a mistake; the debugger itself has a use for them. */
function refuseMore(command: Command): void {
  command.allowExcessArguments(false);
  for (const inner of command.commands) refuseMore(inner);
}
