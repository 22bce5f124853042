// The answers that the calls after a place in a task's time were given, as the mocks of a scenario that begins there.
import type { Call } from '../call.ts';
import type { Called } from '../events.ts';
import type { Json, JsonObject, Mock, Mocks } from '../step.ts';
import type { TaskId } from '../task.ts';
import { isSame, mockOf } from './answer-list.ts';
import { familyOf } from './reduce.ts';
import type { SessionState, TaskLog, Turn } from './state.ts';

/** A call with its answer in the form of a mock. */
export interface Given {
  readonly connector: string;
  readonly method: string;
  readonly source: Call['source'];
  /** Which call of this method in its task it was, from 1. */
  readonly attempt: number;
  readonly answer: Mock;
}

/** The calls of a task's turns after so many, by attempt. */
export function givenAfter({ turns }: Pick<TaskLog, 'turns'>, cursor: number): readonly Given[] {
  const given = turns.slice(cursor).flatMap(({ calls, taped, error }) =>
    calls.flatMap((call, index) => {
      const how = taped[index];
      return how && call.source !== 'unmocked' ? [givenBy(call, how, error)] : [];
    }),
  );
  return given.sort((a, b) => a.attempt - b.attempt);
}

/** `ended`: what the turn ended in. */
function givenBy(call: Call, { attempt, form, tookMs }: Called['taped'], ended: Turn['error']): Given {
  const { connector, method, source, result = null } = call;
  // No mock in JSON can say that it never answers: the nearest is to fail as its step did, if it waited for it.
  const never = ended?.name === 'NeverSettles' ? { name: ended.name, message: ended.message } : undefined;
  const error = form === 'never' ? never : call.error;
  const thrown: JsonObject | undefined = error && { $throw: { ...error } };
  // Also where it took no time: step code may say `.then` to it.
  const answer: Json = form !== 'value' ? { $delay: tookMs, ...(thrown ?? { $return: result }) } : (thrown ?? result);
  return { connector, method, source, attempt, answer };
}

export interface UsedAnswers {
  readonly mocks: Mocks;
  /** Methods whose answers to a task and its subtasks differ so that no mock can tell them. */
  readonly unclear: readonly string[];
}

/** The answers of one method to one task, by attempt. */
interface Answers {
  readonly connector: string;
  readonly method: string;
  readonly answers: readonly Mock[];
  readonly areMocked: boolean;
}

/** `known`: mocks that answer where no single list can: the scenario's own, then the workspace's. */
export function usedAnswers(
  state: SessionState,
  log: TaskLog,
  cursor: number,
  known: { readonly own: Mocks; readonly workspace: Mocks },
): UsedAnswers {
  const tasks = [answersOf(log, cursor), ...bornAfter(state, log, cursor).map((child) => answersOf(child, 0))];
  const mocks: Record<string, Record<string, Mock>> = {};
  const unclear: string[] = [];
  for (const ofMethod of byMethod(tasks.flat())) {
    const longest = ofMethod.reduce((one, other) => (other.answers.length > one.answers.length ? other : one));
    const { connector, method } = longest;
    const areOne = ofMethod.every(({ answers }) =>
      answers.every((one, index) => isSame(one, longest.answers[index] ?? null)),
    );
    const own = known.own[connector]?.[method];
    const isKnown = !areOne && ofMethod.every(({ areMocked }) => areMocked);
    // The workspace's mock goes on answering where the scenario has none.
    if (isKnown && own === undefined && known.workspace[connector]?.[method] !== undefined) continue;
    const isOwn = isKnown && own !== undefined && !isCode(own);
    if (!areOne && !isOwn) unclear.push(`${connector}.${method}`);
    mocks[connector] = { ...mocks[connector], [method]: isOwn ? own : mockOf(longest.answers) };
  }
  return { mocks, unclear };
}

/** A function of a JS scenario is known here by its name only. */
export function isCode(mock: Mock): boolean {
  return JSON.stringify(mock).includes('{"$function":');
}

/** Subtasks that its turns after so many began, and theirs. */
function bornAfter(state: SessionState, log: TaskLog, cursor: number): readonly TaskLog[] {
  const family = familyOf(state, log.id);
  const childrenOf = (id: TaskId, after: number): readonly TaskLog[] =>
    family
      .filter(({ start }) => start.parent?.task === id && start.parent.turn > after)
      .flatMap((child) => [child, ...childrenOf(child.id, 0)]);
  return childrenOf(log.id, cursor);
}

function answersOf(log: TaskLog, cursor: number): readonly Answers[] {
  const given = givenAfter(log, cursor);
  const methods = new Map(given.map(({ connector, method }) => [`${connector}.${method}`, { connector, method }]));
  return [...methods.values()].map(({ connector, method }) => {
    const own = given.filter((one) => one.connector === connector && one.method === method);
    const answers = own.map(({ answer }) => answer);
    return { connector, method, answers, areMocked: own.every(({ source }) => source === 'mock') };
  });
}

function byMethod(all: readonly Answers[]): readonly (readonly [Answers, ...Answers[]])[] {
  const groups = new Map<string, [Answers, ...Answers[]]>();
  for (const answers of all) {
    const name = `${answers.connector}.${answers.method}`;
    const group = groups.get(name);
    if (group) group.push(answers);
    else groups.set(name, [answers]);
  }
  return [...groups.values()];
}
