// What the gallery shows: panes, tabs, panels and states of the debugger, on the samples or on a small workspace.

const step = (condition, content) =>
  `export const condition = ${condition};\nexport const content = async () => {\n  ${content}\n};\n`;

/** Where the samples have nothing of the kind. */
export const WORKSPACE = {
  'steps/count.js': step('{ count: Number }', 'data.count += 1;\n  if (data.count < 4) step.redo();'),
  'steps/spin.js': step('{ spin: true }', 'while (true) {}'),
  'steps/ask the shop.js': step('{ ask: true }', 'data.price = await connectors.shop.price({ book: 7 });'),
  'steps/three children.js': step(
    '{ children: true }',
    "for (const n of [1, 2, 3]) task.subtask('child ' + n, { count: n }, { into: 'results.' + n, waitFor: true });",
  ),
  'steps/日本語 の ステップ.js': step(
    '{ 文: String }',
    "data.訳 = '値 '.repeat(9);\n  console.log('絵文字 👩‍👩‍👧 🇩🇪 e\\u0301', data.文);",
  ),
  'steps/broken.js': 'export const condition = { a: 1 ;\n',
  'steps/views.js': step(
    '{ views: true }',
    `task.visualize({ type: 'table', name: 'Orders', data: [{ id: 'A-1', total: 12.5, paid: true }, { id: 'A-2', total: 7, paid: false }] });
  task.visualize({ type: 'chart', name: 'Sales by month', data: { January: 12, February: 30, March: 21, April: 4 } });
  data.shown = true;`,
  ),
  'scenarios/a counter.json': { count: 1 },
  'scenarios/an endless step.json': { spin: true },
  'scenarios/a question.json': { ask: true },
  'scenarios/a family.json': { children: true },
  'scenarios/wide characters.json': { 文: '日本語のテキスト', 鍵: { 値: ['한국어', '👍🏽', 'ｱ'] } },
  'scenarios/views.json': { views: true },
};

const WELCOME = 'a new customer buys three books';
const SMALL = { cols: 60, rows: 16 };
const USUAL = { cols: 80, rows: 24 };
const NORMAL = { cols: 120, rows: 32 };
const WIDE = { cols: 200, rows: 50 };

const after = (keys) => [{ press: keys }];
const of = (scenario, name, title, keys, more = {}) => ({
  ...{ name, title, scenario, size: NORMAL, steps: after(keys) },
  ...more,
});
const panel = (name, title, keys, more) => of(WELCOME, name, title, keys, more);
/** On the small workspace. */
const small = (scenario, name, title, keys) => of(scenario, name, title, keys, { files: true });
const LIGHT = { ground: 'light', env: { COLORFGBG: '0;15' } };
const UNREACHABLE = 'the payment service is unreachable';
const TWO_DISCOUNTS = 'a coupon and loyalty points';
/** Another step is picked in the past; then `keys`. */
const forked = (name, title, keys) => ({
  ...of(TWO_DISCOUNTS, name, title, ''),
  steps: [{ press: 'c,,,,,,' }, { select: 'orders/redeem' }, { press: `\r${keys}` }],
});

