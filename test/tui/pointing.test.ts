// What a click and a turn of the wheel mean, by where they are: the intents of the session and the state of the screen.
import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/session/command.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { UiState } from '../../src/tui/ui-state.ts';
import { orders } from '../session/views/orders.ts';
import { type Shown, showScreen } from './show.tsx';
import { STATES } from './states.ts';

const SIZE = { columns: 120, rows: 40 };
const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

function show(state: SessionState | undefined = orders()): Shown {
  const shown = showScreen(state, SIZE);
  open.push(shown);
  return shown;
}

type Name = 'click' | 'wheel-up' | 'wheel-down';

/** At the first letter of a text on the screen. */
async function point(shown: Shown, name: Name, text: string): Promise<void> {
  await shown.settle();
  const y = shown.rows().findIndex((row) => row.includes(text));
  if (y < 0) throw new Error(`${text} is not on the screen:\n${shown.rows().join('\n')}`);
  shown.screen.press({ name, at: { x: shown.rows()[y]?.indexOf(text) ?? 0, y } }, SIZE);
  await shown.settle();
}

const uiOf = (shown: Shown): UiState => shown.screen.getMoment().ui;

/** Keys before it, what is pointed at one after the other, what the session is asked, and what the screen is then. */
type Row = readonly [
  what: string,
  keys: readonly string[],
  points: readonly (readonly [Name, string])[],
  asked: readonly Command[],
  then: (ui: UiState) => unknown,
  wanted: unknown,
];

const focus = (ui: UiState) => ui.focus;

describe('on the orders', () => {
  it.each<Row>([
    [
      'a row of the agenda',
      ['3'],
      [['click', 'log_order']],
      [],
      (ui) => [ui.focus, ui.lists.agenda.key],
      ['agenda', 'log_order'],
    ],
    [
      'a match that is selected',
      [],
      [
        ['click', '▶ notify_sales'],
        ['click', '▶ notify_sales'],
      ],
      [],
      focus,
      'agenda',
    ],
    ['a row of Why', [], [['click', '✓ status']], [], focus, 'why'],
    [
      'the same again, where enter is no key',
      ['2'],
      [
        ['click', '✓ status'],
        ['click', '✓ status'],
      ],
      [],
      (ui) => ui.said,
      '',
    ],
    ['a frame', ['3'], [['click', '1 Agenda']], [], focus, 'agenda'],
    ['what opens a tab', [], [['click', 'Calls']], [], (ui) => [ui.focus, ui.tab], ['data', 'calls']],
    ['the tab that is open', [], [['click', 'Data]']], [], (ui) => [ui.focus, ui.tab], ['data', 'data']],
    [
      'a row of Data',
      [],
      [['click', 'firstName']],
      [],
      (ui) => [ui.focus, ui.lists.data.key],
      ['data', '["customer","firstName"]'],
    ],
    [
      'an open row of Data, twice',
      [],
      [
        ['click', '▾ customer'],
        ['click', '▾ customer'],
      ],
      [],
      (ui) => ui.folds.get('["order","customer"]'),
      false,
    ],
    [
      'a value that holds no others, twice',
      [],
      [
        ['click', 'firstName'],
        ['click', 'firstName'],
      ],
      [],
      (ui) => ui.panel,
      'whole',
    ],
    ['a turn by its name', [], [['click', '2 normalize']], [{ kind: 'jump', turns: 2 }], focus, 'timeline'],
    ['a scenario, once', ['s'], [['click', 'orders/enterprise']], [], (ui) => ui.panel, 'scenarios'],
    ['the wheel over the timeline', [], [['wheel-up', '4 Timeline']], [{ kind: 'back' }], focus, 'agenda'],
    ['the wheel over its end', [], [['wheel-down', '4 Timeline']], [], (ui) => ui.said, ''],
    [
      'the wheel over the agenda',
      ['3'],
      [['wheel-down', '1 Agenda']],
      [],
      (ui) => [ui.focus, ui.lists.agenda.index],
      ['data', 3],
    ],
    [
      'the wheel there and back',
      [],
      [
        ['wheel-down', '1 Agenda'],
        ['wheel-up', '1 Agenda'],
      ],
      [],
      (ui) => ui.lists.agenda.key,
      null,
    ],
    ['the wheel over help', ['?'], [['wheel-down', 'Help']], [], (ui) => ui.lists.help.index, 4],
    [
      'a text that is asked for',
      ['m', 'x'],
      [
        ['click', 'firstName'],
        ['click', 'x▏'],
      ],
      [],
      (ui) => [ui.prompt?.text, ui.focus],
      ['x', 'agenda'],
    ],
    [
      'a filter that is being typed',
      ['/', 'o'],
      [['click', 'log_order']],
      [],
      (ui) => [ui.typing, ui.filters.agenda, ui.lists.agenda.key],
      [null, 'o', 'log_order'],
    ],
    [
      'what is typed into the palette',
      [':', 'w'],
      [['wheel-down', 'Commands']],
      [],
      (ui) => [ui.typing, ui.filters.palette],
      ['palette', 'w'],
    ],
  ])('%s', async (_, keys, points, asked, then, wanted) => {
    const shown = show();
    await shown.press(...keys);
    for (const [name, text] of points) await point(shown, name, text);
    expect(shown.session.asked).toEqual(asked);
    expect(then(uiOf(shown))).toEqual(wanted);
  });

  it('a second click in a list of places is enter there', async () => {
    const shown = show(STATES.waiting?.());
    await shown.press('f');
    await shown.press('down', 'up');
    const before = shown.session.asked.length;
    const row = shown.rows().findIndex((text) => text.includes('›'));
    shown.screen.press({ name: 'click', at: { x: 5, y: row } }, SIZE);
    expect(shown.session.asked.slice(before).map(({ kind }) => kind)).toEqual(['show']);
    expect(uiOf(shown).panel).toBeNull();
  });

  it('what is nowhere does nothing at all', async () => {
    const shown = show();
    const before = uiOf(shown);
    for (const at of [
      { x: 3, y: 0 },
      { x: 3, y: 39 },
      { x: 500, y: 3 },
      { x: 3, y: 500 },
    ])
      for (const name of ['click', 'wheel-up', 'wheel-down']) shown.screen.press({ name, at }, SIZE);
    expect(uiOf(shown)).toBe(before);
    expect(shown.session.asked).toEqual([]);
  });
});

it('in a recording a click that would run something says why it does not', async () => {
  const shown = show(orders({ recording: 'played' }));
  await shown.press('?');
  await point(shown, 'click', 'start the scenario over');
  await point(shown, 'click', 'start the scenario over');
  expect(shown.session.asked).toEqual([]);
});

it('a click on the lane of a task goes to it', async () => {
  const shown = show(STATES.waiting?.());
  await point(shown, 'click', '└ collect');
  expect(shown.session.asked).toEqual([{ kind: 'show', task: 't1.1' }]);
  await point(shown, 'click', '▶ orders/enterprise');
  expect(shown.session.asked.at(-1)).toEqual({ kind: 'show', task: 't1' });
  expect(focus(uiOf(shown))).toBe('timeline');
});
