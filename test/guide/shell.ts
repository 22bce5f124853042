// A workspace and a shell that stands in it, in which the guide's commands are typed as they are printed: `aloma` is stepscope.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { COMMAND, type Files, makeWorkspace, type Said } from '../check/workspace.ts';

export interface Shell {
  readonly dir: string;
  /** Runs a script of bash, which may fail but not hang. */
  sh(script: string): Promise<Said>;
  remove(): void;
}

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
  return {
    dir,
    sh: (script) => bash(script, dir, env),
    remove() {
      remove();
      rmSync(bin, { recursive: true, force: true });
    },
  };
}

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], { cwd, env, timeout: 60_000, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject).on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
