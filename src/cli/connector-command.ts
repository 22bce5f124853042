// `stepscope connector list|show|status`: which connectors there are, who answers them, and how their calls went.
import { resolve } from 'node:path';
import { nearest } from '../load/nearest.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { type Connectors, FETCH, type KnownConnector, knownConnectors } from './known-connectors.ts';
import { counted, facts, jsonText, listing } from './listing.ts';
import { openPast } from './past.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';

export interface ConnectorOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly verbose: boolean;
}

export async function listCommand({ dir, json, verbose }: ConnectorOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const { known } = await knownConnectors(resolve(dir));
  if (json) await print(jsonText(known.map(jsonOf)));
  else if (verbose) await print(known.map(statusText).join('\n'));
  else await print(listing(['connector', 'state', 'mocks', 'methods', 'steps', 'calls'], known.map(rowOf)));
  return EXIT.ok;
}

/** The word "error" stands in the lines of those that fail, and in no other. */
function rowOf({ id, health, mock, methods, steps, stats }: KnownConnector): readonly string[] {
  const last = health === 'error' && stats?.lastError ? stats.lastError.error.message : '';
  return [
    ...[id, health, mock, counted(methods.length, 'method'), counted(steps.length, 'step')],
    ...[counted(stats?.calls ?? 0, 'call'), last],
  ];
}

/** Of its settings no address and no header: they may hold secrets. */
export function jsonOf({ settings, ...connector }: KnownConnector): object {
  return { ...connector, isConfigured: settings?.url !== undefined };
}

export async function showCommand({ dir, json, id }: ConnectorOptions & { readonly id: string }): Promise<number> {
  const found = await find(dir, id, 'show');
  if (found === null) return EXIT.wrongUse;
  if (json) await print(jsonText(jsonOf(found)));
  else await print(`${facts(shownFacts(found))}\n${methodLines(found)}`);
  return EXIT.ok;
}

function shownFacts({ id, health, mock, scenarios, settings, stats, steps }: KnownConnector): [string, string][] {
  return [
    ['connector', id],
    ['state', health],
    ['mocks', scenarios > 0 ? `${mock}, ${counted(scenarios, 'scenario')} with mocks of their own` : mock],
    ['for real', settings?.url === undefined ? 'not configured' : `configured, with --live ${id}`],
    ['steps', steps.join(', ') || '-'],
    ['calls', String(stats?.calls ?? 0)],
  ];
}

const ANSWERED = { mock: 'a mock', scenarios: 'mocks of scenarios', nobody: 'nobody' } as const;

function methodLines({ methods }: KnownConnector): string {
  const rows = methods.map(({ name, answeredBy, uses }) => {
    const places = uses.map(({ file, line }) => `${file}:${line}`);
    return [name, `answered by ${ANSWERED[answeredBy]}`, places.join(', ') || 'called by no step'];
  });
  return listing(['method', 'answers', 'called in'], rows);
}

export async function statusCommand({
  dir,
  json,
  verbose,
  id,
}: ConnectorOptions & { readonly id: string }): Promise<number> {
  const found = await find(dir, id, 'status');
  if (found === null) return EXIT.wrongUse;
  const byMethod = verbose ? await methodCounts(resolve(dir), id) : [];
  if (json) await print(jsonText({ ...jsonOf(found), ...(verbose && { byMethod }) }));
  else await print(`${statusText(found)}${listing(['method', 'calls', 'failed', 'mean'], byMethod.map(countRow))}`);
  return EXIT.ok;
}

const HEALTH = { ok: 'healthy', error: 'not healthy', 'no calls': 'never called' } as const;

function statusText({ id, health, mock, stats, settings }: KnownConnector): string {
  const pairs: [string, string][] = [
    ['connector', id],
    ['status', health === 'error' ? `${HEALTH[health]} (error)` : HEALTH[health]],
    ['mocks', mock],
    ['for real', settings?.url === undefined ? 'not configured' : 'configured'],
    ['calls', stats ? `${stats.calls}, ${stats.errors} failed, ${stats.meanMs.toFixed(1)} ms on average` : '0'],
  ];
  if (stats) pairs.push(['last call', new Date(stats.lastCall).toISOString()]);
  if (stats?.lastError) pairs.push(['last failure', failureText(stats.lastError, health)]);
  return facts(pairs);
}

function failureText(
  { at, error }: { readonly at: number; readonly error: { name: string; message: string } },
  health: string,
): string {
  const said = `${new Date(at).toISOString()}  ${error.name}: ${error.message}`;
  // What has passed is no failing line.
  return health === 'error' ? `error ${said}` : said;
}

interface MethodCount {
  readonly method: string;
  readonly calls: number;
  readonly errors: number;
  readonly meanMs: number;
}

async function methodCounts(dir: string, connector: string): Promise<readonly MethodCount[]> {
  const history = await openPast(dir);
  const calls = history?.calls({ connector }) ?? [];
  history?.close();
  const methods = [...new Set(calls.map(({ method }) => method))].sort();
  return methods.map((method) => {
    const own = calls.filter((call) => call.method === method);
    const errors = own.filter(({ error }) => error !== null).length;
    return { method, calls: own.length, errors, meanMs: own.reduce((sum, { ms }) => sum + ms, 0) / own.length };
  });
}

function countRow({ method, calls, errors, meanMs }: MethodCount): readonly string[] {
  return [method, counted(calls, 'call'), `${errors} failed`, `${meanMs.toFixed(1)} ms`];
}

/** null where there is no such connector, or no workspace: then that has been said. */
export async function find(dir: string, id: string, command: string): Promise<KnownConnector | null> {
  if (!isWorkspace(dir)) return null;
  const connectors = await knownConnectors(resolve(dir));
  const found = [...connectors.known, FETCH].find((one) => one.id === id);
  if (!found) refuse(`connector ${command}`, unknownText(id, connectors));
  return found ?? null;
}

function unknownText(id: string, { known }: Connectors): string {
  const ids = known.map((one) => one.id);
  const like = nearest(id, ids);
  const advice =
    like !== undefined ? `Did you mean ${like}?` : ids.length > 0 ? `There are: ${ids.join(', ')}.` : 'There is none.';
  return `no step calls a connector ${JSON.stringify(id)}, and it has no mocks. ${advice}`;
}
