// `json`: version 1 of the report, written scenario by scenario (formats.md).
import { cleanJson } from '../../format/clean.ts';
import { withoutFrame } from '../report-json.ts';
import type { Begin, Out, Reporter, RunEnd, Told } from '../reporter.ts';

export function jsonReporter(out: Out): Reporter {
  let isFirst = true;
  return {
    begin({ dir, seed }: Begin): void {
      out.write(
        `{\n  "version": 1,\n  "dir": ${cleanJson(JSON.stringify(dir))},\n  "seed": ${seed},\n  "scenarios": [`,
      );
    },
    told({ report }: Told): void {
      out.write(`${isFirst ? '' : ','}\n    ${indented(report, '    ')}`);
      isFirst = false;
    },
    end({ durationMs, totals, problems, coverage }: RunEnd): void {
      const rest = { durationMs, totals, problems: problems.map(withoutFrame), coverage };
      const text = indented(rest, '').replace(/^\{\n/, '');
      out.write(`${isFirst ? '' : '\n  '}],\n${text}\n`);
    },
  };
}

function indented(value: unknown, indent: string): string {
  const text = cleanJson(JSON.stringify(value, null, 2));
  return indent === '' ? text : text.replaceAll('\n', `\n${indent}`);
}
