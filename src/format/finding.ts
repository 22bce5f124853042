// What was found in steps without running them, as lines.
import type { Finding } from '../analysis/finding.ts';
import { clean } from './clean.ts';

/** The first holds all that matters: severity, place, code, message. */
export interface FindingText {
  readonly place: string;
  readonly message: string;
  /** What to do, and the data that shows it. */
  readonly more: readonly string[];
}

export function findingText({ file, line, column, code, message, hint, witness }: Finding): FindingText {
  const shown = witness === undefined ? [] : [`For example with ${clean(JSON.stringify(witness))}`];
  return {
    place: clean(`${file}:${line}:${column}`),
    message: `${clean(message)} [${code}]`,
    more: [...(hint === '' ? [] : [clean(hint)]), ...shown],
  };
}
