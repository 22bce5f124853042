// Every key of the key table, each with what it visibly does.
import { afterAll, describe, expect, it } from 'vitest';
import { KEYS, type KeyId } from '../../src/tui/key-table.ts';
import type { Screen } from './driver.ts';
import { header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const FAR = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [`steps/far ${index + 10}.js`, step('{ x: 1, y: 1 }')]),
);
const FILES = {
  ...FAR,
  'steps/a.js': step('{ n: 1 }', 'console.log("one\\ntwo"); data.a = connectors.shop.buy();'),
  'steps/b.js': step('{ n: 1 }', 'data.b = 1;'),
  'steps/broken.js': 'export const',
  'scenarios/one.json': { name: 'one', data: { n: 1, box: { deep: { x: 2 } } }, connectors: { shop: { buy: 5 } } },
  'scenarios/two.json': { n: 2 },
};

type Look = (screen: Screen) => string;
const at: Look = (screen) => /turn (\d+\/\d+)/.exec(header(screen))?.[1] ?? '';
/** The row that is selected where the focus is, without marks and columns. */
const row: Look = (screen) =>
  selected(screen)
    .replace(/^[▶•✓✗-] /, '')
    .replace(/ {2}.*/, '');
const focus: Look = (screen) =>
  /▸(?:\d )?(\w+)/.exec(screen.lines().find((line) => line.includes('▸')) ?? '')?.[1] ?? '';
const tab: Look = (screen) => /\[(\w+)\]/.exec(screen.row('╭ 1 Agenda'))?.[1] ?? '';
const panel: Look = (screen) => (focus(screen) === '' ? '' : focus(screen));
const said: Look = (screen) => message(screen);
/** Without the gap before which keys end it. */
const typed: Look = (screen) => message(screen).replace(/ {2,}/, '  ');
/** What is asked for, and what was typed so far. */
const asked: Look = (screen) => message(screen).replace(/▏.*/, '');
const rows: Look = (screen) => String(pane(screen, '[Data]').length);
/** How wide the agenda is. */
const widths: Look = (screen) => String(screen.row('1 Agenda').indexOf('╮') + 1);
const title: Look = (screen) => /▸1 Agenda(.*?) ─/.exec(screen.text())?.[1]?.trim() ?? '';
const order: Look = (screen) =>
  pane(screen, 'Agenda')
    .slice(0, 2)
    .map((line) => line.slice(3, 5).trim())
    .join(' ');

/** Which key of which row of the table, where to look after it, and what is there; a row without an id only leads on. */
type Walk = readonly (readonly [id: KeyId | '', key: string, look: Look, shown: string])[];

