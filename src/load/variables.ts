// `${VAR}` in the values of deploy.yaml, replaced from the environment of this process. Keys stay as they are.

import { isObject } from '../json.ts';
import type { Json, Path } from '../step.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Unset {
  readonly path: Path;
  readonly name: string;
}

export interface Filled {
  readonly value: Json;
  /** Variables that nothing gives; their placeholders stand as they were written. */
  readonly unset: readonly Unset[];
}

/**
 * `$${` stands for `${`, and `${VAR:-text}` and `${VAR-text}` for the text where the variable is not set (the former also
 * where it is empty), as a shell has it. What has no name between its braces is no placeholder: data may hold templates.
 */
const PLACEHOLDER = /\$\$(?=\{)|\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?-)([^{}]*))?\}/g;

export function fillVariables(value: Json, environment: Environment, at: Path = []): Filled {
  const unset: Unset[] = [];
  return { value: fill(value, at, environment, unset), unset };
}

function fill(value: Json, at: Path, environment: Environment, unset: Unset[]): Json {
  if (typeof value === 'string') return fillText(value, at, environment, unset);
  if (Array.isArray(value)) return value.map((element, index) => fill(element, [...at, index], environment, unset));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, inner]) => [key, fill(inner, [...at, key], environment, unset)]));
}

function fillText(text: string, path: Path, environment: Environment, unset: Unset[]): string {
  return text.replace(PLACEHOLDER, (placeholder, name?: string, operator?: string, fallback?: string) => {
    if (name === undefined) return '$';
    const given = Object.hasOwn(environment, name) ? environment[name] : undefined;
    if (given !== undefined && !(given === '' && operator === ':-')) return given;
    if (fallback !== undefined) return fallback;
    unset.push({ path, name });
    return placeholder;
  });
}

/** With the values of now: what is made can be filled again and comes out the same. Variables that are not set stay. */
export function fixVariables(value: Json, environment: Environment): Json {
  if (typeof value === 'string') return fixText(value, environment);
  if (Array.isArray(value)) return value.map((element: Json) => fixVariables(element, environment));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fixVariables(inner, environment)]));
}

function fixText(text: string, environment: Environment): string {
  return text.replace(PLACEHOLDER, (placeholder, name?: string) => {
    if (name === undefined) return placeholder;
    const { value, unset } = fillVariables(placeholder, environment);
    return unset.length > 0 ? placeholder : String(value).replaceAll('${', () => '$${');
  });
}
