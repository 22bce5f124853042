// `junit`: XML as CI servers read it, by the usual schema: a suite a file of scenarios, a case a scenario.
import junit, { type TestSuite } from 'junit-report-builder';
import { cleanLines } from '../../format/clean.ts';
import { UNPAINTED } from '../paint.ts';
import { failedLines } from '../report-text.ts';
import type { Out, Reporter, Told } from '../reporter.ts';

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

  end(): void {
    for (const { suite, ms } of this.#suites.values()) suite.time(seconds(ms));
    this.out.write(`${this.#builder.build()}\n`);
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
