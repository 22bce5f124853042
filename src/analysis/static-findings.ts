// Everything that can be said of steps without running them, in the order of steps and lines.

import type { FindingLevel } from '../step.ts';
import { unchangedFindings } from './changes-nothing.ts';
import { conflictFindings } from './conflicts.ts';
import { type Finding, findingAt, type StaticInput } from './finding.ts';
import { whyImpossible } from './impossible-regexp.ts';
import { leavesOf } from './leaves.ts';
import { waitFindings } from './waits.ts';

export function staticFindings(input: StaticInput): readonly Finding[] {
  const order = new Map(input.steps.map(({ name }, index) => [name, index]));
  const found = [
    ...impossibleFindings(input),
    ...unchangedFindings(input),
    ...waitFindings(input),
    ...conflictFindings(input),
  ];
  const placeOf = ({ step }: Finding): number => order.get(step) ?? 0;
  const told = found.flatMap((finding) => atLevel(finding, input.levels?.[finding.code]));
  return told.sort((a, b) => placeOf(a) - placeOf(b) || a.line - b.line || a.column - b.column);
}

function atLevel(finding: Finding, level: FindingLevel | undefined): readonly Finding[] {
  if (level === undefined) return [finding];
  return level === 'off' ? [] : [{ ...finding, severity: level === 'note' ? 'info' : 'warning' }];
}

function impossibleFindings({ steps, facts }: StaticInput): readonly Finding[] {
  const known = new Map(facts.map((each) => [each.step, each]));
  return steps.flatMap((step) =>
    leavesOf(step.condition).flatMap(({ path, condition }) => {
      const why = condition.kind === 'regexp' ? whyImpossible(condition.source, condition.flags) : null;
      if (why === null || condition.kind !== 'regexp') return [];
      return findingAt(step, known.get(step.name), path, {
        code: 'never-matches',
        severity: 'warning',
        message: `no text matches /${condition.source}/${condition.flags}: ${why}`,
        hint: 'Mend the regular expression; escape what is meant as it stands: \\^, \\$.',
      });
    }),
  );
}
