// The screen as stories: what stands on it, and what keys do.
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionState } from '../../src/session/state.ts';
import { stateOf, stepOf } from '../session/views/fixture.ts';
import { orders } from '../session/views/orders.ts';
import { type Shown, showScreen } from './show.tsx';
import { STATES } from './states.ts';

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

function show(state: SessionState | undefined, columns = 120, rows = 40): Shown {
  if (state === undefined) throw new Error('no such state');
  const shown = showScreen(state, { columns, rows });
  open.push(shown);
  return shown;
}

const text = (shown: Shown) => shown.rows().join('\n');
/** Without frames and line breaks. */
const words = (shown: Shown) => text(shown).replace(/[\s│┃›]+/g, ' ');

describe('what is seen at once', () => {
  it('is what runs next, and why not the others', () => {
    const seen = text(show(orders()));
    expect(seen).toMatch(/▶ notify_sales +3 +next/);
    expect(seen).toMatch(/• log_order +2 +loses: 2<3/);
    expect(seen).toMatch(/process_order +2 away/);
    expect(seen).toMatch(/✓ normalize +0.3 ms @2/);
    expect(seen.replace(/[\s│]+/g, ' ')).toContain('runs next: asks for more');
  });

  it('is the header with turn, state, clock and work', () => {
    const [header = ''] = show(STATES.orders?.()).rows();
    for (const part of [
      'orders/enterprise',
      'turn 3/3',
      'paused',
      'clock 750 ms',
      'work 16 ms',
      '1 error',
      '1 warning',
    ]) {
      expect(header).toContain(part);
    }
  });

  it.each([
    ['settled', ['done: settled', 'call task.complete()']],
    ['completed', ['■ done: complete', 'would match']],
    ['edited', ['notify_sales matches now: space goes on in a fork', '▶ notify_sales']],
    ['rejected', ['process_order matches now: space goes on in a fork', '▶ process_order']],
    ['waiting', ['‖ waits for collect', 'waits for subtask collect', 'space runs it']],
    ['childEnded', ['orders/enterprise ▸ collect', 'space goes on with the tasks around it']],
    ['error', ['■ error', 'steps/notify_sales.js:7  TypeError']],
    ['running', ['● running', 'running notify_sales 3.2 s — p interrupts', 'p pause']],
    ['past', ['in the past', 'turn 1/3']],
    [
      'atBreakpoint',
      ['paused: breakpoint', '● before notify_sales  (step notify_sales)', '● ▶ notify_sales', '○ • log_order'],
    ],
    ['loading', ['loading steps']],
    ['noSteps', ['no steps yet in /home/ada/orders', 'export const condition']],
    ['noScenarios', ['no scenarios yet', 'scenarios/first.json']],
    ['broken', ['no step could be loaded', '✗ 1 error']],
  ] as const)('%s', (name, parts) => {
    const seen = text(show(STATES[name]?.()));
    for (const part of parts) expect(seen).toContain(part);
  });

  it('is said when the terminal is too small', () => {
    expect(text(show(orders(), 59, 16))).toContain('needs 60×16');
  });
});

it('a key that comes before the steps is done when they are there, and what was said of it goes', async () => {
  const shown = show(STATES.loading?.());
  await shown.press('space', 'c');
  expect(text(shown)).toContain('the steps are being loaded: c waits for them');
  expect(shown.session.asked).toEqual([]);
  shown.session.show(orders());
  await shown.settle();
  expect(shown.session.asked).toEqual([{ kind: 'step' }, { kind: 'continue' }]);
  expect(text(shown)).not.toContain('being loaded');
});

