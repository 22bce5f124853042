// What a run warns of: what arose while its tasks ran, what nobody heard of, and a word where nothing was tested.
import type { TaskLog } from '../session/state.ts';
import type { Problem, StepInfo } from '../step.ts';
import type { Outcome } from './outcome.ts';
import { thrownInConditions } from './thrown-in-conditions.ts';

type Said = Pick<Problem, 'message' | 'hint'>;

/** `steps`: where a step stands. */
export function runProblems(outcome: Outcome, steps: readonly StepInfo[]): Problem[] {
  const { scenario, log, family, status, warnings = [], isRecording, attempts } = outcome;
  if (!log) return [...warnings];
  const { file, line } = scenario;
  const name = scenario.title ?? scenario.name;
  const place = { severity: 'warning', file, line, column: 1 } as const;
  const all = [...warnings, ...[log, ...family].flatMap((one) => taskProblems(one, [log, ...family], steps))];
  for (const step of scenario.expect.neverSteps ?? [])
    if (!steps.some((one) => one.name === step)) all.push({ ...place, ...noSuchStep(name, step) });
  if (attempts !== undefined && status === 'passed') all.push({ ...place, ...flaky(name, attempts) });
  const hasNone = !isRecording && Object.keys(scenario.expect).length === 0;
  if (log.end?.reason !== 'rejected' || status !== 'passed' || !hasNone) return all;
  const message = `${name}: no step ever matched, and nothing is expected, so nothing was tested`;
  const hint = 'Add expectations (expectedSteps: [] if that is right), or look why: stepscope opens it.';
  return [...all, { ...place, message, hint }];
}

/** An expectation that nothing can break. */
function noSuchStep(name: string, step: string): Said {
  const message = `${name}: neverSteps names ${step}, and there is no such step, or it did not load`;
  return { message, hint: 'Mend the name, or take it out: stepscope step list has all of them.' };
}

function flaky(name: string, attempts: number): Said {
  const message = `${name} is flaky: it passed at attempt ${attempts}, after ${attempts - 1} that failed`;
  return { message, hint: 'Seed and data were the same each time: look at live calls, real time, and limits.' };
}

function taskProblems(log: TaskLog, all: readonly TaskLog[], steps: readonly StepInfo[]): readonly Problem[] {
  const at = (step: string, said: Said): Problem => {
    return {
      severity: 'warning',
      file: steps.find(({ name }) => name === step)?.file ?? '',
      line: 0,
      column: 0,
      ...said,
    };
  };
  const failure = unheardFailure(log, all);
  return [
    ...log.turns.flatMap(({ step, droppedLogs, problems }) => [
      ...problems,
      ...(droppedLogs > 0 ? [at(step, dropped(step, droppedLogs))] : []),
    ]),
    ...thrownInConditions(log.snapshots, steps).map(({ step, ...said }) => at(step, said)),
    ...(failure ? [failure] : []),
  ];
}

function dropped(step: string, count: number): Said {
  const message = `${count} more log lines of ${step} were not kept`;
  return { message, hint: 'Log less, or raise limits.logLines.' };
}

/** A subtask that failed where its parent asked for no result. */
function unheardFailure({ id, name, end, start }: TaskLog, all: readonly TaskLog[]): Problem | null {
  const above = all.find((one) => one.id === start.parent?.task);
  if (!above || end?.state !== 'error' || !end.error) return null;
  const isHeard = above.waits.some(({ child, into }) => child === id && into !== null);
  // That nobody answers a call is for the scenario to mend, whoever hears of it.
  if (isHeard && end.error.name !== 'UnmockedCall') return null;
  const { name: kind, message, file, line, column } = end.error;
  return {
    ...{ severity: 'warning', file, line, column },
    message: `the subtask ${name} ended in error${isHeard ? '' : ', which its parent does not hear of'}: ${kind}: ${message}`,
    hint: isHeard ? 'Mock the call.' : 'Give task.subtask an `into`: then { error } is put there.',
  };
}
