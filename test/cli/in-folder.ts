// The built command as a person runs it in a folder of theirs.
import { spawn } from 'node:child_process';
import { COMMAND, type Files, makeWorkspace, type Said } from '../check/workspace.ts';

export interface Folder {
  readonly dir: string;
  /** Runs the command there. `input` is its standard input. */
  run(args: readonly string[], options?: RunOptions): Promise<Said>;
  remove(): void;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export function makeFolder(files: Files): Folder {
  const { dir, remove } = makeWorkspace(files);
  return { dir, remove, run: (args, options) => runIn(dir, args, options) };
}

function runIn(dir: string, args: readonly string[], { input = '', env = {} }: RunOptions = {}): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: dir,
      env: { ...process.env, NO_COLOR: '1', ...env },
      timeout: 60_000,
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, ...said }));
    // A command that does not read what it is given may be gone by then.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
