// Pane 2: why the selected step matches, or why not.
import { clean } from '../../format/clean.ts';
import { nameParts } from '../../format/step-name.ts';
import { cutStart, width, wrap } from '../../format/width.ts';
import { type Line, type Span, span, spansWidth } from '../line.ts';
import { noStepLines, noTaskLines, paragraph } from '../lines/empty-lines.ts';
import { foldedLines, type KeyedLine, whyLines } from '../lines/why-lines.ts';
import { onlyFailing } from '../lines/why-runs.ts';
import { whySummary } from '../lines/why-summary.ts';
import { windowOf } from '../list.ts';
import { footColumns, innerColumns, innerRows, type PaneContent } from '../pane-rows.ts';
import type { Scope } from '../scope.ts';
import type { Size } from '../terminal/size.ts';
import { emptiness } from './emptiness.ts';

export function whyPane(scope: Scope, size: Size): PaneContent {
  const { state, views, ui, selected } = scope;
  const columns = innerColumns(size);
  const foot = footOf(scope, footColumns(size));
  const frame = { title: title(scope, columns), focused: ui.focus === 'why', foot };
  if (state.task === null) return { ...frame, head: noTaskLines(emptiness(scope), columns), list: null };
  const view = views.why(state, selected?.step ?? null);
  if (view === null || selected === undefined) {
    const head = state.steps.length === 0 ? noStepLines(columns) : [];
    return { ...frame, head, list: null };
  }
  const summary = whySummary(selected, rivals(scope), columns);
  const head = headOf(summary, size);
  if (view.rows.length === 0) {
    return {
      ...frame,
      head: [...head, ...paragraph('it asks for nothing: any data matches', 'dim', columns)],
      list: null,
    };
  }
  const lines = whyLines(view, columns);
  const height = innerRows(size, head.length);
  if (view.distance > 0 && lines.length > height) {
    const named = headOf(whySummary(selected, rivals(scope), columns, onlyFailing(view)), size);
    const folded = foldedLines(view, columns, ui.openRuns);
    return { ...frame, head: named, list: listOf(folded, scope, innerRows(size, named.length)) };
  }
  const file = isCut(scope, size) ? fileLines(fileOf(scope), columns) : [];
  if (file.length === 0 || lines.length + file.length > height)
    return { ...frame, head, list: listOf(lines, scope, height) };
  return { ...frame, foot: selected.stale ? foot : [], head, list: listOf([...lines, ...file], scope, height) };
}

const ROOMY = 14;

function headOf(summary: readonly Line[], { rows }: Size): readonly Line[] {
  return rows > ROOMY ? [...summary, { left: [] }] : summary.slice(0, 2);
}

function listOf(lines: readonly KeyedLine[], { ui }: Scope, height: number): PaneContent['list'] {
  const window = windowOf(
    ui.lists.why,
    lines.map(({ key }) => key),
    height,
  );
  return { window, line: (index) => lines[index]?.line ?? { left: [] } };
}

function rivals({ views, state, header }: Scope): Parameters<typeof whySummary>[1] {
  const { rows, matching, past } = views.agenda(state);
  const [first, second] = rows;
  const byHand = rows[1]?.loss?.by === 'hand';
  return {
    first: matching > 0 ? first : undefined,
    second: matching > 1 ? second : undefined,
    byHand,
    past,
    task: header.standing,
  };
}

/** Beside the name of the pane and its frame. */
const BESIDE = 9;

function title({ selected, ui }: Scope, columns: number): readonly Span[] {
  const { folder, own } = nameParts(selected?.step ?? '', Math.max(8, columns - BESIDE));
  const name = selected === undefined ? [] : [span(': ', 'dim'), span(folder, 'dim'), span(own, 'bright')];
  return [span('2 ', 'dim'), span('Why', ui.focus === 'why' ? 'bright' : 'plain'), ...name];
}

function fileOf({ selected, state }: Scope): string {
  return clean(state.steps.find(({ name }) => name === selected?.step)?.file ?? '');
}

function isCut(scope: Scope, size: Size): boolean {
  return width(fileOf(scope)) > footColumns(size) - spansWidth(staleSpans(scope));
}

/** The file stands where one looks for what the pane is about; whole below the condition, where only that has room for it. */
function fileLines(file: string, columns: number): readonly KeyedLine[] {
  const lines = wrap(file, columns).map((text) => ({ left: [span(text, 'dim')] }));
  return [{ left: [] }, ...lines].map((line, index) => ({ key: `file ${index}`, line }));
}

function footOf(scope: Scope, columns: number): readonly Span[] {
  const file = fileOf(scope);
  const stale = staleSpans(scope);
  return file === '' ? [] : [span(cutStart(file, Math.max(8, columns - spansWidth(stale))), 'dim'), ...stale];
}

function staleSpans({ selected }: Scope): readonly Span[] {
  return selected?.stale ? [span(' last good version', 'warn')] : [];
}
