// `lib.<name>` and the bare names of `steps/lib/globals` (semantics §1): opened anew for each turn, when first asked for.
import type { CompiledModule, Exports } from '../compile/module.ts';
import { HISTORY } from '../engine/step-world.ts';
import { stepGlobalNames } from './global-names.ts';
import type { ModuleLoader } from './module-loader.ts';

type Globals = Record<string, unknown>;

/** The library whose exports all steps see under their bare names. */
export const GLOBALS_LIBRARY = 'globals';

export interface Libraries {
  readonly modules: ReadonlyMap<string, CompiledModule>;
  /** What `globals` exports. */
  readonly names: readonly string[];
}

/** The globals with `lib`, the bare names, and a `globalThis` that lives as long as the turn. */
export function withLibraries(base: Globals, libraries: Libraries, loader: ModuleLoader): Globals {
  const globals = Object.create(base) as Globals;
  const opened = new Map<string, unknown>();
  const open = (name: string): unknown => {
    if (opened.has(name)) return opened.get(name);
    const module = libraries.modules.get(name);
    const value = module ? openLibrary(module, globals, libraries, loader) : undefined;
    opened.set(name, value);
    return value;
  };
  const lib = new Proxy(
    {
      base64,
      get history() {
        return base[HISTORY];
      },
    },
    { get: (own, name) => Reflect.get(own, name) ?? (typeof name === 'string' ? open(name) : undefined) },
  );
  Object.defineProperty(globals, 'lib', { value: lib, enumerable: true });
  for (const name of libraries.names)
    Object.defineProperty(globals, name, {
      enumerable: true,
      get: () => (open(GLOBALS_LIBRARY) as Exports | undefined)?.[name],
    });
  const world = { enumerable: true, get: () => worldOf(globals, libraries.names) };
  return Object.defineProperties(globals, { globalThis: world, global: world });
}

/** Assigning to it leaves nothing behind. */
function worldOf(globals: Globals, names: readonly string[]): object {
  const own = [...stepGlobalNames, ...names].filter((name) => name !== 'globalThis' && name !== 'global');
  const fields = own.map((name) => [name, { get: () => globals[name], enumerable: true, configurable: true }] as const);
  return Object.create(globalThis, Object.fromEntries(fields));
}

/** ES exports, `module.exports`, or a `content` function whose body ends in `module.exports = {…}`. */
function openLibrary(module: CompiledModule, globals: Globals, libraries: Libraries, loader: ModuleLoader): unknown {
  const holder = { exports: {} as unknown };
  const before = holder.exports;
  const own = Object.create(globals, { module: { value: holder }, exports: { value: before } }) as Globals;
  const exports = loader.open(module, own, libraries.names);
  if (exports instanceof Promise)
    throw new Error(`${module.file} imports something: libraries must stand alone, as on the platform`);
  if (holder.exports !== before || Object.keys(before as object).length > 0) return holder.exports;
  if (typeof exports.content === 'function') (exports.content as () => void)();
  return holder.exports !== before ? holder.exports : exports;
}

/** A Uint8Array as JSON has it: `{ "0": 104, "1": 105 }`. */
function isIndexed(value: unknown): value is Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key, byte], index) => key === String(index) && typeof byte === 'number');
}

const base64 = {
  encode(value: unknown): string {
    if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('base64');
    const bytes = value as { type?: unknown; data?: unknown };
    if (bytes?.type === 'Buffer' && Array.isArray(bytes.data))
      return Buffer.from(bytes.data as number[]).toString('base64');
    return Buffer.from(isIndexed(value) ? Object.values(value) : (value as Uint8Array)).toString('base64');
  },
  decode: (text: unknown): string => Buffer.from(String(text), 'base64').toString('utf8'),
};
