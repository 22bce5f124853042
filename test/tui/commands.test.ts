// Help that can be searched and the palette of commands: what is found, in which order, and why not.
import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/session/command.ts';
import type { SessionState } from '../../src/session/state.ts';
import { stateOf, stepOf } from '../session/views/fixture.ts';
import { orders } from '../session/views/orders.ts';
import { type Shown, showScreen } from './show.tsx';
import { STATES } from './states.ts';

const open: Shown[] = [];
afterEach(() => {
  for (const shown of open.splice(0)) shown.close();
});

function show(state: SessionState = orders(), columns = 120, rows = 30): Shown {
  const shown = showScreen(state, { columns, rows });
  open.push(shown);
  return shown;
}

/** What stands in the frame of the panel, without the row that is typed into. */
function listed(shown: Shown): readonly string[] {
  const inside = shown.rows().filter((row) => row.startsWith('│'));
  return inside.map((row) => row.slice(1, -1).replace('›', ' ').trim().replace(/ +/g, ' ')).slice(1);
}

async function typed(shown: Shown, text: string): Promise<readonly string[]> {
  await shown.press(':');
  await shown.type(text);
  return listed(shown).filter((row) => row !== '');
}

const MARKED = () => orders({ marks: [{ task: 't1', turns: 1, name: 'before tea' }] });

describe('the palette', () => {
  it.each<readonly [text: string, first: string]>([
    ['u', 'u undo take back'],
    ['scen', 's scenarios choose another scenario'],
    ['restart', 'R r restart start the scenario over'],
    ['brkpts', 'P breakpoints all breakpoints'],
    ['2', 'turn 2 travel there'],
    ['turn 3', 'turn 3 travel there'],
    ['42', 'turn 42 run until it is done'],
    ['to log', 'to log_order run until it is next'],
    ['until order.*.price', 'until order.*.price run until it changes'],
    ['until ..', 'until ..'],
    ['until tot', 'until tot run until it changes'],
    ['to ', 'to '],
    ['scenario small', 'scenario orders/small start it'],
    ['step notf', 'step notify_sales show it in the agenda'],
    ['notf', 'step notify_sales show it in the agenda'],
    ['tea', 'mark before tea travel there'],
  ])('finds by %s: %s', async (text, first) => {
    const undoable = [{ kind: 'marks', what: 'mark set', before: MARKED(), after: MARKED() }] as const;
    const [row = ''] = await typed(show({ ...MARKED(), undoable }), text);
    expect(row.slice(0, first.length)).toBe(first);
  });

  it.each<readonly [text: string, command: Command]>([
    ['c', { kind: 'continue' }],
    ['2', { kind: 'jump', turns: 2 }],
    ['9', { kind: 'runTo', turn: 9 }],
    ['to process', { kind: 'runTo', step: 'process_order' }],
    ['until order.total', { kind: 'runTo', path: 'order.total' }],
    ['before', { kind: 'goTo', task: 't1', turns: 1 }],
    ['small', { kind: 'choose', scenario: 'orders/small' }],
  ])('runs %s', async (text, command) => {
    const shown = show(MARKED());
    await typed(shown, text);
    await shown.press('enter');
    expect(shown.session.asked).toEqual([command]);
    expect(shown.rows().join()).toContain('1 Agenda');
  });

  it('offers the places of the document, and all steps that can be run to', async () => {
    expect(await typed(show(), 'until stat')).toContain('until order.status run until it changes');
    expect((await typed(show(), 'to ')).slice(0, 4).every((row) => row.startsWith('to '))).toBe(true);
  });

  it('shows a step in the agenda, also one that a filter hides', async () => {
    const shown = show();
    await shown.press('/');
    await shown.type('notify');
    await shown.press('enter', '3');
    await typed(shown, 'step process');
    await shown.press('enter');
    expect(shown.rows().join('\n')).toMatch(/▸1 Agenda (?!.*\/ notify)/);
    expect(shown.rows().join('\n')).toMatch(/› .*process_order/);
  });

  it('puts what cannot be used here and now last, and says why instead of running it', async () => {
    const shown = show();
    await typed(shown, 'selected');
    const { commands } = shown.screen.scene(shown.screen.getMoment(), { columns: 120, rows: 30 });
    const offs = commands.map(({ off }) => off !== null);
    expect(offs.indexOf(true)).toBeGreaterThan(0);
    expect(offs.slice(offs.indexOf(true))).not.toContain(false);
    await shown.press('end', 'enter');
    expect(shown.session.asked).toEqual([]);
    expect(shown.rows().at(-2)).toMatch(/only in/);
    expect(shown.rows().join()).toContain('Commands');
  });

  it('uses the pane that had the focus before', async () => {
    const shown = show();
    await shown.press('3');
    expect((await typed(shown, 'history'))[0]).toMatch(/^H history in Data/);
    await shown.press('enter');
    expect(shown.rows().join()).toContain('History of');
  });

  it('begins with what was run before, the latest first', async () => {
    const shown = show();
    for (const text of ['2', 'continue', 'to log_order']) {
      await typed(shown, text);
      await shown.press('enter');
    }
    const rows = await typed(shown, '');
    expect(rows.slice(0, 3).map((row) => row.slice(0, 6))).toEqual(['to log', 'c cont', 'turn 2']);
    await shown.press('down', 'enter');
    expect(shown.session.asked.at(-1)).toEqual({ kind: 'continue' });
  });

  it('closes on esc, and forgets what was typed', async () => {
    const shown = show();
    await typed(shown, 'zzzzqqqq');
    expect(listed(shown)[0]).toBe('no command fits “zzzzqqqq”');
    await shown.press('esc');
    expect(shown.rows().join()).toContain('1 Agenda');
    expect((await typed(shown, '')).length).toBeGreaterThan(20);
  });

  it('says why nothing can be run while something runs', async () => {
    const shown = show(STATES.running?.());
    const [row = ''] = await typed(shown, 'to log');
    expect(row).not.toMatch(/^to /);
    await shown.press('ctrl-u');
    await shown.type('scenario small');
    await shown.press('enter');
    expect(shown.rows().at(-2)).toContain('it is running: p pauses it');
  });

  it('finds one of ten thousand steps at once', async () => {
    const steps = Array.from({ length: 10_000 }, (_, index) => stepOf(`group ${index % 7}/step number ${index}`, {}));
    const shown = show(stateOf({ steps, data: {} }));
    const start = performance.now();
    const [row = ''] = await typed(shown, 'step 9876');
    expect(row).toContain('step number 9876');
    expect((performance.now() - start) / 9).toBeLessThan(100);
  });
});

