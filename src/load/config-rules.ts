// What each key of stepscope.config.json may hold (formats.md, workspace).
import { posix } from 'node:path';
import * as z from 'zod/mini';
import { isObject } from '../json.ts';
import type { Config, FindingCode, FindingLevel, JsonObject } from '../step.ts';
import type { Rule } from './rules.ts';

/** As it stands in paths of files: without `./` and without a slash at its end. */
export function normalise(folder: string): string {
  return posix.normalize(folder).replace(/\/$/, '');
}

/** A folder outside would be neither deployed nor watched. */
export function isInside(folder: unknown): folder is string {
  if (typeof folder !== 'string' || folder.includes('\\') || posix.isAbsolute(folder)) return false;
  const path = normalise(folder);
  return (
    path !== '.' && path !== '..' && !path.startsWith('../') && !path.split('/').some((name) => name.startsWith('.'))
  );
}

export function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

const ANY_OBJECT: JsonObject = { type: 'object' };
const TEXTS: JsonObject = { type: 'object', additionalProperties: { type: 'string' } };
/** As `isInside` has it: no backslash, no name that begins with a dot, nothing that leads out. */
const FOLDER: JsonObject = { type: 'string', pattern: '^(\\./)*[^./\\\\][^/\\\\]*(/+(\\./)*[^./\\\\][^/\\\\]*)*/*$' };

const texts: Rule<string[]> = { schema: z.array(z.string()), must: 'a list of texts', example: '["customer.iban"]' };
const object: Rule<JsonObject> = {
  schema: z.custom<JsonObject>(isObject),
  must: 'an object',
  example: '{ "NAME": "value" }',
  json: ANY_OBJECT,
};
const count: Rule<number> = { schema: z.int().check(z.positive()), must: 'a whole number above 0', example: '1000' };
const amount: Rule<number> = { schema: z.number().check(z.positive()), must: 'a number above 0', example: '512' };

function folder(example: string): Rule<string> {
  return {
    schema: z.custom<string>(isInside),
    must: 'a folder inside the workspace',
    example: `"${example}"`,
    json: FOLDER,
  };
}

export const CONFIG_RULES = {
  steps: folder('steps'),
  scenarios: folder('scenarios'),
  order: { ...texts, must: 'a list of step names', example: '["validate_customer"]' },
  secrets: {
    schema: z.custom<Readonly<Record<string, string>>>(isTexts),
    must: 'an object of names and texts',
    example: '{ "API_KEY": "sk_test" }',
    secret: true,
    json: TEXTS,
  } satisfies Rule<Readonly<Record<string, string>>>,
  environment: object,
  connectors: {
    ...object,
    must: 'an object of names and their settings',
    example: '{ "crm": { "url": "https://crm.example.com" } }',
  },
  strategy: {
    schema: z.enum(['specificity', 'order']),
    must: '"specificity" or "order"',
    example: '"specificity"',
  } satisfies Rule<Config['strategy']>,
  completion: {
    schema: z.enum(['settled', 'explicit']),
    must: '"settled" or "explicit"',
    example: '"settled"',
  } satisfies Rule<Config['completion']>,
  limits: { ...object, example: '{ "turns": 1000 }' },
  redact: texts,
  findings: { ...object, must: 'an object of findings and how each is told', example: '{ "tie": "off" }' },
  editor: { schema: z.string(), must: 'a command', example: '"code"' } satisfies Rule<string>,
  theme: { schema: z.enum(['dark', 'light']), must: '"dark" or "light"', example: '"dark"' } satisfies Rule<
    'dark' | 'light'
  >,
  ascii: { schema: z.boolean(), must: 'true or false', example: 'true' } satisfies Rule<boolean>,
  mouse: { schema: z.boolean(), must: 'true or false', example: 'true' } satisfies Rule<boolean>,
};

const level: Rule<FindingLevel> = {
  schema: z.enum(['off', 'note', 'warning']),
  must: '"off", "note" or "warning"',
  example: '"off"',
};

export const FINDING_RULES: Readonly<Record<FindingCode, Rule<FindingLevel>>> = {
  'never-changes-what-it-waits-for': level,
  'never-matches': level,
  'nobody-writes': level,
  'waits-for-itself': level,
  unreachable: level,
  'never-fulfilled': level,
  shadowed: level,
  'same-condition': level,
  tie: level,
  'not-judged': level,
};

export const LIMIT_RULES = { turns: count, stepMs: amount, memoryMb: amount, logLines: count, dataMb: amount };
