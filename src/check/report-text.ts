// What people read of scenarios: one line each, everything about those that failed, problems, and a sum.
import { cleanLines } from '../format/clean.ts';
import { duration } from '../format/duration.ts';
import { pad, width } from '../format/width.ts';
import type { Problem } from '../step.ts';
import { grouped } from './cause.ts';
import { failureLines } from './failure-text.ts';
import type { ReportTask } from './outcome.ts';
import { type Paint, plain } from './paint.ts';
import type { RunEnd, Told } from './reporter.ts';

/** Names are not padded further than this. */
const WIDEST_NAME = 72;

export function nameColumn(names: readonly string[]): number {
  return names.reduce((most, name) => Math.min(WIDEST_NAME, Math.max(most, width(plain(name)))), 0);
}

/** `column`: what its name is padded to. */
export function scenarioLine({ report, durationMs }: Told, column: number, paint: Paint): string {
  const { name: given, status, task, turns, attempts, updated } = report;
  const name = pad(plain(given), column);
  if (status === 'skipped') return `${paint.dim('↓')} ${paint.dim(`${name}  skipped`)}`;
  const mark = updated ? paint.warn('↻') : status === 'passed' ? paint.good('✓') : paint.bad('✗');
  const count = turns.length;
  const how = `${count} ${count === 1 ? 'turn ' : 'turns'}  ${pad(endText(task), 20)}`;
  const tries = attempts === undefined ? '' : `  ${attemptsText(status, attempts, paint)}`;
  const line = paint.dim(`${pad(how, 30)} ${duration(durationMs)}`);
  return `${mark} ${name}  ${line}${tries}${updated ? `  ${paint.warn('updated')}` : ''}`;
}

/** null: of a recording that breaks off before its task began. */
export function endText(task: ReportTask | null): string {
  return task ? `${task.state}/${task.reason}` : 'never began';
}

function attemptsText(status: string, attempts: number, paint: Paint): string {
  return status === 'passed' ? paint.warn(`flaky: attempt ${attempts}`) : paint.dim(`${attempts} attempts`);
}

/** Why it failed, where it stands and how to open it; nothing where it did not. `isWhole`: what follows is not only counted. */
export function failedLines({ report, line, opens }: Told, paint: Paint, isWhole = false): readonly string[] {
  if (report.failures.length === 0) return [];
  const { causes, consequences } = grouped(report);
  const told = isWhole ? [...causes, ...consequences] : causes;
  const rest = isWhole ? [] : consequences;
  const places = rest.map(({ check, path }) => (path === undefined ? check : `${check} ${plain(path)}`));
  return [
    ...told.flatMap((failure) => failureLines(failure, paint)),
    ...(rest.length > 0 ? [paint.dim(`    and ${rest.length} more that may follow from it: ${listed(places)}`)] : []),
    paint.dim(`    ${plain(report.file)}${line > 1 ? `:${line}` : ''}`),
    paint.dim(`    ${plain(opens)}`),
  ];
}

/** So many are named. */
const MOST_NAMED = 6;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

export function problemLines(problem: Problem, paint: Paint): string[] {
  const place = placeOf(problem);
  const mark = problem.severity === 'error' ? paint.bad('error') : paint.warn('warning');
  const [first = '', ...rest] = cleanLines(problem.message);
  const frame = problem.frame ? cleanLines(problem.frame).map((line) => paint.dim(`    ${line}`)) : [];
  const hint = problem.hint ? [`    ${cleanLines(problem.hint).join(' ')}`] : [];
  return [
    `${mark} ${paint.strong(cleanLines(place).join(' '))} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...frame,
    ...hint,
    '',
  ];
}

function placeOf({ file, line, column }: Problem): string {
  return file === '' ? '' : `${file}${line > 0 ? `:${line}:${column}` : ''}`;
}

/** `file:line:column: `, for what is said of it behind that. */
export function placeText(problem: Problem): string {
  const place = placeOf(problem);
  return place === '' ? '' : `${place}: `;
}

/** What stands below all scenarios. */
export function endLines(end: RunEnd, paint: Paint): readonly string[] {
  const space = end.totals.scenarios > 0 ? [''] : [];
  return [...space, ...end.problems.flatMap((problem) => problemLines(problem, paint)), ...sumLines(end, paint)];
}

export function sumLines({ totals, problems, durationMs, seed, isInterrupted }: RunEnd, paint: Paint): string[] {
  const { passed, failed, skipped, updated = 0 } = totals;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    paint.good(`${passed} passed`) + (updated > 0 ? paint.warn(` (${updated} updated)`) : ''),
    failed > 0 ? paint.bad(`${failed} failed`) : paint.dim('0 failed'),
    ...(skipped > 0 ? [paint.warn(`${skipped} skipped`)] : []),
    ...(errors > 0 ? [paint.bad(`${errors} ${errors === 1 ? 'problem' : 'problems'}`)] : []),
    ...(warnings > 0 ? [paint.warn(`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`)] : []),
  ];
  const sum = `${parts.join(', ')}  ${paint.dim(`in ${duration(durationMs)}, seed ${seed}`)}`;
  return isInterrupted ? [paint.warn('Interrupted: what had not run by then is skipped.'), sum] : [sum];
}
