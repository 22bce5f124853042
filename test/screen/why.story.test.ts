// Why a step runs, or does not.
import { expect, it } from 'vitest';
import type { Screen } from './driver.ts';
import { message, openStory, pane, selected } from './story.ts';
import { step } from './workspace.ts';

/** Selects the step in the agenda by its name. */
async function choose(screen: Screen, name: string): Promise<readonly string[]> {
  await screen.press('/', 'ctrl-u');
  await screen.type(name);
  await screen.press('enter');
  expect(selected(screen)).toContain(name);
  return pane(screen, 'Why');
}

it('of a near miss: what was wanted, what is there, and who wrote it', async () => {
  const { screen } = await openStory({
    'steps/normalize.js': step('{ raw: true }', 'data.total = "5000"; data.status = "pending"; delete data.raw;'),
    'steps/charge.js': step('{ status: "pending", total: Number, raw: true, customer: { vip: true } }'),
    'scenarios/order.json': { raw: true },
  });
  await screen.press('space');
  expect(selected(screen)).toBe('charge        3 away');
  expect(pane(screen, 'Why').map((row) => row.replace(/ +(?=@\d)/, '  '))).toEqual([
    ' 3 of 4 fields fail',
    '',
    ' ✓ status  "pending"  @1',
    ' ✗ total   Number  got "5000"',
    '     set by normalize @ turn 1',
    ' ✗ raw     true  is missing',
    '     removed by normalize @ turn 1',
    ' ✗ customer  is missing',
    ' └─ ✗ vip  true  is missing',
  ]);
});

it('of regular expressions, predicates and lists: which said no, and to what', async () => {
  const { screen } = await openStory({
    'steps/all.js': step('{ mail: /@shop\\.org$/, age: (age) => age >= 18, tags: ["vip"], lines: [{ sku: String }] }'),
    'steps/bad.js': step('{ age: (age) => age.years.first > 1 }'),
    'scenarios/ada.json': { mail: 'ada@home.org', age: 12, tags: ['new'], lines: [{ sku: 5 }] },
  });
  const why = (await choose(screen, 'all')).join('\n');
  expect(why).toMatch(/✗ mail .*\/@shop\\\.org\$\/\n? .*"ada@home\.org"/);
  expect(why).toMatch(/✗ age .*said no: 12/);
  expect(why).toMatch(/✗ tags .*\n └─ ✗ some +"vip" {2}no such element/);
  expect(why).toMatch(/✗ some +no such element\n +└─ ✗ sku {2}String {2}got 5/);
  expect((await choose(screen, 'bad')).join('\n')).toMatch(/threw: Cannot read prop/);
});

it('of two that match: more fields win, among equals the earlier one', async () => {
  const { screen } = await openStory({
    'steps/a.js': step('{ n: 1 }'),
    'steps/b.js': step('{ n: Number }'),
    'steps/c.js': step('{ n: 1, m: Number, none: null }'),
    'scenarios/one.json': { n: 1, m: 2 },
  });
  expect(pane(screen, 'Agenda')).toEqual(['›▶ c  3  next', ' • a  1  loses: 1<3', ' • b  1  loses: 1<3']);
  expect(pane(screen, 'Why')[0]).toBe(' runs next: asks for more fields than a');
  await screen.press('down');
  expect(pane(screen, 'Why')[0]).toMatch(/^ matches, but c asks for 3 fields, this/);
  await screen.press('home', 'space');
  expect(pane(screen, 'Agenda').slice(0, 2)).toEqual(['›▶ a  1  next', ' • b  1  loses: later']);
  expect(pane(screen, 'Why')[0]).toBe(' runs next: created before b');
  await screen.press('down');
  expect(pane(screen, 'Why')[0]).toBe(' matches, but a was created first');
});

it('the order of the settings decides among equals, as soon as it is saved', async () => {
  const { screen, workspace } = await openStory({
    'steps/a.js': step('{ n: 1 }'),
    'steps/b.js': step('{ n: 1 }'),
    'scenarios/one.json': { n: 1 },
  });
  expect(selected(screen)).toBe('▶ a  1  next');
  workspace.save('stepscope.config.json', { order: ['b', 'a'] });
  await screen.until('▶ b  1  next');
  expect(pane(screen, 'Agenda')).toEqual(['›▶ b  1  next', ' • a  1  loses: later']);
});

it('a condition that nothing fulfils is never near, and says so', async () => {
  const { screen } = await openStory({
    'steps/a.js': step('{ n: { $gt: 5 } }'),
    'steps/b.js': step('{ n: 2 }'),
    'steps/c.js': step('{ x: { p: 1, q: 2, r: 3 }, n: 1 }'),
    'scenarios/one.json': { n: 1, x: { p: 1, q: 2 } },
  });
  expect(pane(screen, 'Agenda').map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
    '› c 1 away',
    'b 1 away',
    'a never',
  ]);
  await screen.press('G');
  expect(pane(screen, '2 Why').join(' ')).toContain('can never match');
  expect(pane(screen, '2 Why').join(' ')).not.toContain('@');
  await screen.press('M');
  expect(message(screen)).toContain('a can never match');
});

it('in a narrow pane a field that may be missing says which it is', async () => {
  const files = { 'steps/a.js': step('{ welcomeMail: null, other: null }'), 'scenarios/one.json': { other: null } };
  const { screen } = await openStory(files, { cols: 100 });
  // A sentence where there is room for one: what is wanted of other fields stands in the same column.
  const both = pane(screen, '2 Why').slice(-2);
  expect(both).toEqual([
    expect.stringMatching(/✓ welcomeMail +is missing$/),
    expect.stringMatching(/✓ other +is null$/),
  ]);
  await screen.press('2', '-');
  // In the same words where it stands below.
  expect(
    pane(screen, '2 Why')
      .slice(-3)
      .map((row) => row.replace(/[› ]+/g, ' ').trim()),
  ).toEqual(['✓ welcomeMail', 'is missing', '✓ other is null']);
});
