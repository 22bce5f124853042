// Who put a value where it is, or took it away, in words.
import type { Json, Path } from '../step.ts';
import { pathText } from './path.ts';

interface Blamed {
  readonly actual?: Json | undefined;
  readonly above?: Path;
  readonly writer: { readonly isInside?: true } | null;
}

/** To stand before the name of a step. */
export function setText({ actual, above, writer }: Blamed): string {
  const set = writer?.isInside ? 'changed by' : 'set by';
  if (above !== undefined) return `${pathText(above)} ${set}`;
  return actual === undefined ? 'removed by' : set;
}
