// What step code sees besides its data: task, step, audit, console (semantics §5).
import type { LogLevel, View } from '../events.ts';
import type { Json, JsonObject } from '../step.ts';
import type { Wait } from '../task.ts';
import type { Makers } from './globals.ts';

/** What one turn's code asked of its task; read when content has returned. */
export interface Asked {
  rearm: boolean;
  end: 'complete' | 'ignore' | null;
  /** undefined where none was given: a null is one. */
  result: Json | undefined;
  name: string;
  tags: readonly string[];
  parkMs: number;
  timeoutMs: number | null;
  onExpire: { readonly result: Json } | null;
  subtasks: Subtask[];
  blobs: Record<string, string>;
  /** Types of views that do not exist, each once; null where there is none. */
  oddViews: string[] | null;
}

/** A task that a step asked for; it begins when the step's turn is over. */
export interface Subtask extends Wait {
  readonly name: string;
  readonly data: JsonObject;
}

export interface ApiPort {
  readonly taskId: string;
  readonly stepName: string;
  readonly createdAt: number;
  readonly workspace: string;
  readonly asked: Asked;
  /** Before what is told with the step's end. Throws once it has ended. */
  inTime(what: string): void;
  config(name: string): Json | undefined;
  /** A JSON copy, as it is at this moment. */
  copy(value: unknown): Json;
  /** Values as a console shows them. */
  format(values: readonly unknown[]): string;
  /** The task's clock, epoch ms. */
  now(): number;
  log(level: LogLevel, text: string): void;
  view(view: View): void;
  readonly data: () => unknown;
  /** Steps that ran before this one. */
  trace(): Json;
  /** Gives the child's id. Throws where there may be no more children. */
  subtask(name: string, data: unknown, options: unknown): string;
  /** Gives an id that no other blob of the task has. */
  blob(content: string): string;
  blobText(id: string): string | undefined;
}

export function stepMakers(port: () => ApiPort): Makers {
  return {
    task: () => taskGlobal(port()),
    step: () => stepGlobal(port()),
    console: () => consoleGlobal(port()),
    audit: () => auditGlobal(port()),
    blob: () => blobGlobal(port()),
  };
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
      if (args.length > 0 && args[0] !== undefined) {
        port.inTime('task.name');
        asked.name = String(args[0]);
      }
      return asked.name;
    },
    tags(...args: unknown[]) {
      if (args.length > 0 && args[0] !== undefined) {
        port.inTime('task.tags');
        asked.tags = tagList(args[0]);
      }
      return [...asked.tags];
    },
    config: (name: unknown) => port.config(String(name)),
    workspace: () => port.workspace,
    region: () => 'local',
    complete(result?: unknown) {
      asked.end = 'complete';
      asked.result = result === undefined ? undefined : port.copy(result);
    },
    ignore() {
      asked.end = 'ignore';
      asked.result = undefined;
    },
    visualize(given: unknown) {
      const view = readView(given, port);
      if (!isViewType(view.type)) asked.oddViews = [...new Set([...(asked.oddViews ?? []), view.type])];
      port.view(view);
    },
    getData: async () => structuredClone(port.copy(port.data())),
    getExecutionTrace: async () => port.trace(),
    park(ms: unknown) {
      asked.parkMs = duration('park', ms);
    },
    timeout(ms: unknown) {
      port.inTime('task.timeout');
      asked.timeoutMs = duration('timeout', ms);
    },
    completeOnExpire(result?: unknown) {
      port.inTime('task.completeOnExpire');
      asked.onExpire = { result: result === undefined ? null : port.copy(result) };
    },
    subtask(name: unknown, data: unknown, options?: unknown) {
      port.inTime('task.subtask');
      return port.subtask(String(name), data, options);
    },
  };
}

function duration(method: string, ms: unknown): number {
  if (typeof ms === 'number' && ms >= 0 && Number.isFinite(ms)) return ms;
  throw new TypeError(`task.${method} needs a number of milliseconds, not ${String(ms)}`);
}

function tagList(given: unknown): readonly string[] {
  const list = Array.isArray(given) ? given : [given];
  return [...new Set(list.map(String))];
}

/** Semantics §5. What has another one is shown as data all the same, with a warning. */
export const VIEW_TYPES = ['data', 'data-map', 'table', 'chart', 'graph', 'document'];

export function isViewType(type: string): boolean {
  return VIEW_TYPES.includes(type);
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
      port.inTime('step.redo');
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
    ...stopwatches(port),
    ...counters(port),
  };
}

type Console = Record<string, (...args: unknown[]) => void>;

/** On the task's clock. */
function stopwatches(port: ApiPort): Console {
  const since = new Map<string, number>();
  const tell = (label: unknown, rest: readonly unknown[]): void => {
    const name = String(label);
    const began = since.get(name);
    const more = rest.length > 0 ? ` ${port.format(rest)}` : '';
    if (began === undefined) port.log('warn', `No such label '${name}' for console.time`);
    else port.log('log', `${name}: ${port.now() - began}ms${more}`);
  };
  return {
    time: (label = 'default') => void since.set(String(label), port.now()),
    timeLog: (label = 'default', ...rest) => tell(label, rest),
    timeEnd(label = 'default') {
      tell(label, []);
      since.delete(String(label));
    },
  };
}

function counters(port: ApiPort): Console {
  const counts = new Map<string, number>();
  return {
    count(label = 'default') {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      port.log('log', `${String(label)}: ${count}`);
    },
    countReset: (label = 'default') => void counts.delete(String(label)),
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

/** Content that is no text is kept as its JSON, so that JSON.parse gives it back. */
function blobGlobal(port: ApiPort): object {
  return {
    create(given: unknown) {
      if (typeof given !== 'object' || given === null || !('content' in given))
        throw new TypeError('blob.create needs an object: { content, name?, mimetype? }');
      port.inTime('blob.create');
      const { content } = given;
      return port.blob(typeof content === 'string' ? content : JSON.stringify(port.copy(content)));
    },
    getContent(id: unknown) {
      const text = port.blobText(String(id));
      if (text === undefined) throw new Error(`there is no blob ${String(id)} in this task`);
      return text;
    },
  };
}
