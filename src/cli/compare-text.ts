// What people read of a comparison: per scenario the first difference, the steps beside each other, and the final data.
import { aligned } from '../check/align.ts';
import {
  type ComparedDifference,
  type ComparedKind,
  type ComparedScenario,
  differs,
  stepsOf,
} from '../check/compare.ts';
import { problemLines } from '../check/report-text.ts';
import { pathText } from '../format/path.ts';
import { valueText } from '../format/value.ts';
import { pad, width } from '../format/width.ts';
import type { Json } from '../step.ts';
import type { ComparedSide } from './compared-sides.ts';
import { oneLine } from './listing.ts';
import { paintFor } from './paint.ts';

const WIDEST = 60;
/** Beyond so many of each the JSON tells more. */
const MOST_ROWS = 16;
const MOST_PLACES = 8;

export function comparedText(
  sides: readonly [ComparedSide, ComparedSide],
  compared: readonly ComparedScenario[],
): string {
  const paint = paintFor(process.stdout);
  const different = compared.filter(differs).length;
  const problems = sides.flatMap(({ name, problems }) =>
    problems
      .filter(({ severity }) => severity === 'error')
      .flatMap((one) => [`in ${oneLine(name)}:`, ...problemLines(one, paint)]),
  );
  const sum = `${compared.length - different} the same, ${different} different`;
  const lines = [...compared.flatMap((one) => scenarioLines(one, sides)), '', ...problems, sum];
  return `${lines.join('\n')}\n`;
}

function scenarioLines(compared: ComparedScenario, [a, b]: readonly [ComparedSide, ComparedSide]): readonly string[] {
  const paint = paintFor(process.stdout);
  const { difference, scenario, places } = compared;
  const name = oneLine(scenario.title ?? scenario.name);
  if (!differs(compared)) return [`${paint.good('✓')} ${name}`];
  const labels = [oneLine(a.name), oneLine(b.name)];
  const column = Math.max(...labels.map(width));
  const sideLine = (label: string | undefined, text: string): string =>
    `    ${paint.dim(pad(label ?? '', column))}  ${text}`;
  return [
    `${paint.bad('✗')} ${name}  ${difference ? headline(difference, compared.a.log?.name ?? '') : 'only the final data differs'}`,
    ...(difference
      ? [sideLine(labels[0], shown(difference, difference.a)), sideLine(labels[1], shown(difference, difference.b))]
      : []),
    ...stepRows(stepsOf(compared.a), stepsOf(compared.b), labels),
    ...placeLines(places),
  ];
}

const HEADLINES: Readonly<Record<ComparedKind, string>> = {
  step: 'another step runs',
  call: 'a connector is called otherwise',
  error: 'it fails otherwise',
  data: 'the data differs',
  result: 'the result of a subtask differs',
  subtask: 'a subtask begins otherwise',
  end: 'it ends otherwise',
};

function headline({ kind, turn, task, path }: ComparedDifference, own: string): string {
  const whose = task === own ? '' : `in ${oneLine(task)}, `;
  const where = path && path.length > 0 ? `, first at ${pathText(path)}` : '';
  return `${whose}turn ${turn}: ${HEADLINES[kind]}${where}`;
}

function shown({ kind }: ComparedDifference, value: Json): string {
  if (kind === 'step') return value === null ? 'no turn any more' : oneLine(String(value));
  return value === null ? 'nothing' : valueText(value, WIDEST);
}

/** Only where the order of steps differs. */
function stepRows(a: readonly string[], b: readonly string[], labels: readonly string[]): readonly string[] {
  if (a.length === b.length && a.every((step, index) => step === b[index])) return [];
  const paint = paintFor(process.stdout);
  const rows = aligned(a, b);
  const first = Math.max(0, rows.findIndex(({ kind }) => kind !== 'same') - 2);
  const near = rows.slice(first, first + MOST_ROWS);
  const cell = (steps: readonly string[], index: number | null): string =>
    index === null ? '–' : `${pad(String(index + 1), 3, 'start')} ${oneLine(steps[index] ?? '')}`;
  const left = near.map(({ expected }) => cell(a, expected));
  const column = Math.min(WIDEST, Math.max(width(labels[0] ?? ''), ...left.map(width)));
  const lines = near.map(({ kind, actual }, index) => {
    const line = `    ${kind === 'same' ? ' ' : '✗'} ${pad(left[index] ?? '', column)}  ${cell(b, actual)}`;
    return kind === 'same' ? paint.dim(line) : paint.bad(line);
  });
  const more = rows.length - first - near.length;
  return [
    paint.dim(`      ${pad(labels[0] ?? '', column)}  ${labels[1]}`),
    ...lines,
    ...(more > 0 ? [paint.dim(`      ${more} more`)] : []),
  ];
}

function placeLines(places: ComparedScenario['places']): readonly string[] {
  if (places.length === 0) return [];
  const lines = places
    .slice(0, MOST_PLACES)
    .map(
      ({ path, a, b }) => `      ${pathText(path) || 'the data'}  ${valueText(a, WIDEST)} | ${valueText(b, WIDEST)}`,
    );
  const more = places.length - lines.length;
  return ['    in the final data:', ...lines, ...(more > 0 ? [`      ${more} more`] : [])];
}
