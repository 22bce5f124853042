// What a person sees at a glance: what failed, where an answer came from, what can be pressed, what to do with nothing.
import { expect, it } from 'vitest';
import { openScreen } from './driver.ts';
import { header, message, openStory, pane, selected } from './story.ts';
import { makeWorkspace, step } from './workspace.ts';

const FAILING = {
  'steps/a.js': step('{ n: 1 }', 'data.m = 1;'),
  'steps/b.js': step('{ m: 1 }', 'data.none.x = 1;'),
  'steps/near.js': step('{ n: 1, o: 1 }'),
  'scenarios/one.json': { n: 1 },
};

it('the step that failed is selected, and Source shows the line; before it, what is next is selected again', async () => {
  const { screen } = await openStory(FAILING);
  await screen.press('c');
  expect(header(screen)).toContain('■ error');
  expect(pane(screen, 'Agenda')[0]).toMatch(/^›✗ b +failed @2$/);
  expect(pane(screen, 'Why')[0]).toContain('failed in turn 2: what it had');
  await screen.press('3', ']', ']', ']');
  expect(selected(screen)).toMatch(/^3 ▶ {3}data\.none\.x = 1;/);
  await screen.press(',', ',', '1');
  expect(pane(screen, 'Agenda')[0]).toMatch(/^›▶ a +1 {2}next$/);
});

it('a step that was selected on purpose stays so when another one fails', async () => {
  const { screen } = await openStory(FAILING);
  await screen.press('down', 'c');
  expect(header(screen)).toContain('■ error');
  expect(selected(screen)).toMatch(/^near/);
});

it('an answer that a person gave is told as such when the recording is played', async () => {
  const workspace = makeWorkspace({
    'steps/ask.js': step('{ n: 1 }', 'data.left = await connectors.shop.stock({ item: "book" });'),
    'steps/told.js': step('{ left: Object }', 'await connectors.crm.note({ item: "book" });'),
    'scenarios/connectors/crm.json': { note: { ok: true } },
    'scenarios/one.json': { n: 1 },
  });
  const screen = await openScreen({ cols: 132, rows: 30, args: [workspace.dir] });
  await screen.press('c', 'a', ...'{"left": 2}', 'enter');
  await screen.press('o', 'enter');
  await screen.until('▷ recording');
  await screen.press('c', '3', ']', ']', ']');
  const calls = pane(screen, '[Calls]').filter((row) => row.includes('@'));
  expect(calls[0]).toMatch(/shop\.stock\(.* by hand$/);
  expect(calls[1]).toMatch(/crm\.note\(.* mock$/);
});

it('what is said of a breakpoint without its step goes when the step comes', async () => {
  const { screen, workspace } = await openStory({ 'steps/a.js': step('{ n: 1 }'), 'scenarios/one.json': { n: 1 } });
  await screen.press('P', 'a', ...'step b', 'enter', 'esc');
  await screen.press('P', 'd', 'a', ...'step b', 'enter');
  expect(message(screen)).toContain('there is no step of this name');
  workspace.save('steps/b.js', step('{ n: 2 }'));
  await screen.until('● step b');
  expect(message(screen)).not.toContain('there is no step of this name');
});

it('help puts in brackets what can do nothing now: colour alone says nothing', async () => {
  const { screen } = await openStory(FAILING, { env: { NO_COLOR: '1' } });
  await screen.press('?');
  const rows = pane(screen, 'Help').join('\n');
  expect(rows).toMatch(/^› {2}space {3,}run one step/m);
  expect(rows).toMatch(/^ {2}\(a\) {3,}answer the call/m);
});

it('without a step it says what to do, and the example is whole in every size', async () => {
  for (const [cols, rows] of [
    [80, 24],
    [100, 30],
    [120, 30],
    [200, 50],
  ] as const) {
    const { dir } = makeWorkspace({ 'scenarios/one.json': { name: 'Ada' } });
    const screen = await openScreen({ cols, rows, args: [dir] });
    expect(message(screen)).toBe('no step yet — save one below steps/ and it appears');
    expect(pane(screen, 'Agenda').join('\n')).not.toContain('…');
    expect(pane(screen, 'Agenda').join('\n')).toMatch(/export const content = async \(\) => \{\n.*\n +\};/);
  }
});

it('code is folded at spaces, and the turn in words ends with a whole word', async () => {
  const { screen } = await openStory(
    {
      'steps/a long name of a step.js': step('{ n: 1 }', 'data.one = { first: 1, second: 2, third: 3, fourth: 4 };'),
      'scenarios/one.json': { n: 1 },
    },
    { cols: 100 },
  );
  await screen.press('space', '3', '[');
  const code = pane(screen, '[Source]').map((row) => row.trim());
  expect(code.join('\n')).toMatch(/=> \{$/m);
  expect(code.join('\n')).not.toMatch(/^[>,]/m);
  const turn = pane(screen, '4 Timeline').join('\n');
  expect(turn).toContain('1 change');
  expect(turn).not.toContain('…');
});
