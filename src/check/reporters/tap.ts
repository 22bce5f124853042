// `tap`: the Test Anything Protocol, version 14.
import { type YamlBlock, yamlBlock } from '../../format/yaml-block.ts';
import { plain } from '../paint.ts';
import { endText } from '../report-text.ts';
import type { Begin, Out, Reporter, RunEnd, Told } from '../reporter.ts';

export function tapReporter(out: Out): Reporter {
  let number = 0;
  let planned = 0;
  return {
    begin({ names }: Begin): void {
      planned = names.length;
      out.write(`TAP version 14\n1..${planned}\n`);
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
      for (const { severity, file, line, message } of problems)
        out.write(`# ${severity}: ${plain(file)}${line > 0 ? `:${line}` : ''} ${plain(message)}\n`);
      if (isInterrupted) out.write('Bail out! interrupted\n');
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}
