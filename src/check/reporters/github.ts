// `github`: annotations that GitHub Actions shows beside the lines of a change.
import { cleanLines } from '../../format/clean.ts';
import type { Problem } from '../../step.ts';
import { coverageSum } from '../coverage-text.ts';
import { UNPAINTED } from '../paint.ts';
import { sumLines } from '../report-text.ts';
import type { Begin, Out, Reporter, RunEnd, Told } from '../reporter.ts';

export function githubReporter(out: Out): Reporter {
  let dir = '';
  const annotate = (kind: Problem['severity'], place: Place, title: string, message: string): void => {
    const file = place.file === '' ? '' : out.pathOf(dir, place.file);
    out.write(annotation(kind, { ...place, file }, title, message));
  };
  return {
    begin(begin: Begin): void {
      dir = begin.dir;
    },
    told({ report, line, opens }: Told): void {
      const { name, file, failures, task } = report;
      for (const { check, message } of failures) {
        // An error is shown where it was thrown.
        const error = check === 'error' ? task?.error : null;
        const place = error && error.line > 0 ? error : { file, line: Math.max(1, line), column: 0 };
        annotate('error', place, `${name}: ${check}`, `${message}\n${opens}`);
      }
    },
    end(end: RunEnd): void {
      for (const { severity, message, hint, ...place } of end.problems)
        annotate(severity, place, message, hint === '' ? message : `${message}\n${hint}`);
      if (end.coverage) out.write(`::notice title=Coverage of conditions::${data(coverageSum(end.coverage))}\n`);
      out.write(`${sumLines(end, UNPAINTED).join('\n')}\n`);
    },
  };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

function annotation(kind: Problem['severity'], { file, line, column }: Place, title: string, message: string): string {
  const properties = [
    ...(file === '' ? [] : [`file=${property(file)}`]),
    ...(line > 0 ? [`line=${line}`] : []),
    ...(column > 0 ? [`col=${column}`] : []),
    `title=${property(title)}`,
  ];
  return `::${kind} ${properties.join(',')}::${data(message)}\n`;
}

/** As the runner reads it: no text can end a line, or a command, nor tell a terminal anything. */
function data(text: string): string {
  return cleanLines(text).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
