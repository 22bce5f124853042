// `e` opens files in the person's editor, and what was saved there counts when they are back.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { header, message, openStory, pane } from './story.ts';
import { step } from './workspace.ts';

/** A program that says what it was called with, waits for a line, and does something. */
function fakeEditor(name: string, does: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'stepscope-editor-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, name);
  writeFileSync(path, `#!/bin/sh\n${does}\n`);
  chmodSync(path, 0o755);
  return path;
}

const ASKS = 'echo "EDITS $*"; read answer; echo "GOT $answer"';
const FILES = {
  'steps/a.js': step('{ n: 1 }', 'data.n = 2;'),
  'steps/b.js': 'export const condition = { n: 2 };\nexport const content = async () => {\n  data.none.x = 1;\n};\n',
  'steps/broken.js': 'export const condition = {};\nexport const',
  'scenarios/one.json': { n: 1 },
};

it('the editor gets the terminal, and what it saved counts on return', async () => {
  const editor = fakeEditor(
    'vi',
    `${ASKS}\nprintf 'export const condition = { n: 9 };export const content = async () => {};' > "$2"`,
  );
  const { screen, workspace } = await openStory(FILES, { env: { VISUAL: editor } });
  screen.send('e');
  await screen.until('EDITS');
  expect(screen.row('EDITS')).toBe(`EDITS +1 ${workspace.dir}/steps/a.js`);
  expect(screen.raw.slice(screen.raw.lastIndexOf('\x1b[?1049l'))).not.toContain('\x1b[?1049h');
  screen.sendElsewhere('hello\n');
  await screen.until('Agenda');
  await screen.until(/ {2}a +1 away/);
  expect(screen.raw).toContain('GOT hello');
  expect(workspace.read('steps/a.js')).toContain('n: 9');
  expect(pane(screen, 'Agenda').join('\n')).toMatch(/ {2}a +1 away/);
  await screen.press('?');
  expect(screen.text()).toContain('Help: all keys');
});

it('it opens the line that threw, the line of Source, the selected problem, the scenario', async () => {
  const editor = fakeEditor('nano', 'echo "$*" >> "$LIST"');
  const { screen, workspace } = await openStory(FILES, { env: { VISUAL: editor, LIST: `${editor}.list` } });
  await screen.press('!', 'e', 'esc', 's', 'e', 'esc', '3', '[', 'j', 'j', 'e', '1');
  await screen.press('c', 'e');
  const opened = readFileSync(`${editor}.list`, 'utf8').replaceAll(`${workspace.dir}/`, '').trim().split('\n');
  expect(opened).toEqual(['+2,13 steps/broken.js', '+1,1 scenarios/one.json', '+3,1 steps/a.js', '+3,13 steps/b.js']);
});

it('one with a window of its own does not take the screen, and one that is not there is named', async () => {
  const editor = fakeEditor('code', 'echo "$*" > "$0.list"; sleep 60');
  const { screen, workspace } = await openStory(
    { ...FILES, 'stepscope.config.json': { editor } },
    { env: { VISUAL: 'none' } },
  );
  await screen.press('e');
  await screen.until(`Opened in ${editor}.`);
  expect(header(screen)).toContain('one');
  await screen.press('q');
  await screen.waitExit();
  const other = await openStory(FILES, { env: { VISUAL: 'no-such-editor' } });
  other.screen.send('e');
  await other.screen.until('The editor no-such-editor cannot be started');
  expect(message(other.screen)).toContain('there is no such command');
  expect(workspace.dir).not.toBe(other.workspace.dir);
});