describe('looking around', () => {
  it('explains the step that is selected, with who wrote what is wrong', async () => {
    const shown = show(orders());
    await shown.press('j', 'j');
    expect(text(shown)).toContain('Why: process_order');
    expect(text(shown)).toMatch(/✗ total +Number .*\n.* got "5000"/);
    expect(text(shown)).toContain('set by normalize @ turn');
  });

  it('follows what runs next until another step is selected, and then stays on that', async () => {
    const shown = show(orders({ cursor: 0 }));
    expect(text(shown)).toContain('Why: validate_customer');
    shown.session.show(orders());
    await shown.settle();
    expect(text(shown)).toContain('Why: notify_sales');
    await shown.press('j');
    shown.session.show(orders({ cursor: 0 }));
    await shown.settle();
    expect(text(shown)).toContain('Why: log_order');
  });

  it('shows the tabs one after the other', async () => {
    const shown = show(orders());
    await shown.press(']');
    expect(text(shown)).toContain('~ order.status');
    await shown.press(']');
    expect(text(shown)).toContain('Customer validation: PASS');
    await shown.press(']');
    expect(text(shown)).toContain('crm.lookup');
  });

  it('shows of a text that changed what differs, above both as they are', async () => {
    const before = 'The quick brown fox jumps over the lazy dog, and goes home to sleep.';
    const now = before.replace('brown', 'red');
    const turns = [{ step: 's', patches: [{ op: 'replace', path: ['fox'], value: now }] }] as const;
    const shown = show(stateOf({ steps: [], data: { fox: before }, turns }));
    await shown.press('3', ']', 'enter');
    const seen = words(shown);
    expect(seen).toContain(`changed: ${before.replace('brown', '[-brown-]{+red+}')} before: ${before} now: ${now} `);
  });

  it('stays on the last row, where that was gone to, when it is opened', async () => {
    const items = Array.from({ length: 30 }, (_, id) => ({ id }));
    const shown = show(stateOf({ steps: [], data: { a: 1, items } }));
    await shown.press('3', 'G', 'enter');
    expect(text(shown)).toMatch(/›\s+▾ items/);
    await shown.press('enter');
    expect(text(shown)).toMatch(/›\s+▸ items/);
  });

  it('folds and unfolds, and says who wrote a value', async () => {
    const shown = show(orders());
    await shown.press('3', 'j', 'j');
    expect(text(shown)).toContain('set @3 by enrich/customer tier');
    await shown.press('h', 'h');
    expect(text(shown)).toMatch(/▸ order/);
    await shown.press('enter');
    expect(text(shown)).toMatch(/▾ order/);
  });

  it('filters the agenda, and esc clears', async () => {
    const shown = show(orders());
    await shown.press('/');
    await shown.type('order');
    expect(text(shown)).toContain('filter: order');
    await shown.press('enter');
    expect(text(shown)).toContain('2 of 9 steps');
    await shown.press('esc');
    expect(text(shown)).toContain('· 9 steps');
  });

  it('filters scenarios by name, title and tags', async () => {
    const shown = show(orders());
    await shown.press('s', '/');
    await shown.type('small');
    expect(text(shown)).toContain('filter: small');
    expect(shown.rows().slice(1).join('\n')).not.toContain('orders/enterprise');
    await shown.press('enter', 'enter');
    expect(shown.session.asked).toEqual([{ kind: 'choose', scenario: 'orders/small' }]);
    await shown.press('s', '/');
    await shown.type('nothing like it');
    expect(text(shown)).toContain('no scenario has “nothing like it” in its name, title or tags');
    await shown.press('esc');
    expect(text(shown)).toContain('orders/small');
  });

  it('shows a message whole that is cut: what the session said, and what a key did', async () => {
    const notice = `${'Saved as a scenario of a name that is far too long for any row. '.repeat(2)}It ends here.`;
    const shown = show(orders({ notice }), 80, 24);
    expect(shown.rows().at(-2)).toMatch(/^ Saved as .*… ! shows it whole ?$/);
    await shown.press('!');
    expect(words(shown)).toContain('far too long for any row. It ends here.');
    await shown.press('esc');
    expect(text(shown)).not.toContain('shows it whole');
    const off = show(orders({ recording: 'played' }), 80, 24);
    await off.press('R');
    expect(off.rows().at(-2)).toMatch(/^ This is a recording: nothing runs.*… ! shows it whole ?$/);
    await off.press('!');
    expect(words(off)).toContain('runs the steps of today on it');
    await off.press('esc', '!');
    expect(text(off)).toContain('Problems');
  });

  it('shows a message whole that is cut in a panel, and leads back to the panel as it was', async () => {
    const file = (name: string) => `scenarios/of a long name/${name}.json`;
    const problem = { severity: 'error', line: 2, column: 1, message: 'no JSON', hint: 'Mend it.' } as const;
    const problems = ['one', 'two'].map((name) => ({ ...problem, file: file(name) }));
    const shown = show(orders({ problems }), 80, 24);
    await shown.press('!', 'end', 'enter');
    expect(shown.rows().at(-2)).toMatch(/^ scenarios\/of a long name\/two.json is no step.*… ! shows it whole ?$/);
    const before = shown.rows().slice(0, -2);
    expect(before.join('\n')).toContain('Problems');
    await shown.press('!');
    expect(text(shown)).toContain('Message');
    expect(words(shown)).toContain(`${file('two')} is no step that is in force: e opens it in your editor`);
    await shown.press('esc');
    expect(shown.rows().slice(0, -2)).toEqual(before);
    await shown.press('!');
    expect(shown.rows().at(-2)).toContain('! does nothing in this panel: esc closes it');
    await shown.press('esc');
    expect(text(shown)).not.toContain('Problems');
  });

  it('shows an error whole: in the log where it happened, and over all panes', async () => {
    const shown = show(STATES.loop?.(), 80, 24);
    expect(text(shown)).toContain('! shows it whole');
    await shown.press('!');
    expect(text(shown)).toMatch(/✗ error +in turn 3/);
    expect(words(shown)).toContain('go round for ever and ever, step by step, until somebody ends it at last');
    await shown.press('esc', '3', ']', ']');
    expect(words(shown)).toContain('@3 threw LoopFound');
    expect(words(shown)).toContain('until somebody ends it at last');
  });

  it('shows the place and the code of an error, and what a turn was warned of', async () => {
    const failed = show(STATES.failed?.());
    await failed.press('3', ']', ']');
    expect(text(failed)).toContain('steps/notify_sales.js:7:22');
    expect(text(failed)).toContain('> 7 │   if (customer');
    await failed.press('!');
    expect(text(failed)).toContain('> 7 │   if (customer.tier === "enterprise") {');
    const warned = show(STATES.warned?.());
    expect(text(warned)).toContain('! the helper `round` works here');
    await warned.press('!');
    expect(text(warned)).toContain('move it into content or a library');
  });

  it('lists tasks, and goes to another one', async () => {
    const shown = show(STATES.forked?.());
    expect(text(shown)).toContain('f tasks');
    await shown.press('f');
    expect(text(shown)).toMatch(/ {2}orders\/enterprise +3 turns +done: complete/);
    expect(text(shown)).toMatch(/ {4}collect .*items +subtask @3 +3 turns +not ended/);
    expect(text(shown)).toMatch(/› ?▶ {3}orders\/enterprise +fork @2 +2 turns +not ended/);
    await shown.press('g', 'enter');
    expect(shown.session.asked).toEqual([{ kind: 'show', task: 't1' }]);
    expect(text(shown)).toContain('1 Agenda');
  });

  it('opens and closes panels', async () => {
    const shown = show(STATES.orders?.());
    await shown.press('?');
    expect(text(shown)).toContain('run one step; in the past');
    await shown.press('esc', '!');
    expect(text(shown).indexOf('steps/escalate.js:4:12')).toBeLessThan(text(shown).indexOf('steps/normalize.js:1:1'));
    expect(text(shown)).toContain('> 4 │     age: Number status: "stuck"');
    await shown.press('q');
    expect(text(shown)).toContain('1 Agenda');
  });

  it('stacks panes below 100 columns: the agenda, and the one that had the focus last', async () => {
    const shown = show(orders(), 80, 24);
    expect(text(shown)).toContain('2 Why');
    await shown.press('3', '1');
    expect(text(shown)).toContain('[Data]');
    expect(text(shown)).not.toContain('2 Why:');
  });

  it.each([
    ['1', '▸1 Agenda  2 Why  3 Data  4 Timeline'],
    ['3', ' 1 Agenda  2 Why ▸3 Data  4 Timeline'],
    ['4', ' 1 Agenda  2 Why  3 Data ▸4 Timeline'],
  ])('names the panes that a narrow screen has no room for: %s', async (key, panes) => {
    for (const [columns, rows] of [
      [60, 16],
      [80, 24],
      [99, 60],
    ] as const) {
      const shown = show(orders(), columns, rows);
      await shown.press(key);
      expect(shown.rows().at(-3)).toContain(panes);
    }
  });
});

