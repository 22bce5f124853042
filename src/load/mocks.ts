// Answers of connectors: namespace → method → answer.

import { isObject } from '../json.ts';
import type { Json, JsonObject, Mock, Mocks, Path } from '../step.ts';
import type { Fault } from './fault.ts';
import { describe } from './json.ts';
import { FUNCTION } from './markers.ts';
import { misspelt } from './rules.ts';

type Methods = Mocks[string];

export interface MethodsRead {
  readonly methods: Methods;
  readonly faults: readonly Fault[];
}

/** The methods of one namespace. Any value is an answer; what it means, the engine knows. */
export function readMethods(value: Json, at: Path, namespace: string): MethodsRead {
  if (isObject(value) && !Object.hasOwn(value, FUNCTION)) {
    return { methods: value, faults: [...misspeltWords(value, at), ...emptyLists(value, at)] };
  }
  const message = `the mocks of connector "${namespace}" must be an object of methods, not ${describe(value)}`;
  return { methods: {}, faults: [{ severity: 'error', path: at, message, hint: '{ "method": answer }' }] };
}

/** Keys with a meaning of their own in an answer. */
const WORDS = ['$throw', '$return', '$delay'];

/** A key like one of them is data, but hardly meant so. */
function misspeltWords(methods: JsonObject, at: Path): readonly Fault[] {
  return Object.entries(methods).flatMap(([method, answer]) => {
    const answers: readonly (readonly [Path, Json])[] = Array.isArray(answer)
      ? answer.map((one: Json, index) => [[...at, method, index], one])
      : [[[...at, method], answer]];
    return answers.flatMap(([path, one]) => (isObject(one) ? inAnswer(one, path) : []));
  });
}

/** A list is always answers by attempt, so one without any answers nothing. */
function emptyLists(methods: JsonObject, at: Path): readonly Fault[] {
  return Object.entries(methods).flatMap(([method, answer]): readonly Fault[] => {
    if (!Array.isArray(answer) || answer.length > 0) return [];
    const message = `"${method}" has no answer: a list holds one answer for each attempt, and this one is empty`;
    return [{ severity: 'error', path: [...at, method], message, hint: 'Where the answer is an empty list: [[]]' }];
  });
}

function inAnswer(answer: JsonObject, at: Path): readonly Fault[] {
  const odd = Object.keys(answer).filter((key) => key.startsWith('$') && !KNOWN.has(key));
  return misspelt(Object.fromEntries(odd.map((key) => [key, null])), WORDS, at);
}

const KNOWN: ReadonlySet<string> = new Set([...WORDS, FUNCTION]);

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
