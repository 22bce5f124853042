// Looking closer: what steps have shown, how they are written, what they cost, and what is in the data.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stepscope } from '../check/workspace.ts';
import { openScreen } from './driver.ts';
import { foot, header, message, openStory, pane, selected } from './story.ts';
import { makeWorkspace, step } from './workspace.ts';

const ITEMS =
  '[{ sku: "ATLAS", title: "An atlas of the world", price: 49.9 }, { sku: "OWL", title: "Owls", price: 5 }]';

it('views stand in a tab, the newest turn first, drawn to the width of the pane', async () => {
  const { screen } = await openStory({
    'steps/a.js': step('{ n: 1 }', `task.visualize({ type: "table", name: "Receipt", data: ${ITEMS} }); data.a = 1;`),
    'steps/b.js': step('{ a: 1 }', 'task.visualize({ type: "chart", name: "Sales", data: { May: 2, June: 1 } });'),
    'scenarios/one.json': { n: 1 },
  });
  await screen.press('3', ']', ']', ']', ']');
  expect(pane(screen, '[View]')).toEqual(['  no view was shown until here']);
  await screen.press('space');
  expect(pane(screen, '[View]').map((line) => line.replace(/ +a @1.*/, ' a @1'))).toEqual([
    '›Receipt  table a @1',
    '  sku    title                  price',
    '  ─────  ─────────────────────  ─────',
    '  ATLAS  An atlas of the world   49.9',
    '  OWL    Owls                       5',
  ]);
  await screen.press('space');
  expect(selected(screen)).toMatch(/^Sales {2}chart +b @2$/);
  expect(pane(screen, '[View]').slice(1, 3)).toEqual([`  May   2  ${'▬'.repeat(43)}`, `  June  1  ${'▬'.repeat(22)}`]);
  expect(foot(screen, '[View]')).toBe('2 views, the newest first');
  await screen.press(',');
  expect(selected(screen)).toContain('Receipt');
});

it('the source of a step stands in a tab: fields that hold, the line that failed, secrets masked', async () => {
  const { screen, workspace } = await openStory({
    'steps/a.js':
      'export const condition = {\n  n: 1,\n  key: null,\n};\nexport const content = async () => {\n  data.none.x = "hunter22";\n};\n',
    'steps/b.js': step('{ n: 2 }'),
    'scenarios/one.json': { n: 1 },
    'stepscope.config.json': { secrets: { pass: 'hunter22' } },
  });
  await screen.press('3', '[');
  const rows = () => pane(screen, '[Source]');
  expect(rows().slice(0, 6)).toEqual([
    '›1   export const condition = {',
    ' 2 ✓   n: 1,',
    ' 3 ✓   key: null,',
    ' 4   };',
    ' 5   export const content = async () => {',
    ' 6     data.none.x = "‹secret pass›";',
  ]);
  expect(foot(screen, '[Source]')).toBe('steps/a.js');
  await screen.press('space');
  expect(selected(screen)).toMatch(/^6 ▶ {3}data\.none\.x = /);
  await screen.press('1', 'down', '3');
  expect(rows().slice(0, 2)).toEqual(['  a threw: its source shows where', '›1 ✗ export const condition = { n: 2 };']);
  workspace.save('steps/b.js', step('{ n: 3, more: 1 }'));
  await screen.until('{ n: 3, more: 1 }');
  await screen.press('1', 'home', '3');
  expect(selected(screen)).toMatch(/^6 ▶ {3}data\.none\.x = /);
  expect(rows().join(' ').replace(/ +/g, ' ')).toContain('╰ threw TypeError: Cannot set properties of undefined');
});

it('what is short and secret stands in no pane: data, patch, calls, log, why', async () => {
  const { screen } = await openStory({
    'steps/a.js': step(
      '{ n: 1 }',
      'const [pin, own] = [task.config("PIN"), data.$stash.own]; console.log(pin); console.log({ own }); data.copy = [pin, own, Number(pin)]; data.got = connectors.x.y({ pin }); data.n = 2;',
    ),
    'steps/b.js': step('{ n: 3, pin: "zz", copy: Number }'),
    'scenarios/one.json': {
      ...{ name: 'one', data: { n: 1, pin: '4711', $stash: { own: 'x9' } } },
      connectors: { x: { y: { own: 'x9' } } },
    },
    'stepscope.config.json': { secrets: { PIN: '4711' } },
  });
  const seen = [screen.text()];
  await screen.press('space', '1', 'end', '3');
  for (let tab = 0; tab < 6; tab++) {
    seen.push(screen.text());
    await screen.press(']');
  }
  expect(seen.join('\n')).toContain('‹secret PIN›');
  expect(seen.join('\n')).toContain('‹stash›');
  expect(seen.flatMap((text) => text.split('\n')).filter((line) => /\b4711\b|\bx9\b/.test(line))).toEqual([]);
});

