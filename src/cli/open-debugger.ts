// `stepscope [dir]`: the debugger on a screen. With it is loaded only what the first look needs: the sandbox starts then, and
// beside it the session is loaded, and the screen.
import { existsSync, openSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ReadStream } from 'node:tty';
import { nearest } from '../load/nearest.ts';
import { type OpenProcess, openAhead } from '../sandbox/ahead.ts';
import { importForTerminal } from '../tui/terminal/environment.ts';
import { isDumb, isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import type { GivenWords } from './given-task.ts';
import { type LookFlags, looksFor } from './looks.ts';
import { refuse } from './say.ts';
import type { SessionWish } from './start-session.ts';

export interface DebuggerOptions extends LookFlags, SessionWish {
  /** Plays this task instead. */
  readonly task: string | undefined;
  /** Who mistypes a command names a folder. */
  readonly commands: readonly string[];
}

export async function openDebugger(options: DebuggerOptions): Promise<number> {
  const { dir, task, given } = options;
  const meant = existsSync(dir) ? undefined : nearest(dir, options.commands);
  if (meant !== undefined) return refuse('', `there is no folder ${dir}. Did you mean stepscope ${meant}?`);
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  if (task !== undefined) return playTask(resolve(dir), task, options);
  const keys = given.isPiped ? terminalKeys() : process.stdin;
  if (!keys || !isTerminal(keys, process.stdout)) return refuse('', await headless(options));
  const ahead = openAhead();
  try {
    return (await offerInit(dir, keys, given)) ?? (await show(options, keys, ahead.open));
  } finally {
    ahead.close();
    if (keys !== process.stdin) keys.destroy();
  }
}

/** Standard input is taken: keys come from the terminal itself. Null where there is none. */
function terminalKeys(): ReadStream | null {
  try {
    return new ReadStream(openSync('/dev/tty', 'r+'));
  } catch {
    return null;
  }
}

async function headless({ dir, given }: DebuggerOptions): Promise<string> {
  const { isNothing } = await import('./offer-init.ts');
  const place = dir === '.' ? '' : ` --dir ${dir}`;
  if (isNothing(dir))
    return `there are no steps and no scenarios in ${resolve(dir)}: stepscope init${place} makes some.`;
  const how = given.data !== undefined || given.file !== undefined || given.isPiped ? 'task new NAME' : 'run';
  const what = how === 'run' ? 'run the scenarios' : 'run the task';
  const why = isDumb()
    ? 'the debugger draws on the whole screen, and this terminal can only print lines (TERM=dumb). Without one'
    : 'the debugger needs a terminal. Without one';
  return `${why}, ${what}: stepscope ${how}${place}${givenWords(given)}`;
}

function givenWords({ data, file, isPiped }: GivenWords): string {
  if (data !== undefined) return ' -d JSON';
  if (file !== undefined) return ` -f ${file}`;
  return isPiped ? ' -f FILE' : '';
}

/** Null where the debugger is to open. */
async function offerInit(dir: string, keys: ReadStream, { isPiped }: GivenWords): Promise<number | null> {
  const { asksForInit, isNothing } = await import('./offer-init.ts');
  if (isPiped || !isNothing(dir)) return null;
  const wants = await asksForInit(dir, keys);
  if (wants === null) return EXIT.wrongUse;
  if (!wants) return null;
  const { initCommand } = await import('./init-command.ts');
  const code = await initCommand({ dir, json: false });
  return code === EXIT.ok ? null : code;
}

async function show(options: DebuggerOptions, stdin: ReadStream, openProcess: OpenProcess): Promise<number> {
  const { startSession } = await import('./start-session.ts');
  const started = await startSession(options, openProcess);
  if (started === null) return EXIT.wrongUse;
  const { session, config, recordings } = started;
  const { runApp } = await importForTerminal(() => import('../tui/run-app.tsx'));
  await runApp({ session, stdin, stdout: process.stdout, ...looksFor(options, config), recordings });
  return EXIT.ok;
}

async function playTask(
  root: string,
  task: string,
  { at, ascii, mouse }: Pick<DebuggerOptions, 'at' | 'ascii' | 'mouse'>,
): Promise<number> {
  const { findRecording } = await import('./task-find.ts');
  const found = await findRecording(root, task);
  if ('refused' in found) return refuse('', found.refused);
  const { replayCommand } = await import('./replay-command.ts');
  const file = relative(process.cwd(), found.path);
  return replayCommand({ files: [file], verify: false, dir: root, at, json: false, ascii, mouse });
}
