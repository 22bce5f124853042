// The answers that a person gave in a task, as mocks of its scenario that keep the meaning of those that it has already.
import type { Pin } from '../call.ts';
import type { Mock, Mocks } from '../step.ts';
import type { TaskId } from '../task.ts';
import { answerAt, isSame, mockOf } from './answer-list.ts';
import type { SessionState, TaskLog } from './state.ts';
import { type Given, givenAfter, isCode } from './used-answers.ts';

export interface ToKeep {
  readonly mocks: Mocks;
  /** Methods whose other calls are answered by code, which no data can stand for. */
  readonly impossible: readonly string[];
}

export function answersToKeep(state: SessionState, log: TaskLog, own: Mocks, workspace: Mocks): ToKeep {
  const family = lineOf(state, log);
  const pins = state.pins.filter(({ task }) => task === undefined || family.has(rootOf(task)));
  const given = givenAfter(log, 0);
  const mocks: Record<string, Record<string, Mock>> = {};
  const impossible: string[] = [];
  for (const { connector, method } of methodsOf(pins)) {
    const isOf = (one: Pin | Given): boolean => one.connector === connector && one.method === method;
    const before = own[connector]?.[method];
    const mock = mockWith(pins.filter(isOf), before ?? workspace[connector]?.[method], given.filter(isOf));
    if (mock === undefined) impossible.push(`${connector}.${method}`);
    else if (before === undefined || !isSame(mock, before)) mocks[connector] = { ...mocks[connector], [method]: mock };
  }
  return { mocks, impossible };
}

/** The roots of the task and of those that it is a fork of: what was answered there answers here as well. */
function lineOf(state: SessionState, log: TaskLog): ReadonlySet<TaskId> {
  const roots = new Set<TaskId>();
  for (let one: TaskLog | undefined = log; one; one = one.parent ? state.tasks.get(one.parent.task) : undefined)
    roots.add(rootOf(one.id));
  return roots;
}

function rootOf(task: TaskId): TaskId {
  return task.split('.')[0] ?? task;
}

function methodsOf(pins: readonly Pin[]): Iterable<Pick<Pin, 'connector' | 'method'>> {
  return new Map(
    pins.map(({ connector, method }) => [JSON.stringify([connector, method]), { connector, method }]),
  ).values();
}

/** One for a single call goes before one for all, and that before what answered until now. Undefined where none can tell it. */
function mockWith(pins: readonly Pin[], known: Mock | undefined, given: readonly Given[]): Mock | undefined {
  const general = pins.findLast(({ attempt }) => attempt === undefined)?.answer;
  const single = new Map(pins.flatMap(({ attempt, answer }) => (attempt === undefined ? [] : [[attempt, answer]])));
  const base = general ?? known;
  if (single.size === 0) return base;
  const otherwise = (attempt: number): Mock | undefined => {
    const answer = base === undefined ? undefined : answerAt(base, attempt);
    if (answer !== undefined && !isCode(answer)) return answer;
    return given.find((one) => one.attempt === attempt)?.answer;
  };
  const last = Math.max(...single.keys());
  // What answered the calls behind the last of them goes on doing so.
  const length = base === undefined ? last : Math.max(last + 1, Array.isArray(base) ? base.length : 0);
  const answers = Array.from({ length }, (_, index) => {
    const answer = single.get(index + 1);
    return answer === undefined ? otherwise(index + 1) : answerAt(answer, index + 1);
  });
  return answers.every((answer) => answer !== undefined) ? mockOf(answers) : undefined;
}