it('the times of steps lead to the slowest turn of one', async () => {
  const { dir } = makeWorkspace({
    'steps/slow.js': step('{ n: 1 }', 'data.a = 1;'),
    'steps/wait.js': step('{ a: 1 }', 'await connectors.utils.sleep({ milliseconds: 2000 }); data.b = 1;'),
    'steps/last.js': step('{ b: 1 }', 'data.c = 1;'),
    'scenarios/one.json': { n: 1 },
  });
  const file = join(dir, 'one.stepscope.jsonl');
  expect((await stepscope(['run', '--dir', dir, '--record', file])).code).toBe(0);
  // As they were measured on another machine: on this one they hang on who else works.
  const times = [40, 1, 2];
  const recorded = readFileSync(file, 'utf8').replace(/"runMs":[\d.e-]+/g, () => `"runMs":${times.shift()}`);
  writeFileSync(file, recorded.replace(/"matchMs":[\d.e-]+/g, '"matchMs":0.5'));
  const screen = await openScreen({ cols: 132, rows: 30, args: ['replay', file] });
  await screen.press('T');
  expect(pane(screen, 'Times')).toContain('  no turn is done yet');
  await screen.press('esc', 'c', 'T');
  const rows = () => screen.lines().map((line) => line.replace(/[│╭╰─╮╯]/g, '').trim());
  expect(rows()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^until turn 3: {3}match 2\.0 ms {3}run 43 ms {3}wait 2\.0 s/)]),
  );
  expect(screen.shaded().join()).toMatch(/slow +1 +40 ms +40 ms +40 ms +40 ms +0\.5 ms/);
  await screen.press('enter');
  expect(header(screen)).toContain('turn 1/3');
});

it('Data is searched by keys and values, and what is selected there goes onto the clipboard', async () => {
  const { screen } = await openStory({
    'steps/a.js': step('{ n: 1 }'),
    'scenarios/one.json': { n: 1, order: { items: [{ sku: 'OWL' }, { sku: 'FOX' }], total: 5 }, bird: 'Owl' },
  });
  await screen.press('3', '/', ...'owl');
  expect(message(screen)).toMatch(/^filter: owl▏ {20,}enter keeps it, esc clears it$/);
  await screen.press('enter');
  const rows = ['  / owl', '›  ▾ order', '     ▾ items', '       ▾ [0]', '           sku  "OWL"', '     bird  "Owl"'];
  expect(pane(screen, '[Data]').map((line) => line.replace(/ +esc clears it$/, ''))).toEqual(rows);
  await screen.press('down', 'down', 'down', 'y');
  expect(message(screen)).toBe('Copied the value of order.items[0].sku.');
  expect(screen.raw).toContain(`\x1b]52;c;${btoa('OWL')}\x07`);
  await screen.press('Y');
  expect(message(screen)).toBe('Copied the path order.items[0].sku.');
  expect(screen.raw).toContain(btoa('order.items[0].sku'));
  await screen.press('esc');
  expect(selected(screen)).toBe('sku  "OWL"');
  expect(pane(screen, '[Data]').join('\n')).toContain('total');
  await screen.press('/', ...'zebra', 'enter');
  expect(pane(screen, '[Data]').join(' ')).toContain('nothing has “zebra” in its key or value');
});

it('who opens a panel has read what was said before; what is said from then on stands', async () => {
  const { screen } = await openStory({ 'steps/a.js': step('{ n: 1 }'), 'scenarios/one.json': { n: 1 } });
  await screen.press('b');
  expect(message(screen)).toBe('Breakpoint set: step a.');
  await screen.press('!');
  expect(message(screen)).toBe('');
  await screen.press('esc', 'P', 'x');
  expect(message(screen)).toBe('Breakpoint off: step a.');
  await screen.press('esc');
  expect(message(screen)).toBe('Breakpoint off: step a.');
  await screen.press('b');
  expect(message(screen)).toBe('Breakpoint on again: step a.');
});
