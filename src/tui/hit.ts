// What stands at a cell of the screen: pure, and read from the very layout and lines that are painted.
import { oneRowTimeline } from './chrome.ts';
import type { Layout } from './layout.ts';
import { laid, spanAt, type Target } from './line.ts';
import { paneAt } from './pane-rows.ts';
import type { PlacedPane, Scene } from './scene.ts';
import type { Cell } from './terminal/key.ts';
import type { PaneId } from './ui-state.ts';

export interface Hit {
  readonly pane: PaneId | 'panel';
  /** Of its list. */
  readonly row: number | null;
  readonly to: Target | null;
}

interface Placed extends Cell {
  readonly id: PaneId | 'panel';
  readonly pane: PlacedPane;
}

/** Header, message and footer lead nowhere. */
export function hitAt(scene: Scene, at: Cell): Hit | null {
  if (scene.layout.kind === 'small') return null;
  const found = placesOf(scene).find((place) => isIn(place, at));
  if (found === undefined) return inOneRow(scene, at);
  const { id, pane, x, y } = found;
  const { row, piece } = paneAt(pane.content, pane.size, { x: at.x - x, y: at.y - y });
  return { pane: id, row, to: piece?.to ?? null };
}

/** Below the header. */
const TOP = 1;

/** Panes stand side by side or one above the other, the timeline below them; a panel covers all. */
function placesOf({ panes, layout }: Scene): readonly Placed[] {
  const { panel, timeline } = panes;
  if (panel !== undefined) return [{ id: 'panel', pane: panel, x: 0, y: TOP }];
  const places: Placed[] = [];
  let [x, y] = [0, TOP];
  for (const id of ['agenda', 'why', 'data'] as const) {
    const pane = panes[id];
    if (pane === undefined) continue;
    places.push({ id, pane, x, y });
    if (layout.kind === 'wide') x += pane.size.columns;
    else y += pane.size.rows;
  }
  if (timeline !== undefined) places.push({ id: 'timeline', pane: timeline, x: 0, y: timelineTop(layout) });
  return places;
}

/** Its last row is the last of the body. */
function timelineTop({ body, timeline }: Layout): number {
  return TOP + body.rows - timeline.rows;
}

function isIn({ pane: { size }, x, y }: Placed, at: Cell): boolean {
  return at.x >= x && at.x < x + size.columns && at.y >= y && at.y < y + size.rows;
}

function inOneRow(scene: Scene, { x, y }: Cell): Hit | null {
  const line = oneRowTimeline(scene);
  const { columns } = scene.size;
  if (line === null || y !== timelineTop(scene.layout) || x >= columns) return null;
  return { pane: 'timeline', row: null, to: spanAt(laid(line, columns), x)?.to ?? null };
}
