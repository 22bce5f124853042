// What the settings of one connector may hold: where it answers when it is called for real.
import * as z from 'zod/mini';
import { isObject } from '../json.ts';
import type { JsonObject, Verb } from '../step.ts';
import type { Rule } from './rules.ts';

const VERBS: readonly Verb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** As RFC 9110 has them: anything else would be refused when the call is made. */
const HEADER_NAME = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";
const HEADER_VALUE = '^[^\\u0000\\r\\n]*$';

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}

function isHeaders(value: unknown): value is Readonly<Record<string, string>> {
  const name = new RegExp(HEADER_NAME);
  const text = new RegExp(HEADER_VALUE);
  return (
    isObject(value) &&
    Object.entries(value).every(([key, entry]) => name.test(key) && typeof entry === 'string' && text.test(entry))
  );
}

export const CONNECTOR_RULES = {
  url: {
    schema: z.custom<string>(isUrl),
    must: 'an address that begins with http:// or https://',
    example: '"https://crm.example.com/v1"',
    // An address may hold a password.
    secret: true,
    json: { type: 'string', pattern: '^[hH][tT][tT][pP][sS]?://[^/?#]' },
  } satisfies Rule<string>,
  headers: {
    schema: z.custom<Readonly<Record<string, string>>>(isHeaders),
    must: 'an object of header names and texts of one line',
    example: `{ "authorization": "Bearer \${API_KEY}" }`,
    secret: true,
    json: {
      type: 'object',
      propertyNames: { pattern: HEADER_NAME },
      additionalProperties: { type: 'string', pattern: HEADER_VALUE },
    },
  } satisfies Rule<Readonly<Record<string, string>>>,
  methods: {
    schema: z.custom<JsonObject>(isObject),
    must: 'an object of methods and how they are called',
    example: '{ "getContact": { "verb": "GET", "path": "contacts" } }',
    json: { type: 'object' },
  } satisfies Rule<JsonObject>,
};

export const METHOD_RULES = {
  verb: { schema: z.enum(VERBS), must: `one of ${VERBS.join(', ')}`, example: '"GET"' } satisfies Rule<Verb>,
  path: { schema: z.string(), must: 'a text', example: '"contacts/search"' } satisfies Rule<string>,
};
