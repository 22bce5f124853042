// What the place gives to step code besides the engine's effects: web classes, a harmless process, a copying structuredClone.
import { formatWithOptions } from 'node:util';
import { current, isDraft } from 'immer';
import type { Makers } from '../engine/globals.ts';
import type { Json } from '../step.ts';

/** Depth and breadth to which values are looked at for the console: as far as it prints. */
const SHOWN_DEPTH = 4;
const SHOWN_ITEMS = 101;

/** Real globals that are the same everywhere; their constructors hold no state of a turn. */
const SHARED = [
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'atob',
  'btoa',
  'queueMicrotask',
  'AbortController',
  'AbortSignal',
  'Event',
  'EventTarget',
  'Buffer',
  'WebAssembly',
  'Blob',
  'Headers',
  'FormData',
] as const;

export function placeMakers(environment: Readonly<Record<string, Json>>): Makers {
  const shared = SHARED.map((name) => [name, () => (globalThis as Record<string, unknown>)[name]] as const);
  return {
    ...Object.fromEntries(shared),
    structuredClone: () => (value: unknown, options?: { transfer?: [] }) => structuredClone(undrafted(value), options),
    process: () => processGlobal(environment),
    fetch: () => refusedFetch,
  };
}

function refusedFetch(): never {
  throw new Error(
    'fetch reaches the network, which a debugger must not do. Use connectors.fetch({ url }) and mock it as the connector `fetch` with the method `fetch`.',
  );
}

/** A function of `process` that Node has and its types leave out. */
function untyped(name: string): unknown {
  const found: unknown = Reflect.get(process, name);
  return typeof found === 'function' ? found.call(process) : [];
}

/** Real figures of this process; nothing in it can end or change the debugger. */
function processGlobal(environment: Readonly<Record<string, Json>>): object {
  return {
    env: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
    memoryUsage: () => ({ ...process.memoryUsage() }),
    cpuUsage: (since?: NodeJS.CpuUsage) => process.cpuUsage(since),
    uptime: () => process.uptime(),
    hrtime: Object.assign((since?: [number, number]) => process.hrtime(since), {
      bigint: () => process.hrtime.bigint(),
    }),
    nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => callback(...args)),
    platform: process.platform,
    version: process.version,
    versions: { ...process.versions },
    _getActiveHandles: () => untyped('_getActiveHandles'),
    _getActiveRequests: () => untyped('_getActiveRequests'),
    exit(code?: unknown) {
      throw new Error(
        `process.exit(${code === undefined ? '' : String(code)}) was called: a step cannot end the process. Use task.complete() or throw.`,
      );
    },
    cwd: () => '/',
  };
}

/** Values as Node's console prints them, without colours. */
export function formatValues(values: readonly unknown[]): string {
  return formatWithOptions({ colors: false, breakLength: 100 }, ...values.map((value) => undrafted(value)));
}

/** A copy in which no draft is left: the console and structuredClone look behind proxies. Other values as they are. */
function undrafted(value: unknown, depth = 0, above: readonly object[] = []): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isDraft(value)) return current(value as object);
  if (depth >= SHOWN_DEPTH || above.includes(value)) return value;
  const inside = [...above, value];
  if (Array.isArray(value))
    return copyIfChanged(
      value,
      value.slice(0, SHOWN_ITEMS).map((item) => undrafted(item, depth + 1, inside)),
    );
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return plainCopy(value, depth, inside);
}

function copyIfChanged(value: unknown[], copies: readonly unknown[]): unknown {
  return copies.some((copy, index) => copy !== value[index]) ? [...copies, ...value.slice(copies.length)] : value;
}

function plainCopy(value: object, depth: number, above: readonly object[]): unknown {
  const entries = Object.entries(value);
  const copies = entries.map(([key, inner]) => [key, undrafted(inner, depth + 1, above)] as const);
  return copies.some(([, copy], index) => copy !== entries[index]?.[1]) ? Object.fromEntries(copies) : value;
}
