// Transformed code → a function that makes the module anew with the globals that it is given. Compiled once, it costs
// nanoseconds to instantiate; a dynamic import with a query would leak each version for ever.
import { compileFunction } from 'node:vm';
import { THROWN } from './throws.ts';
import type { Transformed } from './transform.ts';

export type Exports = Record<string, unknown>;

/** Loads what a module imports: a relative file or a package. */
export type Importer = (specifier: string, from: string) => Promise<unknown>;

/** Hears of what is thrown and is no new error, where it is thrown; gives it back. */
export type OnThrow = (thrown: unknown) => unknown;

export interface CompiledModule {
  readonly file: string;
  /** Gives the exports; a promise where the module imports something or awaits at its top. */
  open(globals: Readonly<Record<string, unknown>>, load: Importer, onThrow: OnThrow): Exports | Promise<Exports>;
}

const RUNNER = {
  exports: '__vite_ssr_exports__',
  import: '__vite_ssr_import__',
  dynamicImport: '__vite_ssr_dynamic_import__',
  meta: '__vite_ssr_import_meta__',
  exportAll: '__vite_ssr_exportAll__',
  thrown: THROWN,
};

/**
 * `names`: every global that the module may see; `url`: what its stack frames are called. Throws the SyntaxError of V8
 * where oxc let something pass.
 */
export function compileModule(
  file: string,
  url: string,
  source: Transformed,
  names: readonly string[],
): CompiledModule {
  const parameters = [...names, ...Object.values(RUNNER)];
  let factory = source.imports.length === 0 ? compileAs('', source.code, url, parameters) : null;
  factory ??= compileAs('async', source.code, url, parameters);
  if (!factory) throw new SyntaxError(`${file} cannot be compiled`);
  const { call, isAsync } = factory;
  return {
    file,
    open(globals, load, onThrow) {
      const exports: Exports = {};
      const importer = (specifier: string) => load(specifier, file);
      const values = names.map((name) => globals[name]);
      const meta = { url, filename: file };
      const exportAll = (from: Exports) => reexport(exports, from);
      const returned: unknown = call(...values, exports, importer, importer, meta, exportAll, onThrow);
      return isAsync ? (returned as Promise<void>).then(() => exports) : exports;
    },
  };
}

type Call = (...args: unknown[]) => unknown;

/**
 * The code sits in a function of its own, so that `const performance = …` does not clash with a global of that name. The
 * first line is shifted by what stands before it. null where the code awaits and the function is not async.
 */
function compileAs(
  kind: '' | 'async',
  code: string,
  url: string,
  parameters: readonly string[],
): { call: Call; isAsync: boolean } | null {
  const before = `"use strict"; return (${kind} () => {`;
  try {
    const call = compileFunction(`${before}${code}\n})()`, [...parameters], {
      filename: url,
      columnOffset: -before.length,
    });
    return { call: call as Call, isAsync: kind === 'async' };
  } catch (error) {
    if (kind === '' && error instanceof SyntaxError && /\bawait\b/.test(code)) return null;
    throw error;
  }
}

function reexport(into: Exports, from: Exports): void {
  for (const key of Object.keys(from)) {
    if (key === 'default' || key in into) continue;
    Object.defineProperty(into, key, { enumerable: true, configurable: true, get: () => from[key] });
  }
}
