// Why a step that was expected did not run in a turn, in one sentence: it is not there, it lost, it had run, or a field fails.
import { unmetPlaces } from '../analysis/unmet.ts';
import { unmetText } from '../format/expected.ts';
import type { Snapshot } from '../session/snapshot.ts';
import type { TaskLog } from '../session/state.ts';
import type { StepInfo } from '../step.ts';

const SHOWN = 80;
/** Fields that fail; more of them say less. */
const MOST = 3;

/** `turns`: done before the turn in question. Empty where there is nothing to say. */
export function whyNot(name: string, log: TaskLog, turns: number, steps: readonly StepInfo[]): string {
  const step = steps.find((each) => each.name === name);
  if (!step) return `there is no step ${name}${steps.length > 0 ? ', or it did not load' : ''}`;
  const snapshot = log.snapshots[turns];
  if (!snapshot) return '';
  if (step.disabled) return `${name} is switched off in its file`;
  const fired = snapshot.fired.get(name);
  if (fired !== undefined) return `${name} had run in turn ${fired}, and a step runs once`;
  const winner = snapshot.agenda?.[0];
  if (winner !== undefined && snapshot.agenda?.includes(name))
    return `${name} matched too, but ${winner} goes before it`;
  return missText(step, snapshot);
}

function missText(step: StepInfo, { data, verdicts }: Snapshot): string {
  const own = [...verdicts.values()].filter((verdict) => verdict.step === step.name);
  const unmet = unmetPlaces(step.condition, data, own);
  const told = unmet.slice(0, MOST).map((one) => unmetText(one, SHOWN));
  const more = unmet.length > MOST ? `, and ${unmet.length - MOST} more` : '';
  return told.length > 0 ? `${step.name} did not match: ${told.join('; ')}${more}` : '';
}
