// Who put a value where it is, or took it away, in words.
import type { Json, Path } from '../step.ts';
import { pathText } from './path.ts';

/** To stand before the name of a step. */
export function setText({ actual, above }: { readonly actual?: Json | undefined; readonly above?: Path }): string {
  if (above !== undefined) return `${pathText(above)} set by`;
  return actual === undefined ? 'removed by' : 'set by';
}
