// What step code calls as connectors.<namespace>.<method>(args), and what it gets: a value or a promise, as whoever answers
// has it (semantics §5).

import type { Call, CallError, Question, TapedCall } from '../call.ts';
import { isObject } from '../json.ts';
import type { Json, Path } from '../step.ts';
import { type Answer, type AnswerSetup, findAnswer, type LiveCall } from './answers.ts';
import { asJson } from './as-json.ts';

import { intoPath } from './into.ts';
import type { Normaliser } from './normalise.ts';
import type { VirtualTime } from './virtual-time.ts';
import { NeverSettles } from './wait.ts';

/** A result that was asked for with `into`; it is put there when the turn settles, in call order. */
export interface PendingInto {
  readonly path: Path;
  readonly connector: string;
  readonly method: string;
  readonly result: unknown;
  /** Made where it was called: what is wrong with the place is told there. */
  readonly from: Error;
}

export interface ConnectorsPort {
  readonly answers: AnswerSetup;
  /** Calls of this very turn, answered before it was abandoned. */
  readonly again: readonly TapedCall[];
  live(connector: string, method: string): LiveCall | null;
  readonly time: VirtualTime;
  readonly normaliser: Normaliser;
  /** Where answers for all scenarios stand. */
  readonly mocksFolder: string;
  /** Calls made so far by `namespace.method`; written to. */
  readonly attempts: Map<string, number>;
  readonly onCall: (call: Call, taped: Taped) => void;
  readonly onUnmocked: (error: UnmockedCall) => void;
  readonly onInto: (into: PendingInto) => void;
  /** Calls whose answers are due; written to. */
  readonly due: Set<DueCall>;
  /** Code of a mock is about to answer. */
  readonly onMockCode: (question: Question) => void;
}

type Taped = Pick<TapedCall, 'attempt' | 'form' | 'tookMs'>;

/** A call whose answer has not come. */
export interface DueCall {
  readonly call: Call;
  readonly attempt: number;
  /** Made where it was called; thrown where the answer never comes. */
  readonly from: NeverSettles;
}

/** Nobody answers this call. */
export class UnmockedCall extends Error {
  override readonly name = 'UnmockedCall';
  constructor(
    readonly question: Question,
    mocksFolder: string,
  ) {
    const { connector, method, args } = question;
    // One of both fits whatever the shape of the scenario, and a task that is of none.
    const methods = `{ ${JSON.stringify(method)}: {} }`;
    super(
      `connectors.${connector}.${method} is not mocked, so nobody answers it. It was called with ${shorten(args)}. ` +
        `Add the answer to ${mocksFolder}/${connector}.json: ${methods}; or, where the scenario has "name" and "data", ` +
        `beside them: "connectors": { ${JSON.stringify(connector)}: ${methods} }`,
    );
  }
}

