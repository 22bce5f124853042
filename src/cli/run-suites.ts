// The suites that `run --suite` names, in place of the scenarios of a workspace.

import { nearest } from '../load/nearest.ts';
import { readSuites, SUITES_FILE, withSuites } from '../load/suites.ts';
import type { Workspace } from '../step.ts';

/** Without names its own scenarios, or all suites where it has none. A sentence where there is no such suite. */
export function chosenSuites(read: Workspace, names: readonly string[]): Workspace | string {
  const isOwn = read.scenarios.length > 0 || read.sources.some(({ kind }) => kind === 'scenario');
  if (names.length === 0 && isOwn) return read;
  const { suites, problems } = readSuites(read.dir);
  const known = [...suites.keys()];
  const missing = names.find((name) => !suites.has(name));
  if (missing !== undefined && problems.length === 0) return noSuite(missing, known);
  const wanted = [...suites].filter(([name]) => names.length === 0 || names.includes(name));
  if (wanted.length === 0 && names.length === 0) return read;
  const made = withSuites(
    read,
    wanted.map(([name, suite]) => ({ ...suite, name })),
  );
  return { ...made, problems: [...made.problems, ...problems] };
}

function noSuite(name: string, known: readonly string[]): string {
  if (known.length === 0)
    return `there is no suite ${name}: tests/ has no folder but data and scripts, which are none, and there is no ${SUITES_FILE}.`;
  const near = nearest(name, known);
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  return `there is no suite ${name}; there are ${known.join(', ')}.${meant}`;
}
