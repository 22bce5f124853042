// The JSON Schema of stepscope.config.json, for editors: made from the rules that the file is checked by.
import * as z from 'zod/mini';
import { own } from '../json.ts';
import type { JsonObject } from '../step.ts';
import { DEFAULT_CONFIG } from './config.ts';
import { CONFIG_RULES, FINDING_RULES, LIMIT_RULES } from './config-rules.ts';
import { CONNECTOR_RULES, METHOD_RULES } from './connector-rules.ts';
import type { Rule, Rules } from './rules.ts';

/** Of draft 7, which all editors know. A key that is not known is wrong in it, as it is a warning of ours. */
export function configSchema(): JsonObject {
  const limits = objectSchema(LIMIT_RULES, { ...DEFAULT_CONFIG.limits });
  const findings = objectSchema(FINDING_RULES);
  const method = objectSchema(METHOD_RULES);
  const connector = objectSchema(CONNECTOR_RULES, {}, { methods: { additionalProperties: method } });
  const config = objectSchema(CONFIG_RULES, asJson(DEFAULT_CONFIG), {
    limits,
    findings,
    connectors: { additionalProperties: connector },
  });
  const properties = { $schema: { type: 'string' }, ...(config.properties as JsonObject) };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of a stepscope workspace',
    // The file may hold both; editors that know these words do not complain then.
    allowComments: true,
    allowTrailingCommas: true,
    ...config,
    properties,
  };
}

/** `inner` refines keys whose value is an object of its own. */
function objectSchema(
  rules: Rules,
  defaults: JsonObject = {},
  inner: Readonly<Record<string, JsonObject>> = {},
): JsonObject {
  const properties = Object.entries(rules).map(([key, rule]) => {
    const value = own(defaults, key);
    return [key, { ...ruleSchema(rule), ...inner[key], ...(value !== undefined && { default: value }) }] as const;
  });
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

function ruleSchema({ schema, must, example, json }: Rule<unknown>): JsonObject {
  const { $schema: _, ...made } = json ?? asJson(z.toJSONSchema(schema, { target: 'draft-7' }));
  return { description: `Must be ${must}, for example ${example}.`, ...made };
}

function asJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
