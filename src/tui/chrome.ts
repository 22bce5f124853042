// What stands around the panes: header above, the one-row timeline, message and footer below.
import { footerHints, helpHint } from './footer-hints.ts';
import { LEAST } from './layout.ts';
import { draw, type Line, span } from './line.ts';
import { footerLine } from './lines/footer-line.ts';
import { headerLine } from './lines/header-line.ts';
import { promptErrorLine } from './lines/prompt-line.ts';
import { timelineRow, turnLine } from './lines/timeline-lines.ts';
import { messageOf } from './message.ts';
import type { Scene } from './scene.ts';
import type { Theme } from './theme.ts';

export interface Chrome {
  readonly header: readonly string[];
  /** Where the timeline is a single row. */
  readonly timeline: string | null;
  readonly below: readonly string[];
}

export function chrome(scene: Scene, theme: Theme): Chrome {
  const { layout, size, header, now } = scene;
  const ready = (line: Line) => draw(line, size.columns, theme);
  if (layout.kind === 'small') return { header: tooSmall(scene).map(ready), timeline: null, below: [] };
  const message = messageOf(scene);
  const footer = footerLine(footerHints(scene), helpHint(scene), size.columns);
  const timeline = oneRowTimeline(scene);
  return {
    header: [ready(headerLine(header, size.columns, now))],
    timeline: timeline && ready(timeline),
    below: below(scene, message, footer).map(ready),
  };
}

/** Null where it has a pane, or is covered. */
export function oneRowTimeline({ ui, layout, size, timeline }: Scene): Line | null {
  const isOneRow = ui.panel === null && layout.timeline.rows === 1;
  return isOneRow ? timelineRow(timeline, ui.focus, size.columns) : null;
}

/** What is wrong with a text is told whole: the keys can wait. */
function below(scene: Scene, message: Line | null, footer: Line): readonly Line[] {
  const { ui } = scene;
  const error = ui.prompt && promptErrorLine(ui.prompt);
  return error && message ? [error, message] : [message ?? quiet(scene), footer];
}

/** With nothing else to say, what the last turn was; unless the timeline says so already. */
function quiet({ layout, timeline, ui, state, size }: Scene): Line {
  const told = ui.panel !== null || state.task === null || layout.timeline.rows > 1;
  return told ? { left: [] } : turnLine(timeline, size.columns);
}

function tooSmall({ size }: Scene): readonly Line[] {
  const lines: readonly Line[] = [
    { left: [span('stepscope', 'accent')] },
    { left: [span(`needs ${LEAST.columns}×${LEAST.rows} cells,`)] },
    { left: [span(`this is ${size.columns}×${size.rows}`, 'bright')] },
  ];
  return lines.slice(0, size.rows);
}
