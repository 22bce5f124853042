// What a JS module exports, as JSON that can leave the sandbox: types by name, regular expressions and functions as markers.
import type { Json, Mocks } from '../step.ts';

export type MockFunction = (...args: unknown[]) => unknown;

const TYPE_NAMES = new Map<unknown, string>([
  [String, 'String'],
  [Number, 'Number'],
  [Boolean, 'Boolean'],
  [Array, 'Array'],
  [Object, 'Object'],
]);

/** Functions stay here, in `functions`, under the name that stands in their marker. Throws a TypeError for a cycle. */
export function toMarkers(
  value: unknown,
  name: string,
  functions: Map<string, MockFunction>,
  above: readonly unknown[] = [],
): Json {
  const type = TYPE_NAMES.get(value);
  if (type) return type;
  if (typeof value === 'function') {
    functions.set(name, value as MockFunction);
    return { $function: name };
  }
  if (value instanceof RegExp) return { $regexp: [value.source, value.flags.replace(/[gy]/g, '')] };
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (above.includes(value)) throw new TypeError(`${name} contains itself`);
  const inside = [...above, value];
  if (Array.isArray(value)) return value.map((item, index) => toMarkers(item, `${name}.${index}`, functions, inside));
  return fieldsOf(value, name, functions, inside);
}

/** A module's namespace is read like an object; what is undefined is not there. */
function fieldsOf(value: object, name: string, functions: Map<string, MockFunction>, above: readonly unknown[]): Json {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, toMarkers(inner, `${name}.${key}`, functions, above)]));
}

function scalar(value: unknown): Json {
  if (typeof value === 'bigint' || typeof value === 'symbol' || value === undefined) return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  return value as Json;
}

/** Mocks with their functions put back in place. */
export function withFunctions(
  mocks: Mocks,
  functions: ReadonlyMap<string, MockFunction>,
): Record<string, Record<string, unknown>> {
  const revive = (value: Json): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(revive);
    const { $function } = value as { $function?: Json };
    if (typeof $function === 'string') return functions.get($function);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner as Json)]));
  };
  return Object.fromEntries(
    Object.entries(mocks).map(([name, methods]) => [name, revive(methods as Json) as Record<string, unknown>]),
  );
}
