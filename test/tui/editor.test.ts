// How each editor is told a file and a line, and whether it needs the terminal.
import { expect, it } from 'vitest';
import { editorCommand } from '../../src/tui/editor.ts';

const PLACE = { file: '/w/steps/a b.js', line: 7, column: 3 };

it.each<readonly [editor: string, command: string, isInTerminal: boolean]>([
  ['vim', 'vim +call cursor(7, 3) /w/steps/a b.js', true],
  ['/usr/bin/nvim -u NONE', '/usr/bin/nvim -u NONE +call cursor(7, 3) /w/steps/a b.js', true],
  ['vi', 'vi +7 /w/steps/a b.js', true],
  ['nano', 'nano +7,3 /w/steps/a b.js', true],
  ['emacsclient -nw', 'emacsclient -nw +7:3 /w/steps/a b.js', true],
  ['hx', 'hx /w/steps/a b.js:7:3', true],
  ['code --wait', 'code --wait --goto /w/steps/a b.js:7:3', false],
  ['"/opt/my apps/code"', '/opt/my apps/code --goto /w/steps/a b.js:7:3', false],
  ['subl', 'subl /w/steps/a b.js:7:3', false],
  ['idea', 'idea /w/steps/a b.js:7', false],
  ['zed', 'zed /w/steps/a b.js:7:3', false],
  ['my-editor', 'my-editor /w/steps/a b.js', true],
])('%s', (editor, command, isInTerminal) => {
  const made = editorCommand(PLACE, editor, {});
  expect([[made.binary, ...made.args].join(' '), made.isInTerminal]).toEqual([command, isInTerminal]);
});

it('takes the setting before VISUAL, that before EDITOR, and vi where there is nothing', () => {
  const env = { VISUAL: 'nano', EDITOR: 'joe' };
  expect(editorCommand(PLACE, 'micro', env).binary).toBe('micro');
  expect(editorCommand(PLACE, undefined, env).binary).toBe('nano');
  expect(editorCommand(PLACE, ' ', { EDITOR: 'joe' }).binary).toBe('joe');
  expect(editorCommand({ ...PLACE, line: 0, column: 0 }, undefined, {})).toEqual({
    binary: 'vi',
    args: ['+1', PLACE.file],
    isInTerminal: true,
  });
});
