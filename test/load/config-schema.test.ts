// The schema that editors use says what the parser says: the same files are right, and the same are wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromJSONSchema } from 'zod';
import { DEFAULT_CONFIG, parseConfig } from '../../src/load/config.ts';
import { CONFIG_RULES, LIMIT_RULES } from '../../src/load/config-rules.ts';
import { configSchema } from '../../src/load/config-schema.ts';
import { CONNECTOR_RULES, METHOD_RULES } from '../../src/load/connector-rules.ts';
import type { JsonObject } from '../../src/step.ts';
import { ROOT } from '../check/workspace.ts';

const SCHEMA = configSchema();
const validator = fromJSONSchema(SCHEMA as Parameters<typeof fromJSONSchema>[0]);

const settings = (key: string, value: unknown) => ({ connectors: { crm: { [key]: value } } });

const RIGHT: readonly object[] = [
  {},
  { $schema: './x.json' },
  { steps: 'flow', scenarios: 'cases' },
  { steps: './src/flow/' },
  { steps: 'a b/c.d' },
  { order: ['a', 'b/c'] },
  { secrets: { KEY: 'x' }, environment: { LEVEL: 3, LIST: [1, null] } },
  { strategy: 'order', completion: 'explicit', theme: 'light', editor: 'code --wait' },
  { limits: { turns: 5, stepMs: 0.5, memoryMb: 64, logLines: 1, dataMb: 1 } },
  { redact: ['customer.iban'] },
  { findings: { tie: 'off', 'nobody-writes': 'note', 'not-judged': 'warning' } },
  { connectors: { crm: {} } },
  settings('url', 'https://crm.example.com'),
  settings('url', 'HTTP://localhost:3000/v1'),
  settings('headers', { 'x-api-key': `\${KEY}` }),
  settings('methods', { get: { verb: 'GET', path: '/a?b=c' }, list: {} }),
];

const WRONG: readonly unknown[] = [
  5,
  [],
  { steps: 5 },
  { steps: '../x' },
  { steps: '/x' },
  { steps: '.' },
  { steps: '' },
  { steps: '.git' },
  { scenarios: 'a/.b' },
  { scenarios: 'a\\b' },
  { order: 'a' },
  { order: [1] },
  { secrets: { KEY: 1 } },
  { secrets: [] },
  { environment: 'x' },
  { strategy: 'best' },
  { completion: true },
  { limits: { turns: 0 } },
  { limits: { turns: 1.5 } },
  { limits: { stepMs: '1' } },
  { limits: { turn: 1 } },
  { redact: {} },
  { findings: ['tie'] },
  { findings: { tie: false } },
  { findings: { tie: 'error' } },
  { findings: { ties: 'off' } },
  { editor: 1 },
  { theme: 'blue' },
  { zzz: 1 },
  { connectors: [] },
  { connectors: { crm: 'https://x' } },
  settings('url', 'ftp://x'),
  settings('url', 'crm.example.com'),
  settings('headers', { 'a b': 'x' }),
  settings('headers', { a: 'x\ny' }),
  settings('headers', { a: 1 }),
  settings('methods', { get: { verb: 'get' } }),
  settings('methods', { get: { path: 1 } }),
  settings('methods', { get: 'GET' }),
  settings('metods', {}),
];

describe('schema', () => {
  test.each(RIGHT.map((value) => [JSON.stringify(value), value]))('lets pass %s, as the parser does', (text, value) => {
    expect(parseConfig(text as string).problems).toEqual([]);
    expect(validator.safeParse(value).success).toBe(true);
  });

  test.each(WRONG.map((value) => [JSON.stringify(value), value]))('refuses %s, as the parser does', (text, value) => {
    expect(parseConfig(text as string).problems).toHaveLength(1);
    expect(validator.safeParse(value).success).toBe(false);
  });

  test('knows the keys that the parser knows, and their defaults', () => {
    const keys = (schema: unknown) => Object.keys((schema as JsonObject).properties as JsonObject);
    const config = SCHEMA.properties as Record<string, JsonObject>;
    const connector = config.connectors?.additionalProperties as { properties: Record<string, JsonObject> };
    expect(keys(SCHEMA)).toEqual(['$schema', ...Object.keys(CONFIG_RULES)]);
    expect(keys(config.limits)).toEqual(Object.keys(LIMIT_RULES));
    expect(keys(connector)).toEqual(Object.keys(CONNECTOR_RULES));
    expect(keys(connector.properties.methods?.additionalProperties)).toEqual(Object.keys(METHOD_RULES));
    for (const [key, { default: value }] of Object.entries(config))
      expect([key, value]).toEqual([key, (DEFAULT_CONFIG as unknown as JsonObject)[key]]);
  });

  test('is built, and goes with the package', () => {
    const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    expect(read('dist/stepscope.config.schema.json')).toEqual(SCHEMA);
    expect(read('package.json').files).toContain('dist');
  });
});
