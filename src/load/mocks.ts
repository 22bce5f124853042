// Answers of connectors: namespace → method → answer.
import type { Json, JsonObject, Mock, Mocks, Path } from '../step.ts';
import type { Fault } from './fault.ts';
import { describe, isObject } from './json.ts';
import { FUNCTION } from './markers.ts';

type Methods = Mocks[string];

export interface MethodsRead {
  readonly methods: Methods;
  readonly faults: readonly Fault[];
}

/** The methods of one namespace. Any value is an answer; what it means, the engine knows. */
export function readMethods(value: Json, at: Path, namespace: string): MethodsRead {
  if (isObject(value) && !Object.hasOwn(value, FUNCTION)) return { methods: value, faults: [] };
  const message = `the mocks of connector "${namespace}" must be an object of methods, not ${describe(value)}`;
  return { methods: {}, faults: [{ severity: 'error', path: at, message, hint: '{ "method": answer }' }] };
}

export interface MocksRead {
  readonly mocks: Mocks;
  readonly faults: readonly Fault[];
}

/** `connectors` of a scenario. */
export function readMocks(value: JsonObject, at: Path): MocksRead {
  const read = Object.entries(value).map(
    ([name, methods]) => [name, readMethods(methods, [...at, name], name)] as const,
  );
  return {
    mocks: Object.fromEntries(read.map(([name, { methods }]): [string, Record<string, Mock>] => [name, methods])),
    faults: read.flatMap(([, { faults }]) => faults),
  };
}
