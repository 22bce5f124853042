// What each key of a scenario may hold (formats.md, scenario files).
import * as z from 'zod/mini';
import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';
import { moment } from './moment.ts';
import type { Rule } from './rules.ts';

const STATES = ['done', 'incomplete', 'ignored', 'error', 'waiting', 'stopped'];
const REASONS =
  'complete emptied settled expired rejected ignored error loop limit park subtask call timeout stopped'.split(' ');

const text: Rule<string> = { schema: z.string(), must: 'a text', example: '"a text"' };
const flag: Rule<boolean> = { schema: z.boolean(), must: 'true or false', example: 'true' };
const object: Rule<JsonObject> = {
  schema: z.custom<JsonObject>(isObject),
  must: 'an object',
  example: '{ "key": "value" }',
};
const name: Rule<string> = { schema: z.string().check(z.minLength(1)), must: 'a text', example: '"happy path"' };
const stepNames: Rule<string[]> = {
  schema: z.array(z.string()),
  must: 'a list of step names',
  example: '["validate_customer", "send_welcome_email"]',
};
const milliseconds: Rule<number> = {
  schema: z.number().check(z.nonnegative()),
  must: 'a number of milliseconds, 0 or more',
  example: '30000',
};
const finalState: Rule<JsonObject> = {
  schema: z.custom<JsonObject>(isObject),
  must: 'an object of dotted paths, each with its value or the name of its type',
  example: '{ "customer.validated": true, "customer.id": "String" }',
};
const message: Rule<string> = { schema: z.string(), must: 'a text of the error', example: '"email is required"' };

/** Expectations that stand among the data, as the guide writes them. */
export const GUIDE_RULES = {
  scenario: name,
  expectedSteps: stepNames,
  expectedDuration: milliseconds,
  expectedError: message,
  validateFinalState: finalState,
};

/** Keys of an explicit scenario. */
export const EXPLICIT_RULES = {
  name,
  description: text,
  tags: { schema: z.array(z.string()), must: 'a list of texts', example: '["slow", "billing"]' } satisfies Rule<
    string[]
  >,
  data: object,
  expect: { ...object, example: '{ "steps": ["validate_customer"] }' },
  connectors: { ...object, example: '{ "stripe": { "charge": { "id": "ch_1" } } }' },
  config: { ...object, must: 'an object of names and values', example: '{ "API_KEY": "test" }' },
  history: {
    schema: z.array(z.custom<Json>()),
    must: 'a list of finished tasks',
    example: '[{ "state": "error", "name": "order 1" }]',
  } satisfies Rule<Json[]>,
  seed: { schema: z.int(), must: 'a whole number', example: '1' } satisfies Rule<number>,
  stream: { ...text, example: '"orders/a card is charged"' },
  now: moment,
  only: flag,
  skip: flag,
};

/** Keys of `expect` in an explicit scenario. */
export const EXPECT_RULES = {
  steps: stepNames,
  neverSteps: stepNames,
  state: oneOf(STATES, 'done'),
  reason: oneOf(REASONS, 'complete'),
  error: message,
  duration: milliseconds,
  data: { ...object, must: 'an object that the final data must match', example: '{ "customer": { "id": "String" } }' },
  paths: finalState,
};

function oneOf(words: readonly string[], example: string): Rule<string> {
  return { schema: z.enum(words), must: `one of ${words.join(', ')}`, example: `"${example}"` };
}
