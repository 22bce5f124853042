// The rows of panels: help from the key table, the scenarios, the problems with their code frames.
import { clean, cleanLines } from '../../format/clean.ts';
import { keyText } from '../../format/path.ts';
import { nameParts } from '../../format/step-name.ts';
import { counted, valueText } from '../../format/value.ts';
import { pad, width, wrap } from '../../format/width.ts';
import type { SessionState } from '../../session/state.ts';
import type { Problem } from '../../step.ts';
import { GROUPS } from '../key-table.ts';
import type { KeyRow } from '../keys.ts';
import { span } from '../line.ts';
import { excerptLines } from './excerpt-lines.ts';
import { showKeys } from './footer-line.ts';
import type { KeyedLine } from './why-lines.ts';

/** Of a part of the table groups say nothing. */
export function helpLines(
  table: readonly KeyRow[],
  columns: number,
  isPart: boolean,
  off: ReadonlySet<string>,
): readonly KeyedLine[] {
  const keys = Math.max(...table.map((row) => width(showKeys(row)))) + BRACKETS;
  const linesOf = (row: KeyRow) => keyLines(row, keys, columns, off.has(row.id));
  if (isPart) return table.flatMap(linesOf);
  return GROUPS.flatMap((group) => {
    const rows = table.filter((row) => row.group === group.id);
    const title: KeyedLine = { key: group.id, line: { left: [span(group.title, 'accent')] } };
    const blank: KeyedLine = { key: `${group.id} end`, line: { left: [] } };
    return [title, ...rows.flatMap(linesOf), blank];
  });
}

const BRACKETS = 2;

/** As in the footer: what can do nothing now is dim and in brackets. */
function keyLines(row: KeyRow, keys: number, columns: number, isOff: boolean): readonly KeyedLine[] {
  const shown = isOff ? `(${showKeys(row)})` : ` ${showKeys(row)}`;
  return wrap(row.help, Math.max(20, columns - keys - 4)).map((text, index) => ({
    key: `${row.id}:${index}`,
    line: { left: [span(` ${pad(index === 0 ? shown : '', keys)} `, isOff ? 'dim' : 'bright'), span(text)] },
  }));
}

type Scenarios = SessionState['scenarios'];

/** In less than this, names matter more than what scenarios are about. */
const ROOMY = 90;

export function scenarioLines(scenarios: Scenarios, current: string | null, columns: number): readonly KeyedLine[] {
  const most = columns < ROOMY ? columns - 4 : Math.floor(columns * 0.5);
  const names = Math.min(most, Math.max(8, ...scenarios.map(({ name }) => width(clean(name)))));
  return scenarios.map((scenario) => {
    const about = aboutText(scenario, columns - names - 6);
    const here = scenario.name === current;
    const { folder, own } = nameParts(scenario.name, names);
    const left = [
      span(here ? '▶ ' : '  ', 'next'),
      span(folder, here ? 'accent' : 'dim'),
      span(pad(own, names - width(folder)), here ? 'next' : 'plain'),
      span(about, 'dim'),
    ];
    const tags = columns < ROOMY ? [] : scenario.tags.map((tag) => span(` #${clean(tag)}`, 'accent'));
    return { key: scenario.name, line: { left, right: tags } };
  });
}

/** Less of it than this is noise. */
const LEAST_ABOUT = 16;

/** A title that only says the name again gives way to what the data is. */
function aboutText({ name, title, description, data }: Scenarios[number], columns: number): string {
  if (columns < LEAST_ABOUT) return '';
  const told = description ?? (title === undefined || name.endsWith(title) ? undefined : title);
  return `  ${clean(told ?? dataText(data, columns))}`;
}

/** What it is about: the data itself, or at least what is in it. */
function dataText(data: Scenarios[number]['data'], columns: number): string {
  const text = valueText(data, columns);
  return text === counted(data) ? Object.keys(data).map(keyText).join(', ') : text;
}

type Problems = SessionState['problems'];

export function problemLines(problems: Problems, columns: number): readonly KeyedLine[] {
  return problemsInOrder(problems).flatMap((problem, index) => oneProblem(problem, `${index}`, columns));
}

/** Errors first. */
export function problemsInOrder(problems: Problems): Problems {
  return [...problems].sort((one, other) => rank(one) - rank(other));
}

function rank({ severity }: Problems[number]): number {
  return severity === 'error' ? 0 : 1;
}

/** `id` is unique among them; `after` stands behind the place. */
export function oneProblem(problem: Problem, id: string, columns: number, after = ''): readonly KeyedLine[] {
  const bad = problem.severity === 'error';
  const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  const head = {
    left: [
      span(bad ? '✗ error    ' : '! warning  ', bad ? 'bad' : 'warn'),
      span(clean(place), 'bright'),
      span(`${place === '' ? '' : '  '}${clean(after)}`, 'dim'),
    ],
  };
  const text = cleanLines(problem.message).flatMap((line) => wrap(line, Math.max(20, columns - 6)));
  const hint =
    problem.hint === ''
      ? []
      : cleanLines(problem.hint).flatMap((line) => wrap(`→ ${line}`, Math.max(20, columns - 6), 2));
  const frame = problem.frame === undefined ? [] : excerptLines(problem.frame, columns - 4);
  const rows = [
    head,
    ...text.map((line) => ({ left: [span(`  ${line}`)] })),
    ...hint.map((line) => ({ left: [span(`  ${line}`, 'accent')] })),
    ...frame.map((line) => ({ left: [span(`    ${line}`, 'dim')] })),
    { left: [] },
  ];
  return rows.map((line, index) => ({ key: `${id}:${index}`, line }));
}
