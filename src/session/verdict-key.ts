// Names one verdict of the sandbox: which leaf of which step's condition, judged at which place in the data.
import type { Path } from '../step.ts';

/** Step names are file paths and hold no NUL, so that `verdictStep` can give the name back. */
export function verdictKey(step: string, leaf: Path, at: Path): string {
  return `${step}\0${JSON.stringify([leaf, at])}`;
}

export function verdictStep(key: string): string {
  return key.slice(0, key.indexOf('\0'));
}
