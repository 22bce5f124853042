// A person takes part: answers a call, edits data, goes on from the past, saves a step and runs again.
import { expect, it } from 'vitest';
import { foot, header, message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

const FILES = {
  'steps/ask.js': step('{ item: String, stock: null }', 'data.stock = connectors.shop.stock({ item: data.item });'),
  'steps/sell.js': step('{ stock: { left: Number } }', 'data.sold = data.stock.left > 0;'),
  'scenarios/book.json': { item: 'book' },
};

it('a call that nobody answers is asked about, answered, and the turn runs again', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('space');
  expect(header(screen)).toContain('turn 0/0');
  expect(message(screen)).toBe('shop.stock({"item":"book"}) is called and nobody answers — a answers it');
  await screen.press('a', ...'{"left": 2', 'enter');
  expect(message(screen)).toContain('column 11: expected , or }, found the end');
  await screen.press('}', 'enter');
  expect(header(screen)).toContain('turn 1/1');
  expect(pane(screen, '[Data]').join('\n')).toMatch(/\+ ▾ stock\n.*left {2}2/);
  await screen.press(']', ']', ']');
  expect(pane(screen, '[Calls]').join('\n')).toMatch(/@1 {3}shop\.stock\(\{"item":"book"\}\) +answered/);
});

it('an error is an answer too', async () => {
  const { screen } = await openStory(FILES);
  await screen.press('c', 'a', ...'throw sold out', 'enter');
  expect(message(screen)).toContain('sold out');
  expect(header(screen)).toContain('error');
});

it('a pin answers all calls of a method, until it is taken away', async () => {
  const { screen } = await openStory({
    ...FILES,
    'scenarios/book.json': { name: 'book', data: { item: 'book' }, connectors: { shop: { stock: { left: 0 } } } },
  });
  await screen.press('space', '3', ']', ']', ']');
  expect(selected(screen)).toContain('└ {"left":0}');
  await screen.press('up', 'i', 'ctrl-u', ...'{"left":9}', 'enter', 'R', 'space');
  expect(pane(screen, '[Calls]').join('\n')).toMatch(/pin\n.*\{"left":9\}/);
  await screen.press('up', 'i', 'ctrl-u', 'enter', 'R', 'space');
  expect(pane(screen, '[Calls]').join('\n')).toMatch(/mock\n.*\{"left":0\}/);
});

const CHAIN = {
  'steps/a.js': step('{ n: 0 }', 'data.n = 1; data.price = 10;'),
  'steps/b.js': step('{ n: 1 }', 'data.n = 2; data.price = 20;'),
  'steps/c.js': step('{ n: 2 }', 'data.n = 3;'),
  'steps/vip.js': step('{ vip: true }', 'data.gift = true;'),
  'scenarios/one.json': { n: 0 },
};

it('a value edited in the past makes a fork, and what matches then is on the agenda', async () => {
  const { screen } = await openStory(CHAIN);
  await screen.press('c', ',', ',', '3', 'E');
  expect(message(screen)).toContain('n becomes (JSON; nothing removes it): 1▏');
  await screen.press('backspace', '2', 'enter');
  expect(header(screen)).toContain('fork');
  expect(pane(screen, 'Agenda')[0]).toMatch(/▶ c +1 {2}next/);
  await screen.press('3', ']', ']');
  expect(pane(screen, '[Log]').join('\n')).toContain('by hand: n');
});

it('the history of a value names each turn, old and new, and why; enter travels there', async () => {
  const { screen } = await openStory(CHAIN);
  await screen.press('c', '3', 'down');
  await screen.press('H');
  expect(pane(screen, 'History of price').map((line) => line.trim())).toEqual([
    '@1    a         nothing → 10',
    'because n 0  from the start',
    '›  @2    b         10 → 20',
    'because n 1  set by a @1',
    'because n 0  from the start',
  ]);
  await screen.press('enter');
  expect(header(screen)).toContain('turn 2/3');
});

it('a step is edited: its turn is stale, and r runs again from there', async () => {
  const { screen, workspace } = await openStory(CHAIN);
  await screen.press('c');
  workspace.save('steps/b.js', step('{ n: 1 }', 'data.n = 2; data.price = 30;'));
  await screen.until('stale');
  expect(pane(screen, 'Timeline').join('\n')).toContain('2 b stale');
  expect(screen.row('4 Timeline')).toMatch(/Timeline {2}[▁-█]≠[▁-█] /);
  await screen.press('g', ',');
  expect(header(screen)).toMatch(/1 stale/);
  await screen.press('r');
  expect(message(screen)).toContain('Turn 2 comes out otherwise now: b wrote something else.');
  expect(header(screen)).toContain('turn 2/2');
  expect(header(screen)).toContain('fork');
});

it('what is said of stale turns goes with them', async () => {
  const { screen, workspace } = await openStory(CHAIN);
  await screen.press('c');
  workspace.save('steps/b.js', step('{ n: 1 }', 'data.n = 2; data.price = 30;'));
  await screen.until('Turn 2 is stale: r runs again from there  ·');
  expect(screen.lines().at(-1)).toMatch(/^ r re-run {2}/);
  workspace.save('steps/b.js', CHAIN['steps/b.js']);
  await screen.until(/^(?!.*stale)/s);
  expect(message(screen)).toMatch(/^nothing matches after/);
  expect(screen.lines().at(-1)).not.toContain('re-run');
});

it('while a text is asked for, the footer names its keys and no others; typing takes the place of what stands there', async () => {
  const { screen } = await openStory(CHAIN);
  await screen.press('P', 'a');
  expect(screen.lines().at(-1)?.trim()).toBe('enter accept  esc cancel');
  await screen.press(...'step b', 'enter', 'enter', ...'match b', 'enter');
  expect(pane(screen, 'Breakpoints')).toEqual(['›● match b']);
  await screen.press('enter', 'end', ...' if n > 1', 'enter');
  expect(pane(screen, 'Breakpoints')).toEqual(['›● match b if n > 1']);
});

