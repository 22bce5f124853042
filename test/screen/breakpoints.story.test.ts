// Breakpoints on the screen: set, hit, listed, written and changed; what is said where one stops.
import { expect, it } from 'vitest';
import { openScreen, type Screen } from './driver.ts';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/a.js': step('{ n: 1 }', 'data.n = 2; data.list = [{ price: 1 }];'),
  'steps/b.js': step('{ n: 2 }', 'data.n = 3; data.list[0].price = 5;'),
  'steps/c.js': step('{ n: 3 }', 'data.n = 4; data.made = connectors.shop.make({ into: "by" });'),
  'steps/d.js': step('{ n: 4 }', 'throw new Error("no");'),
  'steps/other.js': step('{ n: 3 }'),
  'scenarios/one.json': { name: 'one', data: { n: 1 }, connectors: { shop: { make: { id: 1 } } } },
};

/** Adds one in the panel, as text. */
async function add(screen: Screen, text: string): Promise<void> {
  await screen.press('P', 'a');
  await screen.type(text);
  await screen.press('enter', 'esc');
}

it.each<readonly [text: string, at: string, why: string]>([
  ['step c', '2/2', 'before c'],
  ['turn 2', '1/1', 'before turn 2'],
  ['several', '2/2', 'several steps match'],
  ['match c', '2/2', 'c matches now'],
  ['change list.*.price', '1/1', 'list[0].price changed: nothing → 1'],
  ['change n if data.n > 2', '2/2', 'n changed: 2 → 3'],
  ['settle', '3/3', 'what c waited for arrived'],
])('%s stops at turn %s: %s', async (text, at, why) => {
  const { screen } = await openStory(FILES);
  await add(screen, text);
  expect(message(screen)).toBe(`Breakpoint set: ${text}.`);
  await screen.press('c');
  expect(header(screen)).toMatch(new RegExp(`turn ${at} {2}‖ paused: breakpoint`));
  expect(message(screen)).toBe(`● ${why}  (${text})`);
});

it('error stops where a turn failed', async () => {
  const { screen } = await openStory({
    ...FILES,
    'steps/a.js': step('{ n: 1 }', 'task.subtask("child", { k: 1 }, { into: "got", waitFor: true });'),
    'steps/after.js': step('{ got: Object }'),
    'steps/work.js': step('{ k: 1 }', 'throw new Error("no");'),
  });
  await add(screen, 'error');
  await screen.press('c');
  expect(header(screen)).toMatch(/one ▸ child {2}turn 1\/1 {2}■ error/);
  await screen.press('c');
  expect(header(screen)).toMatch(/one {2}turn 2\/2 {2}■ done: settled/);
});

it('where the task ends there as well, both are said', async () => {
  const { screen } = await openStory(FILES);
  await add(screen, 'error');
  await screen.press('c');
  expect(header(screen)).toContain('■ error');
  expect(message(screen)).toMatch(/d\.js:3 {2}Error: no .*● d failed {2}\(error\)/);
});

it('b sets one before the selected step, in a column of its own, and takes it away again', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('down', 'b');
  expect(pane(screen, 'Agenda').slice(0, 2)).toEqual(['   ▶ a      1  next', '›●   b         1 away']);
  await screen.press('c');
  expect(header(screen)).toContain('turn 1/1  ‖ paused: breakpoint');
  expect(pane(screen, 'Agenda')[0]).toBe('›● ▶ b      1  next');
  await screen.press('b');
  expect(message(screen)).toContain('Breakpoint removed: step b.');
  await screen.press('c');
  expect(header(screen)).toContain('■ error');
});

it('the timeline marks the turns at which one stopped', async () => {
  const { screen } = await openStory(FILES);
  await add(screen, 'step b');
  await screen.press('c', 'space', 'space');
  expect(screen.row('4 Timeline')).toMatch(/4 Timeline {2}.●./);
  expect(pane(screen, 'Timeline')[0]).toContain('●2 b');
  await screen.resize(132, 60);
  expect(screen.row('only match').trim()).toBeTruthy();
  expect(screen.lines().filter((line) => /│ ● +2 {2}b/.test(line))).toHaveLength(1);
});

it('B in Data stops where the selected value changes', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('3', 'B');
  expect(message(screen)).toBe('Breakpoint set: change n.');
  await screen.press('c');
  expect(message(screen)).toBe('● n changed: 1 → 2  (change n)');
  await screen.press('B', 'c');
  expect(header(screen)).toContain('■ error');
});

it('the list adds, changes, switches and deletes, and says what is wrong with a text', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('P');
  expect(pane(screen, 'Breakpoints').join(' ')).toContain('no breakpoints yet: a adds one');
  await screen.press('x');
  expect(message(screen)).toBe('there is no breakpoint yet: a adds one');
  await screen.press('a');
  await screen.type('step b if data.(');
  await screen.press('enter');
  expect(message(screen)).toMatch(/^its condition cannot be read: Unexpected token/);
  expect(screen.lines().at(-1)).toMatch(/^ new breakpoint: step b if data\.\(▏/);
  await screen.press('backspace', 'backspace');
  await screen.type('.n > 1 hits < 9');
  await screen.press('enter', 'a');
  await screen.paste('change list.*.price log {data.n}\n');
  await screen.press('enter');
  expect(pane(screen, 'Breakpoints')).toEqual([
    ' ● step b if data.n > 1 hits < 9',
    '›● change list.*.price log {data.n}  log point',
  ]);
  await screen.press('x');
  expect(selected(screen)).toBe('○ change list.*.price log {data.n}  off (x)');
  await screen.press('enter', 'ctrl-w', 'ctrl-w', 'enter');
  expect(selected(screen)).toMatch(/^○ change list\.\*\.price +off \(x\)$/);
  await screen.press('up', 'd');
  expect(pane(screen, 'Breakpoints')).toEqual(['›○ change list.*.price  off (x)']);
  await screen.press('a', 'up', 'up', 'enter');
  expect(pane(screen, 'Breakpoints').at(-1)).toBe('›● change list.*.price log {data.n}  log point');
});

