// One value of a scenario file → Scenario: plain task data, data with expectations in it, or the explicit form (formats.md).

import { isObject, own } from '../json.ts';
import type { Expectations, Json, JsonObject, Path, Scenario } from '../step.ts';
import type { Fault } from './fault.ts';
import { readHistory } from './history.ts';
import { describe } from './json.ts';
import { readMocks } from './mocks.ts';
import { readPattern } from './pattern.ts';
import { misspelt, type Taken, take, unknownKeys } from './rules.ts';
import { EXPECT_RULES, EXPLICIT_RULES, GUIDE_RULES } from './scenario-rules.ts';

/** A scenario without its place: `title` is what it calls itself. */
export type Content = Omit<Scenario, 'name' | 'file' | 'line'>;

export interface ScenarioRead {
  /** Missing where a fault is an error. */
  readonly content?: Content;
  readonly faults: readonly Fault[];
}

/** The explicit form is what has both. */
export function isExplicit(value: JsonObject): boolean {
  return Object.hasOwn(value, 'name') && Object.hasOwn(value, 'data');
}

export function readScenario(value: Json, at: Path): ScenarioRead {
  if (!isObject(value)) return { faults: [noScenario(value, at)] };
  const read = isExplicit(value) ? readExplicit(value, at) : readPlain(value, at);
  return read.faults.some(({ severity }) => severity === 'error') ? { faults: read.faults } : read;
}

function noScenario(value: Json, path: Path): Fault {
  return {
    severity: 'error',
    path,
    message: `a scenario must be an object, not ${describe(value)}`,
    hint: 'Write the data of a task, { "key": value }, or a list of such objects.',
  };
}

function readPlain(value: JsonObject, at: Path): ScenarioRead {
  const { data, title, expect, faults } = splitGuideKeys(value, at);
  const content = { title, tags: [], data, expect, connectors: {}, config: {}, history: [], only: false, skip: false };
  return { content, faults: [...faults, ...nearlyExpected(value, at), ...nearlyExplicit(value, at)] };
}

/** Only such keys are taken for slips: all else is the user's own data. */
const EXPECTING = /^(expect|valid)/i;

function nearlyExpected(value: JsonObject, at: Path): readonly Fault[] {
  const odd = Object.keys(value).filter((key) => EXPECTING.test(key) && !Object.hasOwn(GUIDE_RULES, key));
  return misspelt(Object.fromEntries(odd.map((key) => [key, null])), Object.keys(GUIDE_RULES), at);
}

/** Whoever writes `data` and what goes with it, but no name, has not said that it is a scenario. */
function nearlyExplicit(value: JsonObject, at: Path): readonly Fault[] {
  if (!isObject(own(value, 'data') ?? null) || Object.hasOwn(value, 'name')) return [];
  const beside = ['expect', 'connectors'].find((key) => isObject(own(value, key) ?? null));
  if (beside === undefined) return [];
  const message = `there is "data" and "${beside}", but no "name": all of it is taken for the data of a task`;
  const hint = 'Add "name": "…", and it is a scenario with data and expectations.';
  return [{ severity: 'warning', path: [...at, beside], message, hint }];
}

function readExplicit(value: JsonObject, at: Path): ScenarioRead {
  const { taken, faults } = take(EXPLICIT_RULES, value, at);
  const inData = splitGuideKeys(taken.data ?? {}, [...at, 'data']);
  const expect = readExpect(taken.expect ?? {}, [...at, 'expect']);
  const { mocks, faults: inMocks } = readMocks(taken.connectors ?? {}, [...at, 'connectors']);
  const { history, faults: inHistory } = readHistory(taken.history ?? [], [...at, 'history']);
  const unknown = unknownKeys(value, Object.keys(EXPLICIT_RULES), at).map(guideKeyHint);
  return {
    content: {
      ...explicitContent(taken),
      data: inData.data,
      expect: { ...inData.expect, ...expect.expect },
      connectors: mocks,
      history,
    },
    faults: [...faults, ...inData.faults, ...expect.faults, ...inMocks, ...inHistory, ...unknown],
  };
}

function explicitContent(
  taken: Taken<typeof EXPLICIT_RULES>,
): Omit<Content, 'data' | 'expect' | 'connectors' | 'history'> {
  const { name, description, tags = [], config = {}, seed, stream, now, only = false, skip = false } = taken;
  return { title: name, description, tags, config, seed, stream, now, only, skip };
}

interface Split {
  readonly data: JsonObject;
  readonly title?: string;
  readonly expect: Expectations;
  readonly faults: readonly Fault[];
}

/** Testing keys are no data in any form of scenario: a task never sees them (semantics §7). */
function splitGuideKeys(value: JsonObject, at: Path): Split {
  const { taken, faults } = take(GUIDE_RULES, value, at);
  const { scenario: title, ...expect } = taken;
  const data = Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(GUIDE_RULES, key)));
  return { data, title, expect, faults };
}

function readExpect(value: JsonObject, at: Path): { readonly expect: Expectations; readonly faults: readonly Fault[] } {
  const { taken, faults } = take(EXPECT_RULES, value, at);
  const { data, ...rest } = taken;
  const pattern = data && readPattern(data, [...at, 'data']);
  return {
    expect: { ...rest, ...(pattern && { data: pattern.condition }) },
    faults: [...faults, ...(pattern?.faults ?? []), ...unknownKeys(value, Object.keys(EXPECT_RULES), at)],
  };
}

const IN_EXPECT: Readonly<Record<string, string>> = {
  expectedSteps: 'steps',
  expectedDuration: 'duration',
  expectedError: 'error',
  validateFinalState: 'paths',
};

/** The guide's keys beside `name` and `data` are a mix of two forms: say how this one writes them. */
function guideKeyHint(fault: Fault): Fault {
  const key = IN_EXPECT[String(fault.path.at(-1))];
  return key === undefined
    ? fault
    : { ...fault, hint: `In a scenario with "name" and "data", write it as "expect": { "${key}": … }.` };
}
