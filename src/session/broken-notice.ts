// What a save broke, in one line; the list of problems has all of it.
import type { Problem, StepInfo } from '../step.ts';

/** Empty where nothing is wrong that was not wrong before. `steps`: as they are in force now. */
export function brokenNotice(before: readonly Problem[], now: readonly Problem[], steps: readonly StepInfo[]): string {
  const errors = (problems: readonly Problem[]) => problems.filter(({ severity }) => severity === 'error');
  const known = new Set(errors(before).map(textOf));
  const fresh = errors(now).filter((problem) => !known.has(textOf(problem)));
  const [first] = fresh;
  if (first === undefined) return '';
  const goesOn = steps.some(({ file, stale }) => stale && file === first.file);
  const others = fresh.length === 1 ? '' : ` (and ${fresh.length - 1} more)`;
  return `${textOf(first)}${others} — ${goesOn ? 'its last good version runs on; ' : ''}! shows it`;
}

function textOf({ file, line, column, message }: Problem): string {
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  return place === '' ? message : `${place} ${message}`;
}
