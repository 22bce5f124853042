// What can be said of steps without running them, among the Problems on screen: what is a mistake, and nothing that is only
// worth knowing. `stepscope check` tells all.
import type { FindingCode } from '../analysis/finding.ts';
import { staticFindings } from '../analysis/static-findings.ts';
import type { Problem, Workspace } from '../step.ts';
import type { WorkspaceView } from './workspace-view.ts';

/** They rest on the scenarios being all there is, which is not so while somebody is writing steps. */
const LEFT_OUT: ReadonlySet<FindingCode> = new Set(['nobody-writes', 'unreachable']);

/** Reading the texts of more of them takes longer than a person wants to wait for the first agenda. */
const MOST_STEPS = 300;

export function wantsFacts({ sources }: Workspace): boolean {
  return sources.filter(({ kind }) => kind === 'step').length <= MOST_STEPS;
}

/** `hide` masks what stands in scenarios and is secret. */
export function staticProblems(
  { steps, facts, scenarios, read }: WorkspaceView,
  hide: (text: string) => string,
): readonly Problem[] {
  if (facts.length === 0) return [];
  const data = scenarios.map((scenario) => scenario.data);
  const { strategy } = read.config;
  return staticFindings({ steps, facts, strategy, data, nearest: () => undefined }).flatMap(
    ({ code, severity, file, line, column, message, hint }) =>
      severity === 'warning' && !LEFT_OUT.has(code)
        ? { severity, file, line, column, message: hide(message), hint: hide(hint) }
        : [],
  );
}
