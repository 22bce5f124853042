// `default`: what people read. Scenarios appear as they end; on a terminal a line below them counts.
import { pad } from '../../format/width.ts';
import { coverageLines } from '../coverage-text.ts';
import type { ReportChild } from '../outcome.ts';
import { plain } from '../paint.ts';
import { endLines, failedLines, nameColumn, scenarioLine } from '../report-text.ts';
import type { Begin, Out, Reporter, RunEnd, Told } from '../reporter.ts';

export function defaultReporter(out: Out): Reporter {
  return new DefaultReporter(out, false);
}

/** Every turn of every scenario, what it said, and all failures in full. */
export function verboseReporter(out: Out): Reporter {
  return new DefaultReporter(out, true);
}

class DefaultReporter implements Reporter {
  #column = 0;
  #planned = 0;
  #done = 0;
  #failed = 0;
  #hasProgress = false;

  constructor(
    readonly out: Out,
    readonly isVerbose: boolean,
  ) {}

  begin({ names }: Begin): void {
    this.#column = nameColumn(names);
    this.#planned = names.length;
    this.#showProgress();
  }

  told(told: Told): void {
    const { paint } = this.out;
    this.#done++;
    if (told.report.status === 'failed') this.#failed++;
    const lines = [
      scenarioLine(told, this.#column, paint),
      ...(this.isVerbose ? turnLines(told.report, this.out) : []),
      ...failedLines(told, paint, this.isVerbose),
    ];
    this.#hideProgress();
    this.out.write(`${lines.join('\n')}\n`);
    this.#showProgress();
  }

  end(end: RunEnd): void {
    const { paint } = this.out;
    this.#hideProgress();
    const coverage = end.coverage ? ['', ...coverageLines(end.coverage, paint)] : [];
    this.out.write(`${[...coverage, ...endLines(end, paint)].join('\n')}\n`);
  }

  #showProgress(): void {
    if (!this.out.isLive || this.#done >= this.#planned) return;
    const { paint } = this.out;
    const failed = this.#failed > 0 ? `, ${this.#failed} failed` : '';
    const text = `${this.#done} of ${this.#planned}${failed}`;
    const room = Math.max(10, this.out.columns() - 1);
    this.out.write(paint.dim(pad(`${bar(this.#done, this.#planned)} ${text}`, room).trimEnd()));
    this.#hasProgress = true;
  }

  #hideProgress(): void {
    if (this.#hasProgress) this.out.write('\r\u001b[2K');
    this.#hasProgress = false;
  }
}

const BAR = 20;

function bar(done: number, all: number): string {
  const filled = Math.round((done / Math.max(1, all)) * BAR);
  return '█'.repeat(filled) + '░'.repeat(BAR - filled);
}

/** What a scenario and a subtask have alike. */
type Ran = Pick<ReportChild, 'turns' | 'children'> & { readonly task: ReportChild['task'] | null };

function turnLines(ran: Ran, out: Out): readonly string[] {
  const { paint } = out;
  const { turns, children } = ran;
  const error = ran.task?.error;
  const thrownIn = error ? turns.findLast(({ step }) => step === error.step)?.turn : undefined;
  const own = turns.flatMap(({ turn, step, patches, logs, calls }) => {
    const counts = [
      ...(patches.length > 0 ? [`${patches.length} ${patches.length === 1 ? 'change' : 'changes'}`] : []),
      ...(calls.length > 0 ? [`${calls.length} ${calls.length === 1 ? 'call' : 'calls'}`] : []),
    ];
    return [
      `  ${pad(String(turn), 4, 'start')}  ${plain(step)}  ${paint.dim(counts.join(', '))}`.trimEnd(),
      ...logs.flatMap(({ level, text }) =>
        text.split('\n').map((line) => paint.dim(`          ${level}  ${plain(line)}`)),
      ),
      ...(error && turn === thrownIn ? [paint.bad(`          ${plain(errorText(error))}`)] : []),
    ];
  });
  const family = children.flatMap((child) => {
    const { name, state, reason } = child.task;
    const how = state === reason ? state : `${state}/${reason}`;
    const lines = [`  subtask  ${plain(name)}  ${paint.dim(how)}`, ...turnLines(child, out)];
    return lines.map((line) => `  ${line}`);
  });
  return [...own, ...family];
}

function errorText({ name, message, file, line }: NonNullable<ReportChild['task']['error']>): string {
  return `${name}: ${message.replace(/\s*\n\s*/g, ' ')}${line > 0 ? ` (${file}:${line})` : ''}`;
}
