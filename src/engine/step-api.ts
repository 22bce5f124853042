// What step code sees besides its data: task, step, audit, console (semantics §5).
import type { LogLevel, View } from '../events.ts';
import type { Json } from '../step.ts';

/** What one turn's code asked of its task; read when content has returned. */
export interface Asked {
  rearm: boolean;
  end: 'complete' | 'ignore' | null;
  result: Json;
  name: string;
  tags: readonly string[];
}

export interface ApiPort {
  readonly taskId: string;
  readonly stepName: string;
  readonly createdAt: number;
  readonly workspace: string;
  readonly asked: Asked;
  config(name: string): Json | undefined;
  /** A JSON copy, as it is at this moment. */
  copy(value: unknown): Json;
  /** Values as a console shows them. */
  format(values: readonly unknown[]): string;
  log(level: LogLevel, text: string): void;
  view(view: View): void;
  readonly data: () => unknown;
}

export function stepGlobals(port: ApiPort): Readonly<Record<string, unknown>> {
  return { task: taskGlobal(port), step: stepGlobal(port), console: consoleGlobal(port), audit: auditGlobal(port) };
}

/** `task.id` is a function and also the id itself: `${task.id}` and `task.id()` give the same. */
function taskGlobal(port: ApiPort): object {
  const { asked } = port;
  const id = Object.assign(() => port.taskId, {
    toString: () => port.taskId,
    valueOf: () => port.taskId,
    toJSON: () => port.taskId,
  });
  return {
    id,
    createdAt: new Date(port.createdAt).toISOString(),
    name(...args: unknown[]) {
      if (args.length > 0 && args[0] !== undefined) asked.name = String(args[0]);
      return asked.name;
    },
    tags(...args: unknown[]) {
      if (args.length > 0 && args[0] !== undefined) asked.tags = tagList(args[0]);
      return [...asked.tags];
    },
    config: (name: unknown) => port.config(String(name)),
    workspace: () => port.workspace,
    region: () => 'local',
    complete(result?: unknown) {
      asked.end = 'complete';
      asked.result = result === undefined ? null : port.copy(result);
    },
    ignore() {
      asked.end = 'ignore';
      asked.result = null;
    },
    visualize: (view: unknown) => port.view(readView(view, port)),
    getData: async () => port.copy(port.data()),
  };
}

function tagList(given: unknown): readonly string[] {
  const list = Array.isArray(given) ? given : [given];
  return [...new Set(list.map(String))];
}

function readView(given: unknown, port: ApiPort): View {
  if (typeof given !== 'object' || given === null)
    throw new TypeError('task.visualize needs an object: { type, name, data }');
  const { type, name, data, options } = given as Record<string, unknown>;
  if (typeof type !== 'string')
    throw new TypeError('task.visualize needs a type: data, data-map, table, chart, graph or document');
  const view = { type, name: String(name ?? type), data: port.copy(data ?? null) };
  return options === undefined ? view : { ...view, options: port.copy(options) };
}

function stepGlobal(port: ApiPort): object {
  return {
    name: port.stepName,
    redo() {
      port.asked.rearm = true;
    },
  };
}

function consoleGlobal(port: ApiPort): object {
  const at =
    (level: LogLevel) =>
    (...values: unknown[]): void =>
      port.log(level, port.format(values));
  const assert = (condition: unknown, ...values: unknown[]): void => {
    if (!condition) port.log('error', values.length ? `Assertion failed: ${port.format(values)}` : 'Assertion failed');
  };
  const log = at('log');
  return {
    log,
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    debug: at('debug'),
    trace: at('debug'),
    table: log,
    dir: (value: unknown) => log(value),
    group: log,
    groupEnd: () => undefined,
    assert,
  };
}

function auditGlobal(port: ApiPort): object {
  const entries: Json[] = [];
  const add = (entry: Json, text: string): void => {
    entries.push(entry);
    port.log('audit', text);
  };
  return {
    log(message: unknown, ...more: unknown[]) {
      const text = port.format([message, ...more]);
      add({ message: text }, text);
    },
    reference(reference: unknown) {
      const entry = port.copy(reference);
      add({ reference: entry }, `reference ${JSON.stringify(entry)}`);
    },
    get: () => structuredClone(entries),
  };
}
