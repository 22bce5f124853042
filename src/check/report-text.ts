// `run --reporter default`: what a person reads. One line a scenario, everything about those that failed, and a sum.
import { cleanLines } from '../format/clean.ts';
import { duration } from '../format/duration.ts';
import { pad, width } from '../format/width.ts';
import type { Problem } from '../step.ts';
import { openingCommand } from './opening-command.ts';
import type { Failure, Outcome, RunResult } from './outcome.ts';

/** Paints a text by its meaning; the plain one gives it back as it is. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

/** `dir`: the workspace, as a command names it. */
export function textReport(result: RunResult, paint: Paint, dir: string): string {
  const names = result.outcomes.map(nameOf);
  const column = Math.min(72, Math.max(0, ...names.map(width)));
  const lines = result.outcomes.flatMap((outcome) => [
    outcomeLine(outcome, column, paint),
    ...failureLines(outcome, paint, dir),
  ]);
  const problems = result.problems.flatMap((problem) => problemLines(problem, paint));
  return `${[...lines, '', ...problems, ...sumLines(result, paint)].join('\n')}\n`;
}

function nameOf({ scenario }: Outcome): string {
  return cleanLines(scenario.title ?? scenario.name).join(' ');
}

function outcomeLine(outcome: Outcome, column: number, paint: Paint): string {
  const name = pad(nameOf(outcome), column);
  const { log, status } = outcome;
  if (status === 'skipped') return `${paint.dim('↓')} ${paint.dim(`${name}  skipped`)}`;
  const mark = status === 'passed' ? paint.good('✓') : paint.bad('✗');
  const turns = log?.turns.length ?? 0;
  const how = `${turns} ${turns === 1 ? 'turn ' : 'turns'}  ${pad(`${log?.end?.state}/${log?.end?.reason}`, 20)}`;
  return `${mark} ${name}  ${paint.dim(`${pad(how, 30)} ${duration(outcome.durationMs)}`)}`;
}

function failureLines(outcome: Outcome, paint: Paint, dir: string): string[] {
  const { failures, scenario } = outcome;
  if (failures.length === 0) return [];
  return [
    ...failures.flatMap((failure) => failureText(failure, paint)),
    paint.dim(`    ${cleanLines(scenario.file).join(' ')}${scenario.line > 1 ? `:${scenario.line}` : ''}`),
    paint.dim(`    ${cleanLines(openingCommand(outcome, dir)).join(' ')}`),
  ];
}

function failureText({ check, message, expected, actual }: Failure, paint: Paint): string[] {
  const [first = '', ...rest] = cleanLines(message);
  const head = `    ${paint.bad(check)}  ${first}`;
  const lists =
    Array.isArray(expected) && Array.isArray(actual) ? sideBySide(expected as string[], actual as string[], paint) : [];
  return [head, ...rest.map((line) => `      ${line}`), ...lists];
}

/** Expected and actual steps beside each other, the first difference marked. */
function sideBySide(expected: readonly string[], actual: readonly string[], paint: Paint): string[] {
  const column = Math.max(8, ...expected.map(width));
  const rows = Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) => {
    const [wanted = '–', got = '–'] = [expected[index], actual[index]];
    const row = `${pad(String(index + 1), 3, 'start')} ${pad(cleanLines(wanted).join(' '), column)}  ${cleanLines(got).join(' ')}`;
    return wanted === got ? paint.dim(`      ${row}`) : paint.bad(`    ✗ ${row}`);
  });
  return [paint.dim(`          ${pad('expected', column)}  actual`), ...rows];
}

export function problemLines(problem: Problem, paint: Paint): string[] {
  const place =
    problem.file === '' ? '' : `${problem.file}${problem.line > 0 ? `:${problem.line}:${problem.column}` : ''}`;
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

function sumLines({ outcomes, problems, durationMs, seed }: RunResult, paint: Paint): string[] {
  const count = (status: Outcome['status']): number => outcomes.filter((outcome) => outcome.status === status).length;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    paint.good(`${passed} passed`),
    failed > 0 ? paint.bad(`${failed} failed`) : paint.dim('0 failed'),
    ...(skipped > 0 ? [paint.warn(`${skipped} skipped`)] : []),
    ...(errors > 0 ? [paint.bad(`${errors} ${errors === 1 ? 'problem' : 'problems'}`)] : []),
    ...(warnings > 0 ? [paint.warn(`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`)] : []),
  ];
  return [`${parts.join(', ')}  ${paint.dim(`in ${duration(durationMs)}, seed ${seed}`)}`];
}
