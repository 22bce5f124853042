// `dot`: one character a scenario, then what failed.
import { coverageSum } from '../coverage-text.ts';
import { endLines, failedLines, nameColumn, scenarioLine } from '../report-text.ts';
import type { Out, Reporter, RunEnd, Told } from '../reporter.ts';

const MARKS = { passed: '·', failed: '✗', skipped: '↓' } as const;
const WIDEST = 80;

export function dotReporter(out: Out): Reporter {
  return new DotReporter(out);
}

class DotReporter implements Reporter {
  readonly #failed: Told[] = [];
  #column = 0;

  constructor(readonly out: Out) {}

  told(told: Told): void {
    const { paint } = this.out;
    const { status } = told.report;
    if (status === 'failed') this.#failed.push({ ...told, report: { ...told.report, children: [], data: {} } });
    if (this.#column > 0 && this.#column % Math.min(WIDEST, this.out.columns()) === 0) this.out.write('\n');
    this.#column++;
    this.out.write(status === 'failed' ? paint.bad(MARKS.failed) : paint.dim(MARKS[status]));
  }

  end(end: RunEnd): void {
    const { paint } = this.out;
    const column = nameColumn(this.#failed.map(({ report }) => report.name));
    const lines = this.#failed.flatMap((told) => [scenarioLine(told, column, paint), ...failedLines(told, paint)]);
    const coverage = end.coverage ? ['', coverageSum(end.coverage)] : [];
    const head = this.#column > 0 ? [''] : [];
    this.out.write(`${[...head, ...lines, ...coverage, ...endLines(end, paint)].join('\n')}\n`);
  }
}
