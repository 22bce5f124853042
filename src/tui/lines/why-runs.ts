// Of a long condition that fails, what matches is counted: rows in a row that say yes are one row, which opens.
import { keyText, pathText } from '../../format/path.ts';
import { cut } from '../../format/width.ts';
import type { WhyRow, WhyView } from '../../session/views/why-view.ts';

/** Rows that match, from the first to the last, with all that is in them. */
export interface WhyRun {
  /** Of the row that stands for them. */
  readonly key: string;
  readonly rows: readonly WhyRow[];
}

/** Fewer are shown as they are. */
const LEAST = 4;

/** What fails is not looked for among what matches: nothing is folded where nothing fails. */
export function whyRuns({ step, rows }: WhyView): readonly (WhyRow | WhyRun)[] {
  const parts: (WhyRow | WhyRun)[] = [];
  for (let index = 0; index < rows.length; ) {
    const run = runAt(rows, index);
    const [first] = run;
    const isLong = first !== undefined && run.filter(({ leaf }) => leaf).length >= LEAST;
    parts.push(...(isLong ? [{ key: `${RUN}${JSON.stringify([step.name, first.id])}`, rows: run }] : run));
    index += Math.max(1, run.length);
    if (run.length === 0) parts.push(...rows.slice(index - 1, index));
  }
  return parts;
}

const RUN = 'run ';

export function isRunKey(key: string): boolean {
  return key.startsWith(RUN);
}

/** Siblings that match stand at one depth; what is in them stands deeper. */
function runAt(rows: readonly WhyRow[], from: number): readonly WhyRow[] {
  const depth = rows[from]?.rails.length ?? 0;
  let end = from;
  while (rows[end]?.verdict === 'ok' && (rows[end]?.rails.length ?? 0) >= depth) end++;
  return rows.slice(from, end);
}

export function runText({ rows }: WhyRun): string {
  const [first, last] = [rows[0], rows.findLast(({ rails }) => rails.length === rows[0]?.rails.length)];
  const name = ({ key }: WhyRow): string => (key === null ? 'some' : cut(keyText(key), MOST_NAME));
  const names = first && last ? `  ${name(first)} … ${name(last)}` : '';
  return `${rows.filter(({ leaf }) => leaf).length} fields match${names}`;
}

const MOST_NAME = 20;

/** The place of the one field that fails; empty where there are several, or none. */
export function onlyFailing({ rows, distance }: WhyView): string {
  if (distance !== 1) return '';
  const failing = rows.filter(({ verdict }) => verdict !== 'ok');
  const deepest = failing.at(-1);
  const isWay = ({ rails }: WhyRow, index: number) => rails.length === index + (failing[0]?.rails.length ?? 0);
  return deepest !== undefined && failing.every(isWay) ? pathText(deepest.at) : '';
}