it('a key says where it works, and a fork does not stand at the start', async () => {
  const { screen } = await openStory(CHAIN);
  await screen.press('E');
  expect(message(screen)).toBe('E works only in Data');
  await screen.press('2', 'enter');
  expect(message(screen)).toBe('nothing is folded away here');
  await screen.press('4', 'enter');
  expect(message(screen)).toContain('enter works only in the agenda, ');
  await screen.press('?', 'space');
  expect(message(screen)).toBe('space does nothing in this panel: esc closes it');
  await screen.press('esc', 'c', ',', 'F');
  expect(header(screen)).toContain('fork');
  expect(header(screen)).not.toContain('at the start');
});

it('a near miss is made to match, in a fork', async () => {
  const { screen } = await openStory(CHAIN);
  await screen.press('/', ...'vip', 'enter');
  expect(foot(screen, 'Agenda')).toBe('0 matches · 1 of 4 steps');
  await screen.press('M');
  expect(message(screen)).toContain('vip edited, so that vip matches.');
  expect(header(screen)).toContain('fork');
  await screen.press('esc');
  expect(pane(screen, 'Agenda').join('\n')).toMatch(/vip +1 {2}loses: later/);
});

it('pins stand above the calls, and are taken away there', async () => {
  const { screen } = await openStory({
    ...FILES,
    'scenarios/book.json': { name: 'book', data: { item: 'book' }, connectors: { shop: { stock: { left: 0 } } } },
  });
  await screen.press('space', '3', ']', ']', ']');
  await screen.press('up', 'i', ...'{"left":7}', 'enter');
  expect(message(screen)).toContain('Pinned: shop.stock always answers that from now on. Calls lists the pins.');
  await screen.press('home');
  expect(selected(screen)).toBe('pin  shop.stock always → {"left":7}');
  await screen.press('d');
  expect(message(screen)).toContain('No longer pinned: shop.stock.');
  expect(pane(screen, '[Calls]').join('\n')).not.toContain('always');
});

it('forks say what made them, in the list of tasks and in recordings', async () => {
  const { screen } = await openStory(CHAIN);
  await screen.press('/', ...'vip', 'enter', 'M', 'esc');
  await screen.press('f', 'up', 'enter', 'F', 'S', 'z', '3', 'E', ...'5', 'enter');
  await screen.press('f');
  const made = (line: string) => line.trim().split(/ {2,}/).at(-1);
  expect(pane(screen, 'Tasks').slice(1).map(made)).toEqual(['vip made to match', 'a copy', 'resumed']);
  expect(pane(screen, 'Tasks')[0]).toMatch(/0 turns {2}not begun$/);
  await screen.press('esc', 'o');
  const forks = pane(screen, 'Recordings')
    .filter((line) => line.includes('fork: '))
    .map((line) => /fork: (\S+( \S+)*)/.exec(line)?.[1]);
  expect(forks.sort()).toEqual(['a copy', 'resumed', 'vip made to match']);
});

it('whether the order matters', async () => {
  const { screen } = await openStory({
    'steps/minus.js': step('{ n: Number }', 'data.n -= 1;'),
    'steps/times.js': step('{ n: Number }', 'data.n *= 2;'),
    'scenarios/one.json': { n: 5 },
  });
  await screen.press('O');
  expect(message(screen)).toContain('The order matters: n differ in the end; f shows the forks.');
  await screen.press('f');
  expect(pane(screen, 'Tasks').filter((line) => line.includes('fork @0'))).toHaveLength(2);
  await screen.press('down', 'enter', 'f', 'down', '=');
  expect(pane(screen, 'Compared').map((line) => line.trim())).toEqual([
    '›here   one  2 turns, all there are  tried with minus first',
    'there  one  2 turns, all there are  tried with times first',
    '',
    'turn 1 ran minus here, times there',
    'from one there to here, 1 place:',
    '~ n  9 → 8',
  ]);
});

it('stopped, and resumed', async () => {
  const { screen } = await openStory(CHAIN);
  await screen.press('space', 'S');
  expect(header(screen)).toContain('stopped');
  await screen.press('z', 'c');
  expect(header(screen)).toContain('turn 3/3');
  expect(header(screen)).toContain('settled');
});

it('what stands here is saved as a scenario, which passes', async () => {
  const { screen, workspace } = await openStory(FILES);
  await screen.press('c', 'a', ...'{"left":1}', 'enter', ',', ',');
  await screen.press('ctrl-s');
  expect(message(screen)).toContain('save as scenario: book again▏');
  await screen.press('enter');
  await screen.until('scenarios/saved/book again.json');
  const saved = JSON.parse(workspace.read('scenarios/saved/book again.json')) as Record<string, unknown>;
  expect(saved).toMatchObject({
    data: { item: 'book' },
    connectors: { shop: { stock: { left: 1 } } },
    expect: { steps: ['ask', 'sell'] },
  });
});

it('an answer that was given is kept in the file of the scenario', async () => {
  const { screen, workspace } = await openStory({
    ...FILES,
    'scenarios/book.json': '{\n  // as it is\n  "name": "book",\n  "data": { "item": "book" }\n}\n',
  });
  await screen.press('space', 'a', ...'{"left":1}', 'enter', 'A');
  await screen.until('scenarios/book.json');
  const text = workspace.read('scenarios/book.json');
  expect(text).toContain('// as it is');
  expect(text).toMatch(/"stock": \{\s*"left": 1\s*\}/);
});
