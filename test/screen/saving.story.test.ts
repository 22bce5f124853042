// Files are saved while the debugger looks on.
import { expect, it } from 'vitest';
import { foot, header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const GREET = step('{ name: String, greeted: null }', 'data.greeted = "hello";');
const FILES = {
  'steps/greet.js': GREET,
  'steps/thank.js': step('{ greeted: "hello" }', 'data.thanked = true;'),
  'scenarios/ada.json': { name: 'Ada' },
};
/** Nothing of this on the screen. */
const without = (text: string) => new RegExp(`^(?![\\s\\S]*${text})`);

it('a broken save shows where it is broken, the last good version runs on, and mending it clears that', async () => {
  const { screen, workspace } = await openStory(FILES);
  workspace.save(
    'steps/greet.js',
    'export const condition = { name: String };\nexport const content = async () => = 1;\n',
  );
  await screen.until('✗ 1 error');
  expect(message(screen)).toBe('steps/greet.js:2:36 Unexpected token — its last good version runs on; ! shows it');
  expect(pane(screen, 'Agenda')).toEqual(['›▶ greet stale  2  next', '   thank           1 away']);
  expect(foot(screen, 'Why')).toBe('steps/greet.js last good version');

  await screen.press('!');
  expect(selected(screen)).toBe('✗ error    steps/greet.js:2:36');
  expect(pane(screen, 'Problems')).toContain('     > 2 | export const content = async () => = 1;');
  await screen.press('esc', 'space');
  expect(pane(screen, '[Data]')).toContain(' +   greeted  "hello"');

  workspace.save('steps/greet.js', GREET);
  await screen.until(without('1 error'));
  expect(pane(screen, 'Agenda')).toEqual(['›▶ thank  1  next', ' ✓ greet     # @1']);
  await screen.press('!');
  expect(pane(screen, 'Problems')).toEqual(['  no problems: every file is as it should be']);
});

it('a step that is broken from the start is a problem, and is there as soon as it is mended', async () => {
  const { screen, workspace } = await openStory({ ...FILES, 'steps/thank.js': 'export const condition = {' });
  expect(header(screen)).toContain('1 step ');
  expect(header(screen)).toContain('✗ 1 error');
  workspace.save('steps/thank.js', FILES['steps/thank.js']);
  await screen.until('2 steps');
  expect(pane(screen, 'Agenda')).toEqual(['›▶ greet  2  next', '   thank     1 away']);
  expect(header(screen)).not.toContain('error');
});

it('steps are added, renamed and deleted', async () => {
  const { screen, workspace } = await openStory(FILES);
  workspace.save('steps/early/warn.js', step('{ name: String, greeted: null, thanked: null }'));
  await screen.until('early/warn  3  next');
  expect(pane(screen, 'Agenda')).toEqual([
    '›▶ early/warn  3  next',
    ' • greet       2  loses: 2<3',
    '   thank          1 away',
  ]);
  workspace.rename('steps/early/warn.js', 'steps/early/heed.js');
  await screen.until('early/heed  3  next');
  expect(pane(screen, 'Agenda')[0]).toBe('›▶ early/heed  3  next');
  expect(screen.text()).not.toContain('warn');
  workspace.remove('steps/early');
  await screen.until('greet  2  next');
  expect(pane(screen, 'Agenda')).toEqual(['›▶ greet  2  next', '   thank     1 away']);
});

it('edited steps decide what runs from now on, and what was recorded stays', async () => {
  const { screen, workspace } = await openStory(FILES);
  await screen.press('space', 'space');
  expect(header(screen)).toContain('■ done: settled');
  workspace.save('steps/later.js', step('{ thanked: true }', 'data.later = true;'));
  await screen.until('later  1  next');
  expect(header(screen)).toContain('turn 2/2');
  await screen.press('space');
  expect(pane(screen, '[Data]')).toContain(' +   later    true');
});

it('a save in the past that changes what would run says what would run, and why', async () => {
  const { screen, workspace } = await openStory(FILES);
  await screen.press('space', 'space', ',');
  expect(pane(screen, 'Agenda')[0]).toBe('›▶ thank  1  next');
  workspace.save('steps/close.js', step('{ greeted: "hello", name: "Ada" }'));
  await screen.until('2 matches');
  const agenda = pane(screen, 'Agenda').join('\n');
  expect(agenda).toMatch(/[▶•] close {2}2 {2}next/);
  expect(agenda).not.toContain('loses: later');
});

it('an edited scenario counts from its next start; a new one can be chosen at once', async () => {
  const { screen, workspace } = await openStory(FILES);
  await screen.press('s');
  workspace.save('scenarios/ada.json', { name: 'Ada Lovelace' });
  workspace.save('scenarios/bob.json', { name: 'Bob' });
  await screen.until('{ name: "Bob" }');
  expect(pane(screen, 'Scenarios')).toEqual(['›▶ ada       { name: "Ada Lovelace" }', '   bob       { name: "Bob" }']);
  await screen.press('esc');
  expect(pane(screen, '[Data]')).toEqual(['     name  "Ada"']);
  await screen.press('r');
  expect(pane(screen, '[Data]')).toEqual(['     name  "Ada Lovelace"']);
});

it('a broken scenario is a problem with its line; the others can be started', async () => {
  const { screen, workspace } = await openStory(FILES);
  workspace.save('scenarios/ada.json', '{\n  "name": "Ada\n}\n');
  workspace.save('scenarios/bob.json', { name: 'Bob' });
  await screen.until('error');
  await screen.press('!');
  expect(selected(screen)).toMatch(/✗ error {4}scenarios\/ada\.json:2:/);
  await screen.press('esc', 's');
  await screen.until('bob');
  await screen.press('enter');
  expect(pane(screen, '[Data]')).toEqual(['     name  "Bob"']);
});

it('a secret that is changed is the new one from the next start on, and neither is ever shown', async () => {
  const { screen, workspace } = await openStory({
    'steps/ask.js': step('{ name: String }', 'data.key = task.config("KEY"); data.length = data.key.length;'),
    'scenarios/ada.json': { name: 'Ada' },
    'stepscope.config.json': { secrets: { KEY: 'first-secret' } },
  });
  await screen.press('space');
  expect(pane(screen, '[Data]').slice(1)).toEqual([' +   key     "‹secret KEY›"', ' +   length  12']);
  workspace.save('stepscope.config.json', { secrets: { KEY: 'second-one' } });
  workspace.save('steps/seen.js', step('{ never: 1 }'));
  await screen.until('2 steps');
  await screen.press('r', 'space');
  expect(pane(screen, '[Data]').slice(1)).toEqual([' +   key     "‹secret KEY›"', ' +   length  10']);
  expect(screen.raw).not.toMatch(/first-secret|second-one/);
});

it.each([
  ['in the same process', {}],
  ['in a new process, since its limits are others', { limits: { stepMs: 900 } }],
])('a secret that is changed while a task is under way, %s: neither is ever shown', async (_where, more) => {
  const { screen, workspace } = await openStory({
    'steps/ask.js': step(
      '{ name: String }',
      'data.last = data.seen ?? null; data.seen = task.config("KEY"); step.redo();',
    ),
    'scenarios/ada.json': { name: 'Ada' },
    'stepscope.config.json': { secrets: { KEY: 'first-secret' } },
  });
  await screen.press('space');
  workspace.save('stepscope.config.json', { secrets: { KEY: 'second-one' }, ...more, nonsense: 1 });
  await screen.until('! 2 warnings');
  await screen.press('space', 'F', ',', '.');
  expect(pane(screen, '[Data]').slice(1)).toEqual([' ~   last  null → "‹secret KEY›"', '     seen  "‹secret KEY›"']);
  expect(screen.raw).not.toMatch(/first-secret|second-one/);
});
