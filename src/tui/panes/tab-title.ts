// The tabs of pane 3 in its title. Where not all fit, those around the open one stay.
import { type Span, span, spansWidth } from '../line.ts';
import { TABS, type Tab, type UiState } from '../ui-state.ts';

const NAMES: Readonly<Record<Tab, string>> = {
  data: 'Data',
  patch: 'Patch',
  log: 'Log',
  calls: 'Calls',
  view: 'View',
  source: 'Source',
};
/** What the frame takes, and the number of the pane. */
const AROUND = 7;
const MORE = span(' …', 'dim');

export function tabTitle({ tab: open, focus }: Pick<UiState, 'tab' | 'focus'>, columns: number): readonly Span[] {
  const all = TABS.map((tab) => tabSpan(tab, tab === open, focus === 'data'));
  const [from, to] = fitting(all, TABS.indexOf(open), columns - AROUND);
  return [
    span('3', 'dim'),
    ...(from > 0 ? [MORE] : []),
    ...all.slice(from, to).flatMap((tab) => [span(' '), tab]),
    ...(to < all.length ? [MORE] : []),
  ];
}

/** The open tab stands in brackets: what is bright alone could not be told without colour. */
function tabSpan(tab: Tab, isOpen: boolean, isFocused: boolean): Span {
  const shown = isOpen ? span(`[${NAMES[tab]}]`, isFocused ? 'next' : 'bright') : span(NAMES[tab], 'dim');
  return { ...shown, to: { kind: 'tab', tab } };
}

/** The open one, then as many after it and before it as there is room for. */
function fitting(all: readonly Span[], open: number, columns: number): readonly [from: number, to: number] {
  let [from, to] = [open, open + 1];
  const fits = (start: number, end: number) => {
    const ends = (start > 0 ? 2 : 0) + (end < all.length ? 2 : 0);
    return spansWidth(all.slice(start, end)) + (end - start) + ends <= columns;
  };
  while (to < all.length && fits(from, to + 1)) to++;
  while (from > 0 && fits(from - 1, to)) from--;
  return [from, to];
}
