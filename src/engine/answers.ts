// Who answers a connector call (semantics §5): a pin, the tape, the scenario's mocks, the workspace's, a live connector.
import type { CallSource, Pin, Tape, TapedCall } from '../call.ts';
import { equalJson } from '../json.ts';
import type { Json } from '../step.ts';

/** Mocks with their functions in place; those that came from JSON are plain data. */
export type LiveMocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Calls a connector for real. */
export type LiveCall = (args: Json) => Promise<unknown>;

/** What is set up for a task to answer its calls; pins come and go while it is open. */
export interface AnswerSetup {
  readonly pins: readonly Pin[];
  readonly tape: Tape | null;
  /** The scenario's own, then the workspace's. */
  readonly mocks: readonly LiveMocks[];
}

export type Answer =
  | { readonly kind: 'mock'; readonly source: CallSource & ('pin' | 'mock'); readonly mock: unknown }
  | { readonly kind: 'taped'; readonly call: TapedCall }
  | { readonly kind: 'live'; readonly ask: LiveCall };

export interface CallKey {
  readonly connector: string;
  readonly method: string;
  readonly attempt: number;
  readonly args: Json;
}

/** `again`: calls of this very turn, from before it was abandoned. null where nobody answers. */
export function findAnswer(
  setup: AnswerSetup,
  key: CallKey,
  again: readonly TapedCall[],
  live: (connector: string, method: string) => LiveCall | null,
): Answer | null {
  const pin = pinOf(setup.pins, key);
  if (pin) return { kind: 'mock', source: 'pin', mock: pin.answer };
  const before = again.find((call) => isSameCall(call, key));
  if (before) return { kind: 'taped', call: before };
  const { tape } = setup;
  const taped = tape?.byArguments ? tape.calls.find((call) => isAlike(call, key)) : tape && tapedCall(tape, key);
  if (taped) return { kind: 'taped', call: { ...taped, source: 'tape' } };
  if (tape?.isOnly) return null;
  const mock = setup.mocks.find((mocks) => hasMock(mocks, key))?.[key.connector]?.[key.method];
  if (mock !== undefined) return { kind: 'mock', source: 'mock', mock };
  const ask = tape?.byArguments ? null : live(key.connector, key.method);
  return ask && { kind: 'live', ask };
}

/** One for this very call goes before one for all. */
function pinOf(pins: readonly Pin[], key: CallKey): Pin | undefined {
  const ofMethod = pins.filter(({ connector, method }) => connector === key.connector && method === key.method);
  return (
    ofMethod.findLast(({ attempt }) => attempt === key.attempt) ??
    ofMethod.findLast(({ attempt }) => attempt === undefined)
  );
}

const tables = new WeakMap<Tape, ReadonlyMap<string, TapedCall>>();

function tapedCall(tape: Tape, key: CallKey): TapedCall | undefined {
  let table = tables.get(tape);
  if (!table) {
    table = new Map(tape.calls.map((call) => [textOf(call), call]));
    tables.set(tape, table);
  }
  return table.get(textOf(key));
}

function textOf({ connector, method, attempt }: Omit<CallKey, 'args'>): string {
  return JSON.stringify([connector, method, attempt]);
}

function isSameCall(call: TapedCall, { connector, method, attempt }: CallKey): boolean {
  return call.connector === connector && call.method === method && call.attempt === attempt;
}

function isAlike(call: TapedCall, { connector, method, args }: CallKey): boolean {
  return call.connector === connector && call.method === method && equalJson(call.args ?? null, args);
}

function hasMock(mocks: LiveMocks, { connector, method }: CallKey): boolean {
  return Object.hasOwn(mocks, connector) && Object.hasOwn(mocks[connector] ?? {}, method);
}