const WALKS: Readonly<Record<string, Walk>> = {
  'running and travelling': [
    ['step', 'space', at, '1/1'],
    ['back', ',', at, '0/1'],
    ['forward', '.', at, '1/1'],
    ['continue', 'c', at, '2/2'],
    ['times', 'T', panel, 'Times'],
    ['', 'end', panel, 'Times'],
    ['', 'esc', at, '2/2'],
    ['restart', 'r', at, '0/0'],
    ['', 'space', at, '1/1'],
    ['restart', 'R', at, '0/0'],
    ['pause', 'p', said, 'nothing runs'],
    ['', 'down', row, 'b'],
    ['pick', 'enter', at, '1/1'],
    ['', 'c', at, '2/2'],
    ['', '4', focus, 'Timeline'],
    ['earlier', 'left', at, '1/2'],
    ['earlier', 'h', at, '0/2'],
    ['later', 'right', at, '1/2'],
    ['later', 'l', at, '2/2'],
    ['earlier', 'up', at, '1/2'],
    ['earlier', 'k', at, '0/2'],
    ['later', 'down', at, '1/2'],
    ['later', 'j', at, '2/2'],
    ['start', 'g', at, '0/2'],
    ['tail', 'G', at, '2/2'],
    ['start', 'home', at, '0/2'],
    ['tail', 'end', at, '2/2'],
  ],
  'switching, filtering, panes': [
    ['toggle', 'x', said, 'a is switched off until you switch it on again.'],
    ['', 'home', order, 'b fa'],
    ['', 'end', row, 'a'],
    ['', 'x', said, 'a is on again.'],
    ['', 'home', order, 'a b'],
    ['filter', '/', typed, 'filter: ▏  enter keeps it, esc clears it'],
    ['', 'b', typed, 'filter: b▏  enter keeps it, esc clears it'],
    ['', 'enter', title, '/ b'],
    ['clear', 'esc', title, ''],
    ['pane-why', '2', focus, 'Why'],
    ['pane-data', '3', tab, 'Data'],
    ['pane-timeline', '4', focus, 'Timeline'],
    ['pane-agenda', '1', focus, 'Agenda'],
    ['next-pane', 'tab', focus, 'Why'],
    ['previous-pane', 'shift-tab', focus, 'Agenda'],
    ['next-tab', ']', (screen) => pane(screen, '[Patch]').join(), '  at the start: nothing has changed yet'],
    ['previous-tab', '[', (screen) => pane(screen, '[Data]')[0] ?? '', '›    n  1'],
  ],
  'sizes and files': [
    ['grow', '+', widths, '37'],
    ['shrink', '-', widths, '33'],
    ['', '-', widths, '29'],
    ['', '+', widths, '33'],
    ['grow', '+', widths, '37'],
    ['size-reset', '0', widths, '33'],
    ['', '0', said, 'the panes are as they were'],
    [
      'edit-file',
      'e',
      said,
      'The editor no-such-editor cannot be started (there is no such command): set VISUAL or EDITOR, or editor in stepscope.config.json.',
    ],
  ],
  'opening what is there': [
    ['recordings', 'o', panel, 'Recordings'],
    ['play', 'enter', (screen) => /▷ recording/.exec(header(screen))?.[0] ?? '', '▷ recording'],
    ['', 'q', (screen) => /● rec\b/.exec(header(screen))?.[0] ?? '', '● rec'],
    ['', '3', row, 'n'],
    ['whole', 'enter', panel, 'n'],
    ['', 'esc', row, 'n'],
  ],
  families: [
    ['over', 'n', said, 'it has no subtasks: space runs one step'],
    ['out', 'N', said, 'this is nobody’s subtask'],
    ['into', '}', said, 'no subtask has begun here'],
    ['above', '{', said, 'this is nobody’s subtask'],
  ],
  'moving in a list': [
    ['down', 'down', row, 'b'],
    ['down', 'j', row, 'far 10'],
    ['up', 'up', row, 'b'],
    ['up', 'k', row, 'a'],
    ['page-down', 'pagedown', row, 'far 20'],
    ['page-up', 'pageup', row, 'a'],
    ['page-down', 'ctrl-f', row, 'far 20'],
    ['page-up', 'ctrl-b', row, 'a'],
    ['last', 'end', row, 'far 39'],
    ['first', 'home', row, 'a'],
    ['last', 'G', row, 'far 39'],
    ['first', 'g', row, 'a'],
  ],
  folding: [
    ['', '3', rows, '4'],
    ['', 'down', row, '▾ box'],
    ['flip', 'enter', rows, '2'],
    ['flip', 'enter', rows, '4'],
    ['fold', 'left', rows, '2'],
    ['unfold', 'right', rows, '4'],
    ['fold', 'h', rows, '2'],
    ['unfold', 'l', rows, '4'],
  ],
  'changing a task': [
    ['stop', 'S', said, 'stopped by hand — z goes on with it'],
    ['resume', 'z', at, '0/0'],
    ['make-match', 'M', said, 'a matches already'],
    ['', 'end', row, 'far 39'],
    ['make-match', 'M', said, 'x, y edited, so that far 39 matches.'],
    ['mark', 'm', asked, 'name of turn 0: '],
    ['', 'k', asked, 'name of turn 0: k'],
    ['', 'enter', at, '0/0'],
    ['', 'space', at, '1/1'],
    ['rewind', '<', at, '0/1'],
    ['fork', 'F', at, '0/0'],
    ['marks', "'", panel, 'Marks'],
    ['go', 'enter', at, '0/1'],
    ['', 'home', focus, 'Agenda'],
    ['confluence', 'O', said, 'The order does not matter: the first 12 of 32 orders end with the same data.'],
    ['', '3', tab, 'Data'],
    ['edit', 'E', asked, 'n becomes (JSON; nothing removes it): 1'],
    ['', 'esc', tab, 'Data'],
    ['copy', 'y', said, 'Copied the value of n.'],
    ['copy-path', 'Y', said, 'Copied the path n.'],
    ['history', 'H', panel, 'History'],
    ['', 'esc', tab, 'Data'],
    ['answer', 'a', said, 'no call waits for an answer'],
    ['rerun', 'r', at, '0/0'],
    ['', 'space', at, '1/1'],
    ['', ']', tab, 'Patch'],
    ['', ']', tab, 'Log'],
    ['', ']', tab, 'Calls'],
    ['pin', 'i', asked, 'shop.buy always answers (nothing: no pin): 5'],
    ['', 'esc', tab, 'Calls'],
    ['', 'i', asked, 'shop.buy always answers (nothing: no pin): 5'],
    ['', 'enter', said, 'Pinned: shop.buy always answers that from now on. Calls lists the pins.'],
    ['', 'home', tab, 'Calls'],
    ['unpin', 'd', said, 'No longer pinned: shop.buy.'],
    ['save', 'ctrl-s', asked, 'save as scenario: one from turn 1'],
    ['', 'esc', tab, 'Calls'],
    ['inspect', 'I', panel, 'Down'],
    ['', 'esc', tab, 'Calls'],
    ['keep', 'A', said, 'you have given no answer: a answers a call, i in Calls all of a method'],
  ],
  breakpoints: [
    ['break', 'b', said, 'Breakpoint set: step a.'],
    ['', 'b', said, 'Breakpoint removed: step a.'],
    ['', 'b', row, '● ▶ a'],
    ['', '3', tab, 'Data'],
    ['break-change', 'B', said, 'Breakpoint set: change n.'],
    ['breakpoints', 'P', panel, 'Breakpoints'],
    ['break-edit', 'enter', asked, 'breakpoint: step a'],
    ['', 'esc', row, '● step a'],
    ['break-toggle', 'x', row, '○ step a'],
    ['break-delete', 'd', row, '● change n'],
    ['break-add', 'a', asked, 'new breakpoint: '],
    ['', 'esc', panel, 'Breakpoints'],
  ],
  watches: [
    ['watches', 'W', panel, 'Watches'],
    ['watch-add', 'a', asked, 'watch: '],
    ['', 'esc', panel, 'Watches'],
    ['', 'esc', focus, 'Agenda'],
    ['', '3', row, 'n'],
    ['watch', 'w', (screen) => pane(screen, '[Data]')[0] ?? '', '   ◉ n  1'],
    ['', 'W', row, '◉ n'],
    ['watch-show', 'enter', row, 'n'],
    ['', 'W', row, '◉ n'],
    ['history', 'H', panel, 'History'],
    ['', 'esc', tab, 'Data'],
    ['', 'W', row, '◉ n'],
    ['watch-delete', 'd', (screen) => pane(screen, 'Watches')[0]?.trim().slice(0, 22) ?? '', 'nothing is watched yet'],
    ['', 'esc', tab, 'Data'],
    ['', 'space', at, '1/1'],
    ['', ']', tab, 'Patch'],
    ['diff-from', 'v', asked, 'Patch from turn (number or mark; nothing: the turn alone): 0'],
    ['', 'enter', (screen) => /from turn \d+ to turn \d+/.exec(screen.text())?.[0] ?? '', 'from turn 0 to turn 1'],
  ],
  'panels and leaving': [
    ['scenarios', 's', panel, 'Scenarios'],
    ['', 'down', row, 'two'],
    ['choose', 'enter', header, 'two'],
    ['tasks', 'f', panel, 'Tasks'],
    ['', 'down', panel, 'Tasks'],
    ['', 'home', panel, 'Tasks'],
    ['compare', '=', panel, 'Compared'],
    ['', 'esc', focus, 'Agenda'],
    ['', 'f', panel, 'Tasks'],
    ['show', 'enter', header, 'two'],
    ['problems', '!', panel, 'Problems'],
    ['problem-source', 'enter', said, 'steps/broken.js is no step that is in force: e opens it in your editor'],
    ['message', '!', said, '! does nothing in this panel: esc closes it'],
    ['close', 'esc', focus, 'Agenda'],
    ['', 'u', header, 'one'],
    ['palette', ':', panel, 'Commands'],
    ['', 'x', row, 'x'],
    ['run', 'enter', said, 'a is switched off until you switch it on again.'],
    ['undo', 'u', said, 'Undone: a switched off.'],
    ['help', '?', panel, 'Help'],
    ['close', 'q', focus, 'Agenda'],
    ['quit', 'q', () => 'left', 'left'],
  ],
  'ctrl-c': [['interrupt', 'ctrl-c', () => 'left', 'left']],
};

describe('keys', () => {
  const used = new Set<string>();

  it.each(Object.entries(WALKS))('%s', async (_, walk) => {
    const { screen } = await openStory(FILES, { rows: 22, env: { VISUAL: 'no-such-editor' } });
    for (const [id, key, look, shown] of walk) {
      await screen.press(key);
      if (shown === 'left') expect(await screen.waitExit()).toMatchObject({ code: 0 });
      else if (look === header) expect(look(screen), key).toContain(shown);
      else if (look(screen) !== shown) screen.fail(`after ${key} (${id}): ${look(screen)} is not ${shown}`);
      used.add(`${id} ${key}`);
    }
  });

  afterAll(() => {
    const all = KEYS.flatMap(({ id, keys }) => keys.map((key) => `${id} ${key}`));
    expect(all.filter((each) => !used.has(each))).toEqual([]);
  });
});
