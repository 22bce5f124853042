// `junit`: XML as CI servers read it, by the usual schema: a suite a file, a case a scenario or an error in a file.
import junit, { type TestSuite } from 'junit-report-builder';
import { cleanLines } from '../../format/clean.ts';
import type { Problem } from '../../step.ts';
import { UNPAINTED } from '../paint.ts';
import { failedLines, placeText, problemLines } from '../report-text.ts';
import type { Out, Reporter, RunEnd, Told } from '../reporter.ts';

export function junitReporter(out: Out): Reporter {
  return new JunitReporter(out);
}

class JunitReporter implements Reporter {
  readonly #builder = junit.newBuilder().name('stepscope');
  readonly #suites = new Map<string, { readonly suite: TestSuite; ms: number }>();

  constructor(readonly out: Out) {}

  told(told: Told): void {
    const { report, durationMs } = told;
    const { name, file, status, failures, task } = report;
    const suite = this.#suiteOf(file);
    suite.ms += durationMs;
    const entry = suite.suite.testCase().className(safe(file)).name(safe(name)).time(seconds(durationMs));
    if (status === 'skipped') entry.skipped();
    if (status !== 'failed') return;
    const [first] = failures;
    const details = failedLines(told, UNPAINTED, true).map((line) => line.slice(4));
    const message = safe(first?.message ?? 'failed');
    const section = details.join('\n').replaceAll(']]>', SECTION_END_APART);
    if (first?.check === 'error') entry.error(message, safe(task?.error?.name ?? 'Error'), section);
    else entry.failure(message, safe(first?.check ?? 'failure')).stacktrace(section);
  }

  end({ problems, durationMs }: RunEnd): void {
    for (const problem of problems) if (problem.severity === 'error') this.#tellProblem(problem);
    for (const { suite, ms } of this.#suites.values()) suite.time(seconds(ms));
    // The library has no word for the time of all.
    const time = `<testsuites time="${seconds(durationMs)}"`;
    this.out.write(`${this.#builder.build().replace('<testsuites', time)}\n`);
  }

  /** A file that has an error is a case that went wrong: a run that ends in an error is not all green. */
  #tellProblem(problem: Problem): void {
    const { file, message } = problem;
    const { suite } = this.#suiteOf(file === '' ? 'stepscope' : file);
    const entry = suite.testCase().className(safe(file)).name(safe(message)).time(0);
    const details = problemLines(problem, UNPAINTED).join('\n').replaceAll(']]>', SECTION_END_APART);
    entry.error(safe(`${placeText(problem)}${message}`), 'Problem', details);
  }

  #suiteOf(file: string): { readonly suite: TestSuite; ms: number } {
    const known = this.#suites.get(file);
    if (known) return known;
    const made = { suite: this.#builder.testSuite().name(safe(file)), ms: 0 };
    this.#suites.set(file, made);
    return made;
  }
}

/** The library escapes only the first end of a section. */
const SECTION_END_APART = ']] >';

/** No character that XML cannot hold. */
function safe(text: string): string {
  return cleanLines(text).join(' ');
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}
