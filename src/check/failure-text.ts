// One failure for people: what was expected, what was there, and lists of steps beside each other.
import { differences } from '../analysis/differences.ts';
import { cleanLines } from '../format/clean.ts';
import { pathText } from '../format/path.ts';
import { valueText } from '../format/value.ts';
import { pad, width } from '../format/width.ts';
import { valueAt } from '../patch.ts';
import type { Json } from '../step.ts';
import { aligned, type Row } from './align.ts';
import type { Failure } from './outcome.ts';
import type { Paint } from './paint.ts';

/** Rows that are the same on each side of one that is not. */
const AROUND = 3;
/** Places of one value that are told. */
const MOST_PLACES = 8;
const SHOWN = 100;

export function failureLines(failure: Failure, paint: Paint): readonly string[] {
  const { check, message, expected, actual } = failure;
  const [first = '', ...rest] = cleanLines(message);
  const head = [`    ${paint.bad(check)}  ${first}`, ...rest.map((line) => `      ${line}`)];
  if ((check === 'steps' || check === 'expectedSteps') && areNames(expected) && areNames(actual))
    return [...head, ...stepRows(expected, actual, paint)];
  return [...head, ...placeRows(expected, actual, paint)];
}

function areNames(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Expected and actual steps beside each other, each difference marked and named. */
function stepRows(expected: readonly string[], actual: readonly string[], paint: Paint): readonly string[] {
  const rows = aligned(expected, actual);
  const column = expected.reduce((most, name) => Math.max(most, width(one(name))), 8);
  const lines = rows.map((row) => {
    const wanted = row.expected === null ? '–' : one(expected[row.expected] ?? '');
    const got = row.actual === null ? '–' : one(actual[row.actual] ?? '');
    return stepRow(row, `${pad(wanted, column)}  ${got}`, paint);
  });
  return [paint.dim(`          ${pad('expected', column)}  actual`), ...shortened(rows, lines, paint)];
}

function stepRow(row: Row, names: string, paint: Paint): string {
  const number = pad(row.actual === null ? '' : String(row.actual + 1), 3, 'start');
  const text = `${number} ${names}`;
  if (row.kind === 'same') return paint.dim(`      ${text}`);
  const note = noteOf(row);
  return `${paint.bad(`    ✗ ${text}`)}${note === '' ? '' : paint.dim(`  ${note}`)}`;
}

function noteOf(row: Row): string {
  if (row.kind === 'missing') return row.moved === null ? 'did not run' : `moved: ran in turn ${row.moved + 1}`;
  if (row.kind === 'extra') return row.moved === null ? 'not expected' : `moved: expected as ${row.moved + 1}`;
  return '';
}

/** Long stretches in which all is the same are counted. */
function shortened(rows: readonly Row[], lines: readonly string[], paint: Paint): readonly string[] {
  const isNear = (index: number): boolean =>
    rows.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same');
  const result: string[] = [];
  let hidden = 0;
  const flush = (): void => {
    if (hidden > 0) result.push(paint.dim(`        … ${hidden} the same`));
    hidden = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (!isNear(index)) {
      hidden++;
      continue;
    }
    flush();
    result.push(line);
  }
  flush();
  return result;
}

/** Of two objects or lists, the places in which they differ. */
function placeRows(expected: Json, actual: Json, paint: Paint): readonly string[] {
  if (!isContainer(expected) || !isContainer(actual) || Array.isArray(expected) !== Array.isArray(actual)) return [];
  const places = differences(expected, actual).filter((path) => path.length > 0);
  const rows = places.slice(0, MOST_PLACES).map((path) => {
    const [wanted, got] = [valueText(valueAt(expected, path), SHOWN), valueText(valueAt(actual, path), SHOWN)];
    return `      ${pathText(path)}: ${paint.dim('expected')} ${wanted}${paint.dim(', got')} ${paint.bad(got)}`;
  });
  const rest = places.length - MOST_PLACES;
  return rest > 0 ? [...rows, paint.dim(`      … ${rest} more places differ`)] : rows;
}

function isContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function one(text: string): string {
  return cleanLines(text).join(' ');
}