describe('help', () => {
  it('is filtered by its words, and runs what is selected', async () => {
    const shown = show();
    await shown.press('?', '/');
    await shown.type('breakpoints cond');
    await shown.press('enter', 'enter');
    expect(shown.rows().join()).toContain('no breakpoints yet');
  });

  it('begins on a command, and says so on a heading', async () => {
    const shown = show();
    await shown.press('?', 'up', 'enter');
    expect(shown.rows().at(-2)).toContain('no command is selected');
  });

  it('says why not', async () => {
    const shown = show();
    await shown.press('?', '/');
    await shown.type('in Data: fold or unfold');
    await shown.press('enter', 'enter');
    expect(shown.rows().at(-2)).toMatch(/only in .*Data/);
  });

  it('names the filter that fits nothing', async () => {
    const shown = show();
    await shown.press('?', '/');
    await shown.type('qqq');
    expect(shown.rows().join()).toContain('no key has “qqq”');
  });
});

describe('the footer', () => {
  it.each<readonly [columns: number, key: string, keys: readonly string[]]>([
    [60, '1', ['space step', 'c continue', 'enter pick', 'b break', '? help']],
    [60, '3', ['space step', 'c continue', 'B break', 'enter fold', '? help']],
    [60, '4', ['space step', 'c continue', ', . travel', 's scenarios', '? help']],
    [80, '1', ['space step', 'c continue', 'enter pick', 'b break', ', . travel', 's scenarios', '? help']],
    [80, '3', ['space step', 'c continue', 'B break', 'enter fold', 'E edit', 'H history', '? help']],
    [80, '2', ['space step', 'c continue', 'b break', ', . travel', 's scenarios', 'x on/off', '? help']],
  ])('of %i columns in pane %s', async (columns, key, keys) => {
    const shown = show(orders(), columns, 24);
    await shown.press(key);
    expect(shown.rows().at(-1)?.trim().split(/ {2,}/)).toEqual(keys);
  });

  it('never cuts a hint, at any width', async () => {
    const whole = show(orders(), 400, 24).rows().at(-1)?.trim().split(/ {2,}/) ?? [];
    for (let columns = 60; columns <= 140; columns++) {
      const hints = show(orders(), columns, 24).rows().at(-1)?.trim().split(/ {2,}/) ?? [];
      expect(whole).toEqual(expect.arrayContaining(hints));
    }
  });
});
