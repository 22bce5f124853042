// Lets the built program run on a copy of the samples and keep what V8 has compiled by then, beside the bundle. Without it
// the program runs as well, and starts more slowly.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundling.mjs';

/** Milliseconds. */
const PATIENCE = 30_000;

export function keepCode(program) {
  const folder = mkdtempSync(join(tmpdir(), 'stepscope-keep-'));
  try {
    for (const name of ['steps', 'scenarios']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', join(ROOT, '.ci/fake-terminal.cjs'), program, folder],
      {
        env: { ...process.env, STEPSCOPE_IDLE_MARK: '1', STEPSCOPE_KEEP_CODE: '1', NODE_OPTIONS: '' },
        stdio: ['ignore', 'ignore', 'pipe'],
        encoding: 'utf8',
        timeout: PATIENCE,
      },
    );
    if (status !== 0)
      process.stderr.write(`build: compiled code was not kept, so that starts take longer: ${stderr}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
