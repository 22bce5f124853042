// What the tasks that ran tell about a workspace: errors by what they have in common, connectors that fail, steps that are
// slow or never run, tasks that are stuck, trends. Each sign names the tasks and counts that it rests on; where there is too
// little to go by, there is none.
import { callSigns } from './health-calls.ts';
import { errorGroups, errorSigns } from './health-errors.ts';
import { scenarioSigns } from './health-scenarios.ts';
import { stepSigns } from './health-steps.ts';
import { trendSigns } from './health-trends.ts';
import type { Health, HealthInput } from './past-run.ts';

const RANKS = { bad: 0, warning: 1, info: 2 } as const;

/** Tasks and runs of scenarios in any order; a page of the newest is enough. */
export function healthOf({ tasks, steps, now, scenarioRuns = [] }: HealthInput): Health {
  const newest = [...tasks].sort((a, b) => b.startedAt - a.startedAt);
  const signs = [
    ...errorSigns(newest),
    ...callSigns(newest),
    ...stepSigns(newest, steps, now),
    ...scenarioSigns([...scenarioRuns].sort((a, b) => b.at - a.at)),
    ...trendSigns(newest, now),
  ];
  return {
    tasks: newest.length,
    states: countsOf(newest.map(({ state }) => state)),
    from: newest.at(-1)?.startedAt ?? null,
    to: newest[0]?.startedAt ?? null,
    errors: errorGroups(newest),
    signs: signs.sort((a, b) => RANKS[a.severity] - RANKS[b.severity] || b.evidence.count - a.evidence.count),
  };
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
