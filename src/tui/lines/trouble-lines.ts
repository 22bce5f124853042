// What went wrong in the turn at the cursor, whole: the error with its code, then the warnings.
import type { ErrorInfo } from '../../events.ts';
import type { Trouble } from '../../session/views/failure.ts';
import type { Problem } from '../../step.ts';
import { oneProblem } from './panel-lines.ts';
import type { KeyedLine } from './why-lines.ts';

export function turnTroubleLines({ turn, failure, warnings }: Trouble, columns: number): readonly KeyedLine[] {
  const after = turn === 0 ? 'at the start' : `in turn ${turn}`;
  const failed =
    failure === null ? [] : oneProblem(problemOf(failure), 'failure', columns, `${after}, ${failure.step}`);
  return [...failed, ...warnings.flatMap((each, index) => oneProblem(each, `turn:${index}`, columns, after))];
}

function problemOf({ name, message, file, line, column, frame }: ErrorInfo): Problem {
  const place = { file, line, column };
  return {
    severity: 'error',
    ...place,
    message: `${name}: ${message}`,
    hint: '',
    ...(frame !== undefined && { frame }),
  };
}
