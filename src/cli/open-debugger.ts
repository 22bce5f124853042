// `stepscope [dir]`: the debugger on a screen. Nothing of Ink is loaded before the terminal has been looked at.
import { relative, resolve } from 'node:path';
import { readConfig } from '../load/workspace.ts';
import { findKept, keptRecordings } from '../recording/folder.ts';
import { openSession } from '../session/session.ts';
import { forceColor, importForTerminal } from '../tui/terminal/environment.ts';
import { isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { type Reality, sessionPorts } from './wiring.ts';

export interface DebuggerOptions {
  readonly dir: string;
  readonly reality: Reality;
  readonly scenario: string | undefined;
  /** Steps before which to stop. */
  readonly breakpoints: readonly string[];
  /** Plays this task instead. */
  readonly task: string | undefined;
  /** The turn to stand before. */
  readonly at: number | undefined;
}

export async function openDebugger(options: DebuggerOptions): Promise<number> {
  const { dir, reality, scenario, breakpoints, task, at } = options;
  const { stdin, stdout } = process;
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  if (task !== undefined) return playTask(resolve(dir), task, at);
  if (at !== undefined) return refuse('--at needs a recording: add --task ID, or stepscope replay FILE --at N.');
  if (!isTerminal(stdin, stdout))
    return refuse(`the debugger needs a terminal. Without one, run the scenarios: stepscope run --dir ${dir}`);
  const root = resolve(dir);
  const { theme = 'dark', limits } = readConfig(root).config;
  // The sandbox starts and loads beside the screen.
  const session = openSession(root, sessionPorts(root, reality, limits), scenario, breakpoints);
  const { runApp } = await importForTerminal(() => import('../tui/run-app.tsx'));
  await runApp({ session, stdin, stdout, mode: theme, colour: forceColor(process.env) !== '0' });
  return EXIT.ok;
}

function refuse(message: string): number {
  process.stderr.write(`stepscope: ${message}\n`);
  return EXIT.wrongUse;
}

async function playTask(root: string, task: string, at: number | undefined): Promise<number> {
  const found = findKept(root, task);
  if ('path' in found) {
    const { replayCommand } = await import('./replay-command.ts');
    const file = relative(process.cwd(), found.path);
    return replayCommand({ files: [file], verify: false, dir: root, at, json: false });
  }
  const tasks = (found.length > 0 ? found : keptRecordings(root)).slice(0, 5).map((kept) => kept.task);
  const known = tasks.length > 0 ? ` The newest are ${[...new Set(tasks)].join(', ')}.` : ' There is none yet.';
  if (found.length > 0) return refuse(`several tasks begin with ${task}: ${[...new Set(tasks)].join(', ')}.`);
  return refuse(`there is no recording of the task ${task} in ${root}.${known}`);
}
