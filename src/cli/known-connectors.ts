// The connectors of a workspace: those that steps and libraries call, that are configured, that have mocks, or that tasks of the
// history have called.
import { openGround } from '../check/ground.ts';
import { type ConnectorCall, connectorCalls } from '../compile/connector-calls.ts';
import type { History } from '../history/history.ts';
import type { CallStats } from '../history/rows.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { WorkspaceView } from '../session/workspace-view.ts';
import type { ConnectorSettings } from '../step.ts';
import { openPast } from './past.ts';
import { runPorts } from './wiring.ts';

export interface ConnectorUse {
  readonly step: string;
  readonly file: string;
  readonly line: number;
}

export interface KnownMethod {
  readonly name: string;
  /** Who answers it, without --live: mocks of the workspace, of some scenarios, or nobody. */
  readonly answeredBy: 'mock' | 'scenarios' | 'nobody';
  readonly uses: readonly ConnectorUse[];
}

export interface KnownConnector {
  readonly id: string;
  /** How it is called for real. */
  readonly settings: ConnectorSettings | null;
  readonly methods: readonly KnownMethod[];
  /** Steps that call it. */
  readonly steps: readonly string[];
  /** Scenarios with mocks for it. */
  readonly scenarios: number;
  readonly mock: 'mocked' | 'partly' | 'in scenarios' | 'not mocked';
  readonly stats: KnownStats | null;
  readonly health: 'ok' | 'error' | 'no calls';
}

/** `isDown`: the last call failed. */
type KnownStats = CallStats & { readonly isDown: boolean };

export interface Connectors {
  readonly view: WorkspaceView;
  /** By id. */
  readonly known: readonly KnownConnector[];
}

/** It needs no answer: sleeping is time. */
const BUILT_IN = 'utils';

/** Steps find it in any workspace, called or not. */
export const FETCH: KnownConnector = {
  ...{ id: 'fetch', settings: null, steps: [], scenarios: 0, mock: 'not mocked', stats: null, health: 'no calls' },
  methods: [{ name: 'fetch', answeredBy: 'nobody', uses: [] }],
};

export async function knownConnectors(dir: string): Promise<Connectors> {
  const read = await readWorkspace(dir);
  const ground = await openGround(read, runPorts(dir));
  const { view } = ground;
  await ground.sandbox.close();
  const history = await openPast(dir);
  const stats = new Map(
    history?.callStats().map((one) => [one.connector, { ...one, isDown: lastFailed(history, one.connector) }]),
  );
  history?.close();
  const uses = usesIn(view);
  const ids = new Set([
    ...uses.keys(),
    ...Object.keys(read.config.connectors),
    ...Object.keys(view.mocks),
    ...stats.keys(),
  ]);
  for (const { connectors } of view.scenarios) for (const id of Object.keys(connectors)) ids.add(id);
  ids.delete(BUILT_IN);
  const known = [...ids].sort().map((id) => knownConnector(id, uses.get(id) ?? [], view, stats.get(id) ?? null));
  return { view, known };
}

/** Calls of one moment are many: which of them was the last, their numbers tell. */
function lastFailed(history: History, connector: string): boolean {
  return history.calls({ connector, limit: 1 })[0]?.error != null;
}

type Use = ConnectorCall & ConnectorUse;

function usesIn({ read }: WorkspaceView): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const { kind, name, file, text } of read.sources) {
    if (kind !== 'step' && kind !== 'library') continue;
    for (const call of connectorCalls(file, text)) {
      const use = { ...call, step: kind === 'step' ? name : `lib.${name}`, file };
      uses.set(call.connector, [...(uses.get(call.connector) ?? []), use]);
    }
  }
  return uses;
}

function knownConnector(
  id: string,
  uses: readonly Use[],
  { read, mocks, scenarios }: WorkspaceView,
  stats: KnownStats | null,
): KnownConnector {
  const settings = read.config.connectors[id] ?? null;
  const own = mocks[id] ?? {};
  const inScenarios = scenarios.filter(({ connectors }) => Object.hasOwn(connectors, id));
  const theirs = new Set(inScenarios.flatMap(({ connectors }) => Object.keys(connectors[id] ?? {})));
  const called = uses.flatMap(({ method }) => method ?? []);
  const names = [
    ...new Set([...called, ...Object.keys(own), ...theirs, ...Object.keys(settings?.methods ?? {})]),
  ].sort();
  const methods = names.map(
    (name): KnownMethod => ({
      name,
      answeredBy: Object.hasOwn(own, name) ? 'mock' : theirs.has(name) ? 'scenarios' : 'nobody',
      uses: uses.flatMap(({ method, step, file, line }) => (method === name ? [{ step, file, line }] : [])),
    }),
  );
  return {
    ...{ id, settings, methods, stats, scenarios: inScenarios.length },
    steps: [...new Set(uses.map(({ step }) => step))],
    mock: mockState(methods),
    health: healthOf(stats),
  };
}

function mockState(methods: readonly KnownMethod[]): KnownConnector['mock'] {
  if (methods.length > 0 && methods.every(({ answeredBy }) => answeredBy === 'mock')) return 'mocked';
  if (methods.some(({ answeredBy }) => answeredBy === 'mock')) return 'partly';
  return methods.some(({ answeredBy }) => answeredBy === 'scenarios') ? 'in scenarios' : 'not mocked';
}

/** Its last call failed, or half of all did. */
function healthOf(stats: KnownStats | null): KnownConnector['health'] {
  if (!stats || stats.calls === 0) return 'no calls';
  return stats.isDown || stats.errors * 2 >= stats.calls ? 'error' : 'ok';
}
