// What stories have in common: the debugger on a workspace of their own, and its screen read pane by pane.
import { openScreen, type Screen, type ScreenOptions } from './driver.ts';
import { type Files, makeWorkspace, type Workspace } from './workspace.ts';

export interface Story {
  readonly screen: Screen;
  readonly workspace: Workspace;
}

/** Wide enough for three panes side by side; further arguments stand behind the folder. */
export async function openStory(files: Files, options: ScreenOptions = {}): Promise<Story> {
  const workspace = makeWorkspace(files);
  const args = [workspace.dir, ...(options.args ?? [])];
  const screen = await openScreen({ cols: 132, rows: 30, ...options, args });
  return { screen, workspace };
}

/** The rows in the frame of the pane with this in its title, times as `#`, blank rows at the end left out. */
export function pane(screen: Screen, title: string): readonly string[] {
  const { rows } = frame(screen, title);
  return rows.map(withoutTimes);
}

/** What stands in the lower edge of a pane. */
export function foot(screen: Screen, title: string): string {
  return frame(screen, title)
    .bottom.replace(/[─╰╯]+/g, ' ')
    .trim();
}

/** The one row with the background of what is selected. */
export function selected(screen: Screen): string {
  const rows = screen.shaded();
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) return screen.fail(`${rows.length} rows are selected`);
  return withoutTimes(row.replace(/[›│┃]/g, '').trim());
}

export function header(screen: Screen): string {
  return withoutTimes(screen.lines()[0] ?? '').trim();
}

/** What the debugger says, in the row above the footer. */
export function message(screen: Screen): string {
  return withoutTimes(screen.lines().at(-2) ?? '').trim();
}

const TIME = /\d+(\.\d+)? (ms|s)\b/g;

function withoutTimes(text: string): string {
  return text.replace(TIME, '#').trimEnd();
}

interface Frame {
  readonly rows: readonly string[];
  readonly bottom: string;
}

function frame(screen: Screen, title: string): Frame {
  const lines = screen.lines();
  const top = lines.findIndex((line) => line.includes('╭') && line.includes(title));
  const edge = lines[top] ?? screen.fail(`no pane with the title ${title}`);
  const left = edge.lastIndexOf('╭', edge.indexOf(title));
  const right = edge.indexOf('╮', left);
  const cropped = lines.slice(top + 1).map((line) => line.slice(left, right + 1));
  const height = cropped.findIndex((line) => line.startsWith('╰'));
  const rows = cropped.slice(0, height).map((line) => line.slice(1, -1).trimEnd());
  while (rows.at(-1) === '') rows.pop();
  return { rows, bottom: cropped[height] ?? '' };
}
