// A list of steps names one that no file is: what is said of it, and which was probably meant.
import type { Path, Problem } from '../step.ts';
import type { Fault } from './fault.ts';
import { nearest } from './nearest.ts';

export function missingStep(name: string, path: Path): Fault {
  return {
    severity: 'warning',
    path,
    message: `there is no step "${name}"`,
    hint: 'A step is named by its path below its folder, without ending. Write it, or take it out of this list.',
  };
}

/** More than these help nobody. */
const MOST = 3;

/** `known`: the names of all steps. */
export function withMeant(problem: Problem, name: string, known: readonly string[]): Problem {
  const meant = meantBy(name, known);
  if (meant.length === 0) return problem;
  return { ...problem, hint: `Is ${meant.map((one) => `"${one}"`).join(' or ')} meant? ${problem.hint}` };
}

/** Who forgot the folder in front of a name, or gave one too many, did not misspell it. */
function meantBy(name: string, known: readonly string[]): readonly string[] {
  const path = name.replace(/\.[mc]?[jt]s$/, '');
  const same = known.filter((one) => path.endsWith(`/${one}`) || one === path || one.endsWith(`/${path}`));
  if (same.length > 0) return same.slice(0, MOST);
  const lastPart = (text: string): string => text.slice(text.lastIndexOf('/') + 1);
  const near = nearest(path, known) ?? nearest(lastPart(path), known.map(lastPart));
  return near === undefined ? [] : known.filter((one) => one === near || lastPart(one) === near).slice(0, MOST);
}
