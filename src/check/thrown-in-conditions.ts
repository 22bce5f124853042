// Functions in conditions that threw where all else matched: then the throw is what kept the step from running.
import { unmetPlaces } from '../analysis/unmet.ts';
import type { Verdict } from '../events.ts';
import type { Snapshot } from '../session/snapshot.ts';
import type { StepInfo } from '../step.ts';

interface Thrown {
  readonly step: string;
  readonly message: string;
  readonly hint: string;
}

/** Each such place of a condition once, with what was said first. */
export function thrownInConditions(snapshots: readonly Snapshot[], steps: readonly StepInfo[]): readonly Thrown[] {
  const found = new Map<string, Thrown>();
  let known: Snapshot['verdicts'] | null = null;
  let threw: readonly Verdict[] = [];
  for (const snapshot of snapshots) {
    if (snapshot.verdicts !== known) threw = [...snapshot.verdicts.values()].filter((one) => one.threw !== undefined);
    known = snapshot.verdicts;
    for (const verdict of threw) {
      const key = JSON.stringify([verdict.step, verdict.leaf]);
      if (!found.has(key) && isDecisive(verdict, snapshot, steps)) found.set(key, thrownText(verdict));
    }
  }
  return [...found.values()];
}

/** Elsewhere it says nothing: functions are asked before it is known whether the rest matches. */
function isDecisive({ step: name }: Verdict, { data, verdicts }: Snapshot, steps: readonly StepInfo[]): boolean {
  const step = steps.find((one) => one.name === name);
  if (!step || step.disabled) return false;
  const own = [...verdicts.values()].filter((verdict) => verdict.step === name);
  return unmetPlaces(step.condition, data, own).every(({ expected }) => expected.kind === 'predicate');
}

function thrownText({ step, leaf, threw }: Verdict): Thrown {
  return {
    step,
    message: `${step}: the function at ${leaf.join('.')} of its condition threw, which is no match: ${threw}`,
    hint: 'It gets undefined where there is nothing: use `?.`, or test the type.',
  };
}
