// A workspace and a shell that stands in it, in which the guide's commands are typed as they are printed: `aloma` is stepscope.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { COMMAND, type Files, makeWorkspace, type Said } from '../check/workspace.ts';

export interface Shell {
  readonly dir: string;
  /** Runs a script of bash, which may fail but not hang. */
  sh(script: string): Promise<Said>;
  /** The same, and looks on while it runs. */
  start(script: string): Running;
  remove(): void;
}

interface Running {
  readonly ended: Promise<Said>;
  /** Once this stands in its standard output; fails if it ends without it. */
  says(text: string): Promise<void>;
  /** Ctrl-c. */
  interrupt(): void;
}

/** Longer than any of them takes, also where others want the machine. */
const PATIENCE_MS = 150_000;

/** `programs`: scripts by name that go before those of the system. */
export function openShell(files: Files, programs: Readonly<Record<string, string>> = {}): Shell {
  const { dir, remove } = makeWorkspace(files);
  const bin = mkdtempSync(join(tmpdir(), 'stepscope-bin-'));
  const all = { aloma: `exec '${process.execPath}' '${COMMAND}' "$@"`, ...programs };
  for (const [name, script] of Object.entries(all)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const env = { ...process.env, NO_COLOR: '1', PATH: `${bin}${delimiter}${process.env.PATH}` };
  const start = (script: string): Running => bash(script, dir, env);
  return {
    dir,
    start,
    sh: (script) => start(script).ended,
    remove() {
      remove();
      rmSync(bin, { recursive: true, force: true });
    },
  };
}

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Running {
  // A group of its own, so that ctrl-c reaches all that it has started.
  const child = spawn('bash', ['-c', script], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  let isOver = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
    child.emit('said');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = new Promise<Said>((resolve, reject) => {
    const late = setTimeout(() => kill(child, 'SIGKILL'), PATIENCE_MS);
    child.on('error', reject).on('close', (code) => {
      clearTimeout(late);
      isOver = true;
      resolve({ code: code ?? -1, ...said });
    });
  });
  const says = async (text: string): Promise<void> => {
    while (!said.stdout.includes(text)) {
      if (isOver) throw new Error(`it ended without saying "${text}": ${said.stdout}${said.stderr}`);
      await Promise.race([ended, new Promise((resolve) => child.once('said', resolve))]);
    }
  };
  return { ended, says, interrupt: () => kill(child, 'SIGINT') };
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, signal);
}
