// Lists, layout and lines by themselves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST, layoutOf } from '../../src/tui/layout.ts';
import { draw, span } from '../../src/tui/line.ts';
import { FIRST, LAST, movedBy, scrolledBy, windowOf } from '../../src/tui/list.ts';
import { createTheme } from '../../src/tui/theme.ts';
import { reduceUi } from '../../src/tui/ui-reducer.ts';
import { INITIAL_UI, TABS } from '../../src/tui/ui-state.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];

describe('list', () => {
  it('keeps what is selected while rows move', () => {
    const at = movedBy(windowOf(FIRST, KEYS, 3), 2, 'none');
    expect(windowOf(at, KEYS, 3)).toMatchObject({ selected: 2, top: 0 });
    expect(windowOf(at, ['x', ...KEYS], 3)).toMatchObject({ selected: 3, top: 1 });
    expect(windowOf(at, ['x'], 3)).toMatchObject({ selected: 0, top: 0 });
  });

  it('follows the first and the last row', () => {
    expect(movedBy(windowOf({ key: 'b', index: 1, top: 0 }, KEYS, 3), -1, 'first')).toEqual(FIRST);
    expect(windowOf(LAST, KEYS, 3)).toMatchObject({ selected: 4, top: 2 });
    expect(movedBy(windowOf(LAST, KEYS, 3), -1, 'last')).toEqual({ key: 'd', index: 3, top: 2 });
  });

  it('scrolls: selection and view go together, and at the ends the selection goes on', () => {
    const from = (selected: number, top: number) => windowOf({ key: KEYS[selected] ?? null, index: 0, top }, KEYS, 3);
    expect(scrolledBy(from(1, 0), 1, 'none')).toEqual({ key: 'c', index: 2, top: 1 });
    expect(scrolledBy(from(2, 1), -1, 'none')).toEqual({ key: 'b', index: 1, top: 0 });
    expect(scrolledBy(from(2, 2), 3, 'none')).toEqual({ key: 'e', index: 4, top: 2 });
    expect(scrolledBy(from(2, 1), -3, 'first')).toEqual(FIRST);
    expect(scrolledBy(from(2, 1), 3, 'last')).toEqual(LAST);
  });

  it('always shows the selected row, and no gap', () => {
    const moves = fc.array(fc.integer({ min: -20, max: 20 }));
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 15 }), moves, (count, height, steps) => {
        const keys = Array.from({ length: count }, (_, index) => `${index}`);
        let window = windowOf(FIRST, keys, height);
        for (const by of steps) {
          const move = by % 2 === 0 ? movedBy : scrolledBy;
          window = windowOf(move(window, by, 'none'), keys, height);
        }
        if (count > 0) expect(window.selected).toBeGreaterThanOrEqual(window.top);
        expect(window.selected).toBeLessThan(Math.max(1, window.top + height));
        expect(window.top + height).toBeLessThanOrEqual(Math.max(height, count));
      }),
    );
  });
});

describe('layout', () => {
  it('gives whole cells that add up, at any size', () => {
    const sizes = fc.record({ columns: fc.integer({ min: 1, max: 400 }), rows: fc.integer({ min: 1, max: 120 }) });
    fc.assert(
      fc.property(sizes, fc.constantFrom('why' as const, 'data' as const), (size, lower) => {
        const { kind, agenda, why, data, timeline, body } = layoutOf(size, lower);
        expect(kind === 'small').toBe(size.columns < LEAST.columns || size.rows < LEAST.rows);
        if (kind === 'small') return;
        expect(body.rows + 3).toBe(size.rows);
        const heights = kind === 'wide' ? agenda.rows : agenda.rows + (why?.rows ?? 0) + (data?.rows ?? 0);
        expect(heights + timeline.rows).toBe(body.rows);
        if (kind === 'wide') expect(agenda.columns + (why?.columns ?? 0) + (data?.columns ?? 0)).toBe(size.columns);
        for (const pane of [agenda, why, data]) if (pane) expect(pane.rows).toBeGreaterThanOrEqual(5);
      }),
    );
  });
});

describe('line', () => {
  const theme = createTheme({ mode: 'dark', colour: false });

  it.each([
    [10, 'left     r'],
    [6, 'left r'],
    [5, 'le… r'],
    [1, 'r'],
  ])('fills %i cells', (columns, text) => {
    expect(draw({ left: [span('le'), span('ft')], right: [span('r')] }, columns, theme)).toBe(text);
  });
});

describe('ui reducer', () => {
  it('goes round the panes and the tabs', () => {
    const panes = [1, 2, 3, 4].reduce((ui) => reduceUi(ui, { kind: 'cycle', by: 1 }), INITIAL_UI);
    expect(panes.focus).toBe('agenda');
    expect(reduceUi(INITIAL_UI, { kind: 'tab', by: -1 })).toMatchObject({
      focus: 'data',
      tab: TABS.at(-1),
      lower: 'data',
    });
  });

  it('selects the first row again when the filter changes', () => {
    const moved = reduceUi(INITIAL_UI, { kind: 'select', list: 'agenda', at: { key: 'b', index: 1, top: 0 } });
    expect(reduceUi(moved, { kind: 'filter', list: 'agenda', text: 'x', typing: true }).lists.agenda).toEqual(FIRST);
  });
});
