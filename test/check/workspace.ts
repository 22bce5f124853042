// Workspaces in temporary folders, and what the built command says of them.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/check/outcome.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const COMMAND = join(ROOT, 'dist', 'stepscope.js');

/** Path in the workspace → text; a value that is no text is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Ran extends Said {
  readonly report: Report;
}

/** Whoever makes a folder removes it. */
export function makeWorkspace(files: Files): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'stepscope-check-'));
  writeFiles(dir, files);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export function writeFiles(dir: string, files: Files): void {
  for (const [file, content] of Object.entries(files)) {
    const path = join(dir, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** Runs the command as a person would; it may fail, but not hang. */
export function stepscope(args: readonly string[], timeout = 60_000, cwd = process.cwd()): Promise<Said> {
  return new Promise((resolve) => {
    const options = { maxBuffer: 1 << 30, timeout, cwd, env: { ...process.env, NO_COLOR: '1' } };
    execFile(process.execPath, [COMMAND, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** One `run --reporter json` in a workspace of these files, which are removed again. */
export async function runFiles(files: Files, ...args: readonly string[]): Promise<Ran> {
  const { dir, remove } = makeWorkspace(files);
  try {
    return await runFolder(dir, ...args);
  } finally {
    remove();
  }
}

export async function runFolder(dir: string, ...args: readonly string[]): Promise<Ran> {
  const said = await stepscope(['run', '--dir', dir, '--reporter', 'json', ...args]);
  return { ...said, report: parsed(said) };
}

function parsed({ code, stdout, stderr }: Said): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`no report (exit ${code}): ${stdout.slice(0, 400)}\n${stderr.slice(0, 2_000)}`);
  }
}
