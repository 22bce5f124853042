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

/** Where a function of a module is found. */
export interface FunctionPlace {
  readonly file: string;
  readonly path: readonly string[];
}

/** Functions stay where they are; `functions` says where, under the name that stands in their marker. Throws a TypeError for a cycle. */
export function toMarkers(
  value: unknown,
  place: FunctionPlace,
  functions: Map<string, FunctionPlace>,
  above: readonly unknown[] = [],
): Json {
  const type = TYPE_NAMES.get(value);
  if (type) return type;
  if (typeof value === 'function') {
    functions.set(nameOf(place), place);
    return { $function: nameOf(place) };
  }
  if (value instanceof RegExp) return { $regexp: [value.source, value.flags.replace(/[gy]/g, '')] };
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (above.includes(value)) throw new TypeError(`${nameOf(place)} contains itself`);
  const inside = [...above, value];
  if (Array.isArray(value))
    return value.map((item, index) => toMarkers(item, below(place, String(index)), functions, inside));
  return fieldsOf(value, place, functions, inside);
}

/** A module's namespace is read like an object; what is undefined is not there. */
function fieldsOf(
  value: object,
  place: FunctionPlace,
  functions: Map<string, FunctionPlace>,
  above: readonly unknown[],
): Json {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, toMarkers(inner, below(place, key), functions, above)]),
  );
}

function below({ file, path }: FunctionPlace, key: string): FunctionPlace {
  return { file, path: [...path, key] };
}

function nameOf({ file, path }: FunctionPlace): string {
  return [file, ...path].join('.');
}

/** The function at this place of another opening of its module; undefined where there is none. */
export function functionAt(value: unknown, { path }: FunctionPlace): MockFunction | undefined {
  const found = path.reduce<unknown>((at, key) => (typeof at === 'object' && at ? Reflect.get(at, key) : null), value);
  return typeof found === 'function' ? (found as MockFunction) : undefined;
}

/** Names of the functions that these mocks speak of. */
export function functionNames(mocks: Mocks): readonly string[] {
  const namesIn = (value: unknown): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [];
    if ('$function' in value && typeof value.$function === 'string') return [value.$function];
    return Object.values(value).flatMap(namesIn);
  };
  return namesIn(mocks);
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
