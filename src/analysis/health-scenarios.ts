// Runs of scenarios: those that pass less often than before, or only now and then.
import { amount, evidence, groupsBy, percent } from './evidence.ts';
import type { PastScenario, Sign } from './past-run.ts';
import { mean } from './statistics.ts';

/** Fewer runs are no trend. */
const LEAST_RUNS = 10;
/** The pass rate of the newer half is so much lower than that of the older. */
const DROP = 0.2;
/** Passes and failures alternate at least so often. */
const LEAST_TURNS = 3;

/** `runs`: the newest first. */
export function scenarioSigns(runs: readonly PastScenario[]): readonly Sign[] {
  const byScenario = groupsBy(runs, ({ scenario }) => scenario);
  return [...passRateSigns(runs), ...[...byScenario].flatMap(([scenario, own]) => fickleSigns(scenario, own))];
}

/** What it rests on are scenarios, not tasks. */
function named({ scenario }: PastScenario): { readonly id: string } {
  return { id: scenario };
}

/** Scenarios that ran in both halves, each counted the same: those that failed are run more often than others. */
function passRateSigns(runs: readonly PastScenario[]): readonly Sign[] {
  if (runs.length < LEAST_RUNS) return [];
  const half = Math.floor(runs.length / 2);
  const [newer, older] = [groupsBy(runs.slice(0, half), nameOf), groupsBy(runs.slice(half), nameOf)];
  const both = [...newer.keys()].filter((name) => older.has(name));
  const [now, before] = [rateOf(both, newer), rateOf(both, older)];
  if (before - now < DROP) return [];
  const recent = both.flatMap((name) => newer.get(name) ?? []).sort((a, b) => b.at - a.at);
  const failing = recent.filter((run) => !run.passed);
  return [
    {
      code: 'pass-rate-fell',
      severity: 'bad',
      about: 'scenarios',
      message: `scenarios pass less often: ${percent(before, 1)} before, ${percent(now, 1)} in the last ${amount(recent.length, 'run')} of ${amount(both.length, 'scenario')}`,
      advice:
        'stepscope replay --verify on a recording of the time when they passed tells the first turn that comes out otherwise.',
      evidence: evidence(failing.map(named), failing.length, recent.length),
    },
  ];
}

function nameOf({ scenario }: PastScenario): string {
  return scenario;
}

function rateOf(names: readonly string[], runs: ReadonlyMap<string, readonly PastScenario[]>): number {
  const rates = names.map((name) => {
    const own = runs.get(name) ?? [];
    return own.filter((run) => run.passed).length / own.length;
  });
  return mean(rates);
}

/** Now it passes, now it fails. */
function fickleSigns(scenario: string, runs: readonly PastScenario[]): readonly Sign[] {
  const changes = runs.filter((run, index) => index > 0 && run.passed !== runs[index - 1]?.passed).length;
  if (changes < LEAST_TURNS) return [];
  const failed = runs.filter((run) => !run.passed);
  return [
    {
      code: 'fickle-scenario',
      severity: 'warning',
      about: scenario,
      message: `${scenario} passes now and then: it failed in ${failed.length} of ${amount(runs.length, 'run')}, and changed ${changes} times`,
      advice: 'With one seed runs are the same: compare the seeds, live connectors, and edits in between.',
      evidence: evidence(failed.map(named), failed.length, runs.length),
    },
  ];
}