function shorten(args: Json): string {
  const text = JSON.stringify(args) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** The `connectors` global: any namespace, any method. */
export function connectorsGlobal(port: ConnectorsPort): object {
  const namespaces = new Map<string, object>();
  const namespaceOf = (name: string): object => {
    const known = namespaces.get(name);
    if (known) return known;
    const made = namespaceGlobal(name, port);
    namespaces.set(name, made);
    return made;
  };
  return new Proxy({}, { get: (_, name) => (isName(name) ? namespaceOf(name) : undefined) });
}

/** `connectors.fetch(…)` is the method `fetch` of the connector `fetch`. */
function namespaceGlobal(connector: string, port: ConnectorsPort): object {
  const method = (name: string) => (args?: unknown) => call(connector, name, args, port);
  return new Proxy(method(connector), {
    get: (target, name) => (isName(name) ? method(name) : Reflect.get(target, name)),
  });
}

/** What JavaScript itself asks of an object is no call: `await connectors.stripe` must not call a method named `then`. */
const NO_METHODS: ReadonlySet<string> = new Set(['then', 'toJSON', 'toString', 'valueOf']);

function isName(name: string | symbol): name is string {
  return typeof name === 'string' && !NO_METHODS.has(name);
}

function call(connector: string, method: string, given: unknown, port: ConnectorsPort): unknown {
  const args = asJson(given, port.normaliser);
  const name = `${connector}.${method}`;
  const attempt = (port.attempts.get(name) ?? 0) + 1;
  port.attempts.set(name, attempt);
  const found = findAnswer(port.answers, { connector, method, attempt, args }, port.again, port.live);
  const question = { connector, method, args, attempt };
  if (!found) return builtIn(question, port) ?? unmocked(question, port);
  const began = port.time.now;
  const source = found.kind === 'mock' ? found.source : found.kind === 'live' ? 'live' : found.call.source;
  const asked = { connector, method, args, source };
  let due: DueCall | null = null;
  const note: Note = (form, end) => {
    // When its turn was over it counted as one that is never answered.
    if (due && !port.due.delete(due)) return;
    const tookMs = form === 'value' ? 0 : port.time.now - began;
    port.onCall({ ...asked, ...end }, { attempt, form, tookMs });
  };
  const answered = give(found, question, port, note);
  if (isThenable(answered)) {
    due = { call: asked, attempt, from: new NeverSettles() };
    port.due.add(due);
  }
  keepInto(question, answered, port);
  // The step has a promise of its own: whether it handled that one's failure is for it to say.
  return isThenable(answered) ? Promise.resolve(answered).then((value) => value) : answered;
}

/** Time is virtual, so sleeping reaches nothing outside: nobody has to answer for it. */
function builtIn({ connector, method, args }: Question, port: ConnectorsPort): Promise<void> | undefined {
  if (connector !== 'utils' || method !== 'sleep') return undefined;
  const ms = isObject(args) ? args.milliseconds : 0;
  return new Promise((resolve) => port.time.set(resolve, ms, false));
}

function unmocked(question: Question, port: ConnectorsPort): never {
  const error = new UnmockedCall(question, port.mocksFolder);
  port.onUnmocked(error);
  throw error;
}

type Note = (form: TapedCall['form'], end: Pick<Call, 'result' | 'error'>) => void;

/** A value or a promise; noted when it is known. */
function give(found: Answer, question: Question, port: ConnectorsPort, note: Note): unknown {
  if (found.kind === 'mock') return answer(found.mock, question, port, note);
  if (found.kind === 'live') return arriving(port.time.whileReal(found.ask(question.args)), port, note);
  const { form, tookMs } = found.call;
  if (form === 'never') return new Promise(() => {});
  if (form === 'value') return noted(() => played(found.call), port, note);
  const { result = null, error } = found.call;
  return arriving(after(tookMs, port.time).then(failing(error ? errorOf(error) : null, result)), port, note);
}

/** The answer on the tape, or its error again. */
function played({ result, error }: TapedCall): unknown {
  if (error) throw errorOf(error);
  return result ?? null;
}

/** An error that comes later is made where it was called: else it would have no place in the user's files. */
function failing(error: Error | null, answer: unknown): () => unknown {
  return () => {
    if (error) throw error;
    return answer;
  };
}

/** A value or a promise, as the mock has it. */
function answer(mock: unknown, question: Question, port: ConnectorsPort, note: Note): unknown {
  const { args, attempt } = question;
  const pick = Array.isArray(mock) ? mock[Math.min(attempt, mock.length) - 1] : mock;
  if (isObject(pick) && '$delay' in pick) return delayed(pick, port, note);
  const isCode = typeof pick === 'function';
  if (isCode) port.onMockCode(question);
  return noted(() => (isCode ? (pick as Answerer)(copyOut(args), { attempt }) : thrownOr(pick)), port, note);
}

function noted(run: () => unknown, port: ConnectorsPort, note: Note): unknown {
  try {
    const given = run();
    if (isThenable(given)) return arriving(given, port, note);
    const result = asJson(given, port.normaliser);
    note('value', { result });
    return copyOut(result);
  } catch (error) {
    note('value', { error: describe(error) });
    throw error;
  }
}

type Answerer = (args: Json, context: { readonly attempt: number }) => unknown;

function delayed(pick: Readonly<Record<string, unknown>>, port: ConnectorsPort, note: Note): Promise<unknown> {
  const wait = new Promise<void>((resolve) => port.time.set(resolve, pick.$delay, false));
  const later = '$throw' in pick ? failing(errorOf(pick.$throw), null) : () => thrownOr(pick.$return);
  return arriving(wait.then(later), port, note);
}

/** A promise that took no time on the clock settles without a timer, as it did then. */
function after(ms: number, time: VirtualTime): Promise<void> {
  return ms > 0 ? new Promise((resolve) => time.set(resolve, ms, false)) : Promise.resolve();
}

async function arriving(promise: PromiseLike<unknown>, port: ConnectorsPort, note: Note): Promise<unknown> {
  try {
    const result = asJson(await promise, port.normaliser);
    note('promise', { result });
    return copyOut(result);
  } catch (error) {
    note('promise', { error: describe(error) });
    throw error;
  }
}

/** `{"$throw": "text" | {name, message, code}}` throws; anything else is the answer. */
function thrownOr(answer: unknown): unknown {
  if (!isObject(answer) || !('$throw' in answer)) return answer;
  throw errorOf(answer.$throw);
}

function errorOf(what: unknown): Error {
  return isObject(what) ? Object.assign(new Error(String(what.message ?? '')), what) : new Error(String(what));
}

function describe(error: unknown): CallError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  const { name, message } = error;
  return typeof code === 'string' || typeof code === 'number' ? { name, message, code } : { name, message };
}

/** `into` counts where the call was answered: a call that threw puts nothing anywhere. */
function keepInto({ connector, method, args }: Question, result: unknown, port: ConnectorsPort): void {
  const into = isObject(args) ? args.into : undefined;
  if (typeof into === 'string' && into !== '')
    port.onInto({ path: intoPath(into), connector, method, result, from: new TypeError() });
}

/** What a step gets it may change: each call has its own copy. */
function copyOut(value: Json): Json {
  return typeof value === 'object' ? (structuredClone(value) as Json) : value;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