describe('commands', () => {
  it.each([
    [['space'], { kind: 'step' }],
    [['c'], { kind: 'continue' }],
    [[','], { kind: 'back' }],
    [['r'], { kind: 'restart' }],
    [['j', 'enter'], { kind: 'pick', step: 'log_order' }],
    [['j', 'x'], { kind: 'toggle', step: 'log_order' }],
    [['4', 'h'], { kind: 'back' }],
    [['4', 'g'], { kind: 'jump', turns: 0 }],
    [['s', 'j', 'enter'], { kind: 'choose', scenario: 'orders/small' }],
  ] as const)('%j', async (keys, command) => {
    const shown = show(orders());
    await shown.press(...keys);
    expect(shown.session.asked).toEqual([command]);
  });

  it.each([
    ['edited', ['space'], { kind: 'step' }],
    ['edited', ['j', 'enter'], { kind: 'pick', step: 'log_order' }],
    ['rejected', ['space'], { kind: 'step' }],
    ['childEnded', ['space'], { kind: 'step' }],
    ['childEnded', ['c'], { kind: 'continue' }],
    ['waiting', ['space'], { kind: 'step' }],
  ] as const)('goes on after an end where something can: %s %j', async (name, keys, command) => {
    const shown = show(STATES[name]?.());
    await shown.press(...keys);
    expect(shown.session.asked).toEqual([command]);
  });

  it('keeps the selection on a step that x takes to the bottom', async () => {
    const shown = show(orders());
    await shown.press('x');
    shown.session.show(orders({ disabled: new Set(['notify_sales']) }));
    await shown.settle();
    expect(text(shown)).toContain('Why: notify_sales');
    await shown.press('x');
    expect(shown.session.asked).toEqual([
      { kind: 'toggle', step: 'notify_sales' },
      { kind: 'toggle', step: 'notify_sales' },
    ]);
  });

  it('keeps what is next in sight when x takes a step away', async () => {
    const steps = Array.from({ length: 60 }, (_, index) => stepOf(`step ${index}`, { n: index === 0 ? 1 : 2 }));
    const at = (disabled: readonly string[]) =>
      stateOf({ steps, data: { n: 1 }, turns: [], state: { disabled: new Set(disabled) } });
    const shown = show(at([]));
    await shown.press('j', 'x');
    shown.session.show(at(['step 1']));
    await shown.settle();
    expect(text(shown)).toMatch(/▶ step 0 +1 +next/);
    expect(text(shown)).toContain('Why: step 1 ');
    await shown.press('j');
    expect(text(shown)).toMatch(/› {2}step 2 +1 away/);
  });

  it('says what ran in the past by the reason of that time', () => {
    expect(text(show(STATES.past?.()))).toContain('ran here then: asks for more');
    const seen = text(show(STATES.changed?.(), 160));
    expect(seen).toMatch(/▶ normalize +2 +ran then/);
    expect(seen).toMatch(/• log_order +2 +next today/);
    expect(seen).toMatch(/today[\s│]+log_order would be next/);
  });

  it('gives the agenda room for names, and cuts folders first', () => {
    const steps = ['onboarding/send welcome mail', 'onboarding/create customer record'].map((name) => stepOf(name, {}));
    const state = stateOf({ steps, data: {} });
    expect(text(show(state, 140))).toContain('onboarding/create customer record');
    expect(text(show(state, 114))).toMatch(/…\/send welcome mail/);
  });

  it('keeps all columns of the agenda where they are from turn to turn', async () => {
    const widths = [0, 1, 2, 3].map((cursor) => {
      const shown = show(orders({ cursor }));
      return [text(shown).indexOf('2 Why'), /(?<=\n│.{2})▶ \w+ +\d {2}(?=next)/.exec(text(shown))?.[0].length];
    });
    expect(new Set(widths.map(String)).size).toBe(1);
  });

  it.each([[100], [110], [120], [140]])(
    'cuts nothing of a condition, of who wrote a value, of a file: %i columns',
    async (columns) => {
      const steps = [
        stepOf('onboarding/send welcome mail', { welcomeMail: null, customer: 'somebody of a long name' }),
      ];
      const data = { customer: 'somebody of another name' };
      const turns = [
        { step: 'onboarding/create crm record', patches: [{ op: 'add', path: ['customer'], value: data.customer }] },
      ] as const;
      const shown = show(stateOf({ steps, data: {}, turns }), columns);
      const seen = shown
        .rows()
        .map((row) => row.split('││')[1]?.trim() ?? '')
        .join(' ')
        .replace(/ +(│ +)?/g, ' ');
      for (const part of [
        '"somebody of a long name"',
        'got "somebody of another name"',
        'set by onboarding/create crm record @ turn 1',
        'steps/onboarding/send welcome mail.js',
      ])
        expect(seen).toContain(part);
      expect(seen).toContain('✓ welcomeMail is missing ');
      await shown.press('3');
      expect(text(shown)).toContain('set @1 by');
    },
  );

  it('travels forward in the past', async () => {
    const shown = show(orders({ cursor: 1 }));
    await shown.press('.', '4', 'G');
    expect(shown.session.asked).toEqual([{ kind: 'forward' }, { kind: 'jump', turns: 3 }]);
  });

  it.each([
    ['settled', ['space'], 'the task has ended (done: settled)'],
    ['settled', ['.'], 'the task ended here'],
    ['completed', ['space'], 'the task has ended (done: complete)'],
    ['completed', ['enter'], 'nothing is matched once the task has ended'],
    ['edited', ['c'], 'the task has ended (done: settled): space goes on in a fork'],
    ['orders', ['.'], 'nothing was recorded after this'],
    ['orders', ['p'], 'nothing runs'],
    ['orders', ['j', 'j', 'enter'], 'process_order does not match: 2 fields fail'],
    ['orders', ['G', 'x'], 'archive is disabled in its file'],
    ['noScenarios', ['space'], 'there is no scenario to run'],
    ['start', [','], 'this is the start'],
    ['orders', ['f'], 'there is no other task'],
  ] as const)('%s: a key that can do nothing says why: %j', async (name, keys, reason) => {
    const shown = show(STATES[name]?.());
    await shown.press(...keys);
    expect(shown.session.asked).toEqual([]);
    expect(text(shown)).toContain(reason);
    await shown.press('1');
    expect(text(shown)).not.toContain(reason);
  });

  it('a key that has to wait for what runs hides neither how long that runs nor what ends it', async () => {
    const shown = show(STATES.running?.());
    await shown.press('space');
    expect(shown.session.asked).toEqual([]);
    expect(text(shown)).toMatch(/running notify_sales 3\.2 s — p interrupts/);
  });

  it('interrupts with ctrl-c what runs, and quits where nothing does', async () => {
    const running = show(STATES.running?.());
    await running.press('ctrl-c');
    expect([running.session.asked, running.quits]).toEqual([[{ kind: 'pause' }], 0]);
    const paused = show(orders());
    await paused.press('ctrl-c');
    expect(paused.quits).toBe(1);
  });
});
