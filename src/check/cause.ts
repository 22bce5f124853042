// Which failure of a scenario is the cause, and which only follow from it: a step that threw, or did not run, leaves much
// undone that was expected later.
import type { CheckName, Failure, ReportScenario } from './outcome.ts';

export interface Grouped {
  /** Each to be told in full. */
  readonly causes: readonly Failure[];
  /** Would probably be well without the cause. */
  readonly consequences: readonly Failure[];
}

/** What can come of an earlier turn's going otherwise. */
const LATER: ReadonlySet<CheckName> = new Set([
  'expectedSteps',
  'steps',
  'state',
  'reason',
  'expectedError',
  'validateFinalState',
  'data',
  'paths',
]);

export function grouped({ failures, task, turns }: Pick<ReportScenario, 'failures' | 'task' | 'turns'>): Grouped {
  const error = failures.find(({ check }) => check === 'error');
  const order = failures.find(({ check }) => check === 'steps' || check === 'expectedSteps');
  const cause = earlier(error, order, turnOf(task?.error?.step, turns));
  if (!cause) return { causes: failures, consequences: [] };
  // An error says why nothing came after it; a step that ran instead of another, or did not, why the data is otherwise.
  const follows = (failure: Failure): boolean =>
    failure !== cause && (LATER.has(failure.check) || failure.check === 'error');
  return {
    causes: [cause, ...failures.filter((failure) => failure !== cause && !follows(failure))],
    consequences: failures.filter(follows),
  };
}

/** The turn that failed is the last one of its step. */
function turnOf(step: string | undefined, turns: ReportScenario['turns']): number {
  return turns.findLast((turn) => turn.step === step)?.turn ?? turns.length;
}

/** Steps that differ from a turn before the error's on, or in it, are its cause; later ones are its work. */
function earlier(error: Failure | undefined, order: Failure | undefined, errorTurn: number): Failure | undefined {
  if (!error || !order) return error ?? order;
  return firstTurn(order) <= errorTurn ? order : error;
}

/** In which the steps differ first. */
function firstTurn({ expected, actual }: Failure): number {
  if (!Array.isArray(expected) || !Array.isArray(actual)) return Number.POSITIVE_INFINITY;
  const longest = Math.max(expected.length, actual.length);
  for (let index = 0; index < longest; index++) if (expected[index] !== actual[index]) return index + 1;
  return Number.POSITIVE_INFINITY;
}