export const PICTURES = [
  { name: '01-start', title: 'Before the first turn', scenario: WELCOME, size: NORMAL },
  panel('02-four-turns', 'After four turns', '    '),
  panel('03-end', 'At the end', 'c'),
  panel('04-past', 'In the past', 'c,,,'),
  panel('05-why', 'Why', '    2j'),
  {
    ...panel('06-near-miss', 'A near miss', '  '),
    scenario: 'a total that is a text',
    steps: [{ press: '  ' }, { select: 'orders/validate order' }],
  },
  panel('07-data', 'Data: the tree', '    3jjj'),
  panel('08-data-search', 'Data: searched', '    3/email\r'),
  panel('09-patch', 'Patch', '    3]'),
  panel('10-patch-between', 'Patch from turn 1 on', '    3]v1\r'),
  panel('11-log', 'Log', '    3]]'),
  panel('12-calls', 'Calls', '    3]]]'),
  small('views', '13-view', 'View: a table and a chart', ' 3]]]]'),
  panel('14-source', 'Source', '    3]]]]]'),
  panel('15-timeline', 'The timeline', 'c4hh'),
  {
    name: '16-running',
    title: 'An endless step runs',
    files: true,
    scenario: 'an endless step',
    size: NORMAL,
    steps: [{ send: ' ' }, { until: 'running' }],
  },
  of(UNREACHABLE, '17-error', 'An error', 'c'),
  of(UNREACHABLE, '18-error-source', 'An error in Source', 'c3]]]'),
  of(UNREACHABLE, '19-error-whole', 'An error, whole', 'c!'),
  of('two rules fight over a price', '20-loop', 'A loop that is named', 'c'),
  small('a question', '21-question', 'A call that nobody answers', ' '),
  small('a question', '22-answer', 'The answer is typed', ' a{"eur": 12}'),
  forked('23-fork', 'A pick in the past makes a fork', 'g'),
  forked('24-tasks', 'Tasks of the session', 'cf'),
  forked('25-compared', 'Two tasks compared', 'cfk='),
  {
    name: '26-stale',
    title: 'Turns that an edit made stale',
    scenario: TWO_DISCOUNTS,
    size: NORMAL,
    steps: [
      { press: 'c' },
      {
        save: [
          'steps/orders/apply coupon.js',
          step('{ order: { validated: true, coupon: "NEVER" } }', 'data.never = true;'),
        ],
      },
      { until: 'stale' },
    ],
  },
  panel('27-help', 'Help', '?'),
  panel('28-help-search', 'Help, searched', '?/turn\r'),
  panel('29-palette', 'The palette', ':'),
  panel('30-palette-search', 'The palette, searched', ':fork'),
  panel('31-scenarios', 'Scenarios', 's'),
  panel('32-breakpoints', 'Breakpoints', 'bjbPachange customer.** if turn > 2\r'),
  panel('33-marks', 'Marks', "  mhere\r  mthere\r'"),
  panel('34-times', 'Times of steps', 'cT'),
  { name: '35-problems', title: 'Problems of files', files: true, size: NORMAL, steps: after('!') },
  panel('36-history', 'History of a value', 'c3jjjjjH'),
  panel('37-filter', 'The agenda, filtered', '  /order\r'),
  panel('38-watches', 'Watches', '    3jjwjjw'),
  panel('39-watch-list', 'The list of watches', '    3jjwjjwW'),
  panel('40-recordings', 'Recordings', 'co'),
  panel('41-playing', 'A recording is played', 'co\r4gll'),
  small('a family', '42-family', 'Subtasks', 'c4,,'),
  panel('47-waiting', 'A task waits for its subtasks', ' 4', { scenario: 'three shelves are counted' }),
  small('wide characters', '43-wide-characters', 'Wide characters', ' 3'),
  small('wide characters', '44-wide-log', 'Wide characters in Log', ' 3]]'),
  panel('45-inspect', 'The command for a JavaScript debugger', '  I'),
  panel('46-quit-or-not', 'A key that can do nothing says why', ',a'),
  panel('50-smallest', '60×16', '    ', { size: SMALL }),
  panel('51-smallest-data', '60×16: Data', '    3', { size: SMALL }),
  panel('52-usual', '80×24', '    ', { size: USUAL }),
  panel('53-usual-why', '80×24: Why', '    2', { size: USUAL }),
  panel('54-wide', '200×50', '    ', { size: WIDE }),
  { name: '55-too-small', title: 'Too small', scenario: WELCOME, size: { cols: 50, rows: 10 } },
  panel('60-no-colour', 'NO_COLOR', '    ', { env: { NO_COLOR: '1' } }),
  panel('61-16-colours', '16 colours', '    ', { env: { FORCE_COLOR: '1' } }),
  panel('62-ascii', 'Without frames and marks', '    ', { args: ['--ascii'] }),
  panel('63-light', 'On a light ground', '    ', { ...LIGHT }),
  of(UNREACHABLE, '64-light-error', 'An error on a light ground', 'c3]]]', { ...LIGHT }),
  panel('65-light-panel', 'Help on a light ground', '?', { ...LIGHT }),
  {
    name: '70-empty',
    title: 'No steps yet',
    files: { 'steps/.keep': '', 'scenarios/one.json': { name: 'Ada' } },
    size: NORMAL,
  },
];