it('the list says how often one hit in the task on screen, and when last', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('3', 'B', 'c');
  expect(message(screen)).toBe('● n changed: 1 → 2  (change n)');
  await screen.press('P');
  expect(pane(screen, 'Breakpoints')).toEqual(['›● change n  hit 1×, last @1']);
  await screen.press('a');
  await screen.type('step b log {data.n}');
  await screen.press('enter', 'esc', 'c', 'P');
  expect(pane(screen, 'Breakpoints')).toEqual([
    '›● change n             hit 2×, last @2',
    ' ● step b log {data.n}  log point  hit 1×, last @2',
  ]);
});

it('one whose step is gone is hollow, and says so; it works again when the step is back', async () => {
  const { screen, workspace } = await openStory(FILES);
  await screen.press('down', 'b');
  workspace.remove('steps/b.js');
  await screen.until(/4 steps/);
  await screen.press('P');
  expect(pane(screen, 'Breakpoints')).toEqual(['›○ step b  there is no step b']);
  await screen.press('esc');
  workspace.save('steps/b.js', FILES['steps/b.js']);
  await screen.until(/5 steps/);
  await screen.press('c');
  expect(header(screen)).toContain('turn 1/1  ‖ paused: breakpoint');
});

it('a condition that throws is told, and one that never ends is out of action', async () => {
  const { screen } = await openStory({ ...FILES, 'stepscope.config.json': { limits: { stepMs: 300 } } });
  await add(screen, 'step b if data.no.thing');
  await add(screen, 'step c if (() => { for (;;); })()');
  await screen.press('c');
  expect(header(screen)).toContain('turn 2/2');
  expect(message(screen)).toMatch(/^The breakpoint step c if .* is out of action: its condition ran for more than/);
  await screen.press('P', 'down');
  expect(selected(screen)).toMatch(/^○ step c if .* {2}its condition ran/);
  await screen.press('esc', '3', ']', ']');
  const said = pane(screen, '[Log]').join(' ').replace(/ +/g, ' ');
  expect(said).toContain('the condition of the breakpoint step b if data.no.thing threw');
});

it('a log point writes into Log and stops nothing', async () => {
  const { screen } = await openStory(FILES);
  await add(screen, 'step a log n is {data.n}');
  await add(screen, 'change n if data.n > 2 log now {data.n}');
  await screen.press('c');
  expect(header(screen)).toContain('■ error');
  const lines = pane(screen, '[Log]').filter((line) => line.includes('point'));
  expect(lines).toEqual([' @1   point  n is 1', ' @2   point  now 3', ' @3   point  now 4']);
});

it('--breakpoint sets them at the start, and they are there the next time', async () => {
  const { screen, workspace } = await openStory(FILES, { args: ['--breakpoint', 'b', '--breakpoint', 'nobody'] });
  expect(message(screen)).toContain('step nobody waits: there is no step of this name');
  await screen.press('c');
  expect(message(screen)).toBe('● before b  (step b)');
  await screen.press('q');
  await screen.waitExit();
  const again = await openScreen({ cols: 132, rows: 30, args: [workspace.dir] });
  await again.press('P');
  expect(pane(again, 'Breakpoints')).toEqual(['›● step b', ' ○ step nobody  there is no step nobody']);
});

it('marks stand in Source and in Data, hollow where a condition throws, and the list says why', async () => {
  const { screen } = await openStory(FILES);
  await add(screen, 'step b if data.none.more');
  await add(screen, 'change list.*.price');
  await screen.press('j', '3', '[');
  expect(pane(screen, '[Source]').slice(1, 3)).toEqual([
    ' 2 ● export const content = async () => {',
    '     ╰ step b if data.none.more',
  ]);
  await screen.press('c', 'c', 'P');
  expect(selected(screen)).toBe(
    "○ step b if data.none.more  its condition threw TypeError: Cannot read properties of undefined (reading 'more')",
  );
  await screen.press('esc', '1', 'g', ...'/b', 'enter');
  expect(pane(screen, 'Agenda').join('\n')).toMatch(/○ ✓ b/);
  expect(pane(screen, '[Source]').slice(1, 3).join(' ')).toContain('2 ○ export const content');
  await screen.press('3', ']');
  expect(pane(screen, '[Data]').find((line) => line.includes('price'))).toMatch(/● *$/);
});

it('what was added in the list is selected there', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('P', 'a', ...'step a', 'enter', 'a', ...'step b', 'enter');
  expect(selected(screen)).toBe('● step b');
});
