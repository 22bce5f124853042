// `connectors` of deploy.yaml: by the names under which steps call them.

import { isObject, own } from '../json.ts';
import type { ConnectorSettings, Json, Path } from '../step.ts';
import { CONNECTOR_RULES } from './connector-rules.ts';
import { readConnector } from './connectors.ts';
import { type Item, itemsOf, nameOf, textAt, unnamed } from './deploy-items.ts';
import type { Fault } from './fault.ts';
import { misspelt } from './rules.ts';

const EXAMPLE = '- connectorName: "slack.com"';
const CONNECTOR_KEYS = ['connectorName', 'name', 'namespace', 'config', 'tags', 'description', 'id', 'connectorId'];

export interface DeployedConnectors {
  readonly connectors: Readonly<Record<string, ConnectorSettings>>;
  readonly faults: readonly Fault[];
}

export function readDeployedConnectors(value: Json | undefined, at: Path): DeployedConnectors {
  const { items, faults: inSection } = itemsOf(value, at, EXAMPLE);
  const faults: Fault[] = [...inSection];
  const connectors = new Map<string, ConnectorSettings>();
  for (const item of items) {
    if (item.key === undefined && isObject(item.value)) faults.push(...misspelt(item.value, CONNECTOR_KEYS, item.at));
    const namespace = namespaceOf(item);
    if (namespace === undefined) faults.push(unnamed(item, 'connectors', EXAMPLE));
    else if (connectors.has(namespace)) faults.push(taken(namespace, item.at));
    else connectors.set(namespace, settingsOf(item));
  }
  return { connectors: Object.fromEntries(connectors), faults };
}

/** Steps call it `connectors.<namespace>`: where none is given, the platform makes one of the connector's name. */
export function namespaceOf(item: Item): string | undefined {
  if (item.key !== undefined) return item.key;
  const { value } = item;
  const given = isObject(value) ? textAt(value, 'namespace') : undefined;
  const name = (isObject(value) ? textAt(value, 'connectorName') : undefined) ?? nameOf(item);
  return given ?? (name === undefined ? undefined : camelCase(name) || undefined);
}

/** `E-Mail (SMTP - OAuth)` is `eMailSmtpOAuth`, `hubspot.com (private)` is `hubspotCom`. */
function camelCase(name: string): string {
  const words = name.replace(/\(private\)/i, '').match(/[A-Za-z0-9]+/g) ?? [];
  const capital = words.map((word) => {
    const rest = word.slice(1);
    return word.charAt(0).toUpperCase() + (rest === rest.toUpperCase() ? rest.toLowerCase() : rest);
  });
  const joined = capital.join('');
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

function taken(namespace: string, path: Path): Fault {
  return {
    severity: 'warning',
    path,
    message: `two connectors are called connectors.${namespace}; the first one counts`,
    hint: 'Give one of them a "namespace".',
  };
}

/**
 * Where it answers, if the file says so in our words. All else of `config` is the platform's – keys, tokens, addresses of
 * databases – and so is a `url` that is no http address.
 */
function settingsOf({ value, at }: Item): ConnectorSettings {
  const config = isObject(value) ? (own(value, 'config') ?? value) : null;
  if (!isObject(config)) return {};
  const ours = Object.entries(config).filter(([key]) => Object.hasOwn(CONNECTOR_RULES, key));
  return readConnector(Object.fromEntries(ours), at).settings;
}
