// Looking closer: what steps have shown.
import { expect, it } from 'vitest';
import { foot, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

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
  expect(pane(screen, '[View]').slice(1, 3)).toEqual([`  May   2  ${'▬'.repeat(37)}`, `  June  1  ${'▬'.repeat(19)}`]);
  expect(foot(screen, '[View]')).toBe('2 views, the newest first');
  await screen.press(',');
  expect(selected(screen)).toContain('Receipt');
});
