// `tap`: the Test Anything Protocol, version 14.
import { type YamlBlock, yamlBlock } from '../../format/yaml-block.ts';
import { plain } from '../paint.ts';
import { endText, placeText } from '../report-text.ts';
import type { Out, Reporter, RunEnd, Told } from '../reporter.ts';

export function tapReporter(out: Out): Reporter {
  let number = 0;
  return {
    begin(): void {
      out.write('TAP version 14\n');
    },
    told({ report, durationMs, line, opens }: Told): void {
      number++;
      const { name, status, file, failures, task } = report;
      const title = escaped(plain(name));
      if (status === 'skipped') return out.write(`ok ${number} - ${title} # SKIP\n`);
      const base = { file, line, duration_ms: Math.round(durationMs), end: endText(task) };
      const block: YamlBlock =
        status === 'failed'
          ? { ...base, opens, failures: failures.map(({ check, message }) => ({ check, message })) }
          : base;
      out.write(`${status === 'failed' ? 'not ok' : 'ok'} ${number} - ${title}\n${yamlBlock(block, '  ')}`);
    },
    end({ problems, isInterrupted }: RunEnd): void {
      for (const problem of problems) {
        const { severity, file, line, column, message, hint } = problem;
        const text = plain(`${placeText(problem)}${message}`);
        if (severity === 'warning') out.write(`# warning: ${text}\n`);
        else
          out.write(`not ok ${++number} - ${escaped(text)}\n${yamlBlock({ file, line, column, message, hint }, '  ')}`);
      }
      // What is wrong with files is known at the end only, and is a point as well.
      out.write(`1..${number}\n`);
      if (isInterrupted) out.write('Bail out! interrupted\n');
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}
