// Settings of connectors, as stepscope.config.json has them: name → where it answers when it is called for real.

import { isObject } from '../json.ts';
import type { ConnectorSettings, Json, JsonObject, Path } from '../step.ts';
import { CONNECTOR_RULES, METHOD_RULES } from './connector-rules.ts';
import type { Fault } from './fault.ts';
import { take, unknownKeys } from './rules.ts';

export interface ConnectorsRead {
  readonly connectors: Readonly<Record<string, ConnectorSettings>>;
  readonly faults: readonly Fault[];
}

/** A connector whose settings are wrong in one place keeps the others: it is known in any case. */
export function readConnectors(value: JsonObject, at: Path): ConnectorsRead {
  const faults: Fault[] = [];
  const read = Object.entries(value).map(([name, settings]) => {
    const connector = readConnector(settings, [...at, name]);
    faults.push(...connector.faults);
    return [name, connector.settings] as const;
  });
  return { connectors: Object.fromEntries(read), faults };
}

interface ConnectorRead {
  readonly settings: ConnectorSettings;
  readonly faults: readonly Fault[];
}

export function readConnector(value: Json, at: Path): ConnectorRead {
  if (!isObject(value)) return { settings: {}, faults: [noSettings(at)] };
  const { taken, faults } = take(CONNECTOR_RULES, value, at);
  const { methods: given, ...settings } = taken;
  const unknown = unknownKeys(value, Object.keys(CONNECTOR_RULES), at);
  if (!given) return { settings, faults: [...faults, ...unknown] };
  const { methods, faults: inMethods } = readMethods(given, [...at, 'methods']);
  return { settings: { ...settings, methods }, faults: [...faults, ...unknown, ...inMethods] };
}

function noSettings(path: Path): Fault {
  return {
    severity: 'error',
    path,
    message: `"${path.join('.')}" must be an object of settings`,
    hint: `For example: "${path.at(-1)}": { "url": ${CONNECTOR_RULES.url.example} }`,
  };
}

type Methods = NonNullable<ConnectorSettings['methods']>;

function readMethods(value: JsonObject, at: Path): { readonly methods: Methods; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const read = Object.entries(value).map(([name, call]) => {
    const path = [...at, name];
    if (!isObject(call)) {
      faults.push(noMethod(path));
      return [name, {}] as const;
    }
    const { taken, faults: wrong } = take(METHOD_RULES, call, path);
    faults.push(...wrong, ...unknownKeys(call, Object.keys(METHOD_RULES), path));
    return [name, taken] as const;
  });
  return { methods: Object.fromEntries(read), faults };
}

function noMethod(path: Path): Fault {
  return {
    severity: 'error',
    path,
    message: `"${path.join('.')}" must be an object that says how it is called`,
    hint: `For example: "${path.at(-1)}": { "verb": "GET", "path": "contacts" }`,
  };
}
