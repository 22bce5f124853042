// Every command is shown once, by an example that prints what the page says.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { ROOT } from '../check/workspace.ts';
import { part, quoted, table } from './page.ts';

const ROWS = table(part('## Commands'), 'example', 'prints, among other things').map(([example = '', prints = '']) => ({
  example: quoted(example)[0] ?? '',
  /** Its parts; a word in brackets stands for an id. */
  prints: prints.startsWith('(') ? null : (quoted(prints)[0] ?? '').split('…').map((text) => text.trim()),
}));

/** Commands that do something themselves: `task new`, not `task`. */
function leaves(command: Command, above: string): readonly string[] {
  const below = command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
  const name = `${above} ${command.name()}`.trim();
  return below.length > 0 ? below.flatMap((one) => leaves(one as Command, name)) : [name];
}

let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'stepscope-commands-'));
  for (const folder of ['steps', 'scenarios']) cpSync(join(ROOT, folder), join(dir, folder), { recursive: true });
  writeFileSync(join(dir, 'deploy.yaml'), 'workspaces:\n  - name: staging\n    steps:\n      - syncPath: steps/\n');
  writeFileSync(
    join(dir, 'stepscope'),
    `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/stepscope.js')}" "$@"\n`,
    {
      mode: 0o755,
    },
  );
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What it prints, on either output. */
function run(example: string): Promise<string> {
  const env = { ...process.env, PATH: `${dir}:${process.env.PATH}` };
  return new Promise((resolve) => {
    const child = execFile('sh', ['-c', example], { cwd: dir, env }, (_, stdout, stderr) => resolve(stdout + stderr));
    child.stdin?.end();
  });
}

describe('examples of commands', () => {
  it('are there for each', () => {
    for (const command of leaves(
      buildProgram(() => {}),
      '',
    )) {
      const found = ROWS.some(({ example }) => example.replace(/^EDITOR=\S+ /, '').startsWith(`${command} `));
      expect(found || ROWS.some(({ example }) => example === command), command).toBe(true);
    }
    expect(ROWS.length).toBeGreaterThan(40);
  });

  // In this order: the later ones speak of what the earlier ones did.
  it.each(ROWS)('$example', async ({ example, prints }) => {
    const said = await run(example);
    if (prints === null) expect(said).toMatch(/^[a-z0-9]{12}$/m);
    else for (const text of prints) expect(said).toContain(text);
  });
});
