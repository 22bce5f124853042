// `stepscope completion`: what tab offers, in the words of the shell that asks.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/cli/shell-words.ts';
import { COMMAND } from '../check/workspace.ts';
import { type Folder, makeFolder } from './in-folder.ts';

const STEP = 'export const condition = { a: 1 };\nexport const content = () => connectors.crm.find();\n';

let folder: Folder;
beforeAll(async () => {
  folder = makeFolder({
    'steps/orders/charge card.js': STEP,
    'steps/orders/check total.js': STEP,
    'steps/greet.js': STEP,
    'scenarios/one.json': { name: "it's a first one", data: {} },
    'shop/steps/other.js': STEP,
  });
  await folder.run(['workspace', 'add', 'blue green']);
});
afterAll(() => folder.remove());

async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr, code } = await folder.run(['complete', '--', ...words]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? '']));
}

describe('what fits', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['commands', ['wor'], ['workspace']],
    ['commands of a family', ['workspace', 's'], ['show', 'switch']],
    ['options', ['run', '--record'], ['--record', '--record-failed']],
    ['options of a command in a family', ['connector', 'logs', 'crm', '--s'], ['--since']],
    ['names of steps', ['step', 'show', 'orders/ch'], ['orders/charge card', 'orders/check total']],
    ['names of steps, of another workspace', ['step', 'show', '--dir', 'shop', ''], ['other']],
    ['names of scenarios', ['run', 'it'], ["it's a first one"]],
    ['the value of an option', ['--scenario', ''], ["it's a first one"]],
    ['the value of an option, behind =', ['--scenario=it'], ["--scenario=it's a first one"]],
    ['names of workspaces', ['workspace', 'switch', 'b'], ['blue green']],
    ['names of connectors', ['connector', 'show', ''], ['crm']],
    ['choices', ['completion', 'z'], ['zsh']],
    ['nothing for what is to be new', ['workspace', 'add', ''], []],
    ['nothing for a path', ['replay', ''], []],
    ['nothing for a word of nobody', ['run', '--no-such-option'], []],
  ])('%s', async (_, words, wanted) => {
    expect(await offered(...words)).toEqual(wanted);
  });

  it('offers every command that help shows, with what it does', async () => {
    const { stdout } = await folder.run(['complete', '--', '']);
    expect(stdout).toContain('run\trun scenarios as tests\n');
    expect(stdout).not.toMatch(/^complete\t/m);
  });

  it('knows the workspace that was switched to', async () => {
    const inside = join(folder.dir, '.stepscope/workspaces/blue green/steps');
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'only here.js'), STEP);
    await folder.run(['workspace', 'switch', 'blue green']);
    expect(await offered('step', 'show', '')).toEqual(['only here']);
    await folder.run(['workspace', 'switch', '.']);
  });
});

describe('the words of a line of bash', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['a ', ['a', '']],
    ['a\\ b', ['a b']],
    ['"a b', ['a b']],
    ["'a \\ b' c", ['a \\ b', 'c']],
    ['"a \\" $x" \'y\'z', ['a " $x', 'yz']],
    ['', ['']],
  ])('%j', (line, words) => {
    expect(wordsOf(line).map(({ text }) => text)).toEqual(words);
  });
});

describe('bash', () => {
  /** What a real bash puts in the place of the last word. */
  function completed(line: string): readonly string[] {
    const script = `stepscope() { "${process.execPath}" "${COMMAND}" "$@"; }
source <(stepscope completion bash)
COMP_LINE=$1 COMP_POINT=\${#1}
_stepscope
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const said = execFileSync('bash', ['-c', script, 'bash', line], { cwd: folder.dir, encoding: 'utf8' });
    return said.split('\n').filter((one) => one !== '');
  }

  it.each<[string, readonly string[]]>([
    ['stepscope works', ['workspace']],
    ['stepscope step show orders/c', ['orders/charge\\ card', 'orders/check\\ total']],
    ['stepscope step show orders/charge\\ ', ['orders/charge\\ card']],
    ['stepscope step show "orders/charge', ['orders/charge card']],
    ['stepscope --scenario=it', ["it\\'s\\ a\\ first\\ one"]],
    ['stepscope run ', ["it\\'s\\ a\\ first\\ one"]],
  ])('%s', (line, wanted) => {
    expect(completed(line)).toEqual(wanted);
  });

  it('evaluates nothing of what was typed', () => {
    completed('stepscope run $(touch pwned) `touch pwned` ; touch pwned ');
    expect(existsSync(join(folder.dir, 'pwned'))).toBe(false);
  });
});

it.each(['bash', 'zsh', 'fish'])('prints a script for %s', async (shell) => {
  const { code, stdout } = await folder.run(['completion', shell]);
  expect([code, stdout]).toEqual([0, expect.stringContaining(`completion for ${shell}`)]);
});

it('says which shells there are', async () => {
  const { code, stderr } = await folder.run(['completion', 'csh']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Allowed choices are bash, zsh, fish')]);
});
