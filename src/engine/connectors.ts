// What step code calls as connectors.<namespace>.<method>(args), and who answers (semantics §5). No call reaches a network.
import type { Call } from '../events.ts';
import type { Json, Path } from '../step.ts';
import { asJson } from './as-json.ts';
import { isObject } from './condition.ts';
import { intoPath } from './into.ts';
import type { Normaliser } from './normalise.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Mocks with their functions in place; those that came from JSON are plain data. */
export type LiveMocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A result that was asked for with `into`; it is put there when the turn settles, in call order. */
export interface PendingInto {
  readonly path: Path;
  readonly method: string;
  readonly result: unknown;
}

export interface ConnectorsPort {
  /** First the scenario's own, then those of the workspace. */
  readonly mocks: readonly LiveMocks[];
  readonly time: VirtualTime;
  readonly normaliser: Normaliser;
  /** Calls made so far by `namespace.method`; written to. */
  readonly attempts: Map<string, number>;
  readonly onCall: (call: Call) => void;
  readonly onUnmocked: (error: Error) => void;
  readonly onInto: (into: PendingInto) => void;
}

/** Nobody answers this call. */
export class UnmockedCall extends Error {
  override readonly name = 'UnmockedCall';
  constructor(
    readonly connector: string,
    readonly method: string,
    args: Json,
  ) {
    const line = `"connectors": { ${JSON.stringify(connector)}: { ${JSON.stringify(method)}: {} } }`;
    super(
      `connectors.${connector}.${method} is not mocked, so nobody answers it. It was called with ${shorten(args)}. ` +
        `Add an answer to the scenario: ${line}`,
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

/** `await connectors.stripe` must not call a method named `then`. */
function isName(name: string | symbol): name is string {
  return typeof name === 'string' && name !== 'then' && name !== 'toJSON';
}

function call(connector: string, method: string, given: unknown, port: ConnectorsPort): unknown {
  const args = asJson(given, port.normaliser);
  const key = `${connector}.${method}`;
  const attempt = (port.attempts.get(key) ?? 0) + 1;
  port.attempts.set(key, attempt);
  const mock = port.mocks.find((mocks) => hasMock(mocks, connector, method))?.[connector]?.[method];
  if (mock === undefined) return builtIn(connector, method, args, port) ?? unmocked(connector, method, args, port);
  const note = (end: Pick<Call, 'result' | 'error'>): void =>
    port.onCall({ connector, method, args, source: 'mock', ...end });
  const answered = answer(mock, args, attempt, port, note);
  keepInto(method, args, answered, port);
  // The step has a promise of its own: whether it handled that one's failure is for it to say.
  return isThenable(answered) ? Promise.resolve(answered).then((value) => value) : answered;
}

function hasMock(mocks: LiveMocks, connector: string, method: string): boolean {
  return Object.hasOwn(mocks, connector) && Object.hasOwn(mocks[connector] ?? {}, method);
}

function builtIn(connector: string, method: string, args: Json, port: ConnectorsPort): Promise<void> | undefined {
  if (connector !== 'utils' || method !== 'sleep') return undefined;
  const ms = isObject(args) ? args.milliseconds : 0;
  return new Promise((resolve) => port.time.set(resolve, ms, false));
}

function unmocked(connector: string, method: string, args: Json, port: ConnectorsPort): never {
  const error = new UnmockedCall(connector, method, args);
  port.onCall({ connector, method, args, source: 'unmocked', error: { name: error.name, message: error.message } });
  port.onUnmocked(error);
  throw error;
}

type Note = (end: Pick<Call, 'result' | 'error'>) => void;

/** A value or a promise, as the mock has it; noted when it is known. */
function answer(mock: unknown, args: Json, attempt: number, port: ConnectorsPort, note: Note): unknown {
  const pick = Array.isArray(mock) ? mock[Math.min(attempt, mock.length) - 1] : mock;
  if (isObject(pick) && '$delay' in pick) return delayed(pick, port, note);
  try {
    const given = typeof pick === 'function' ? (pick as Answerer)(copyOut(args), { attempt }) : thrownOr(pick);
    if (isThenable(given)) return arriving(given, port, note);
    const result = asJson(given, port.normaliser);
    note({ result });
    return copyOut(result);
  } catch (error) {
    note({ error: describe(error) });
    throw error;
  }
}

type Answerer = (args: Json, context: { readonly attempt: number }) => unknown;

function delayed(pick: Readonly<Record<string, unknown>>, port: ConnectorsPort, note: Note): Promise<unknown> {
  const wait = new Promise<void>((resolve) => port.time.set(resolve, pick.$delay, false));
  const later = wait.then(() => thrownOr('$throw' in pick ? { $throw: pick.$throw } : pick.$return));
  return arriving(later, port, note);
}

async function arriving(promise: PromiseLike<unknown>, port: ConnectorsPort, note: Note): Promise<unknown> {
  try {
    const result = asJson(await promise, port.normaliser);
    note({ result });
    return copyOut(result);
  } catch (error) {
    note({ error: describe(error) });
    throw error;
  }
}

/** `{"$throw": "text" | {name, message, code}}` throws; anything else is the answer. */
function thrownOr(answer: unknown): unknown {
  if (!isObject(answer) || !('$throw' in answer)) return answer;
  const what = answer.$throw;
  if (!isObject(what)) throw new Error(String(what));
  throw Object.assign(new Error(String(what.message ?? '')), what);
}

function describe(error: unknown): NonNullable<Call['error']> {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const code = (error as { code?: unknown }).code;
  const { name, message } = error;
  return typeof code === 'string' || typeof code === 'number' ? { name, message, code } : { name, message };
}

/** `into` counts where the call was answered: a call that threw puts nothing anywhere. */
function keepInto(method: string, args: Json, result: unknown, port: ConnectorsPort): void {
  const into = isObject(args) ? args.into : undefined;
  if (typeof into === 'string' && into !== '') port.onInto({ path: intoPath(into), method, result });
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
