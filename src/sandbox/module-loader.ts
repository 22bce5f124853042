// Loads modules of the workspace and what they import. Their state lives for one turn: each opening makes all of them anew.
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CompiledModule, compileModule, type Exports, type OnThrow } from '../compile/module.ts';
import { type StackMapper, urlOf } from '../compile/stack.ts';
import { tellingThrows } from '../compile/throws.ts';
import { type Transformed, transform } from '../compile/transform.ts';
import { stepGlobalNames } from './global-names.ts';

const ENDINGS = ['', '.js', '.ts', '.mjs', '.mts', '/index.js', '/index.ts'];

/** A debugger must not reach the network, so that running a task twice does nothing twice. */
const NETWORK_MODULES = new Set([
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'undici',
  'cluster',
  'child_process',
  'worker_threads',
  'inspector',
]);

/** `text` is the source as it stands in the file. */
export type Prepare = (file: string, text: string, source: Transformed) => Transformed;

type Globals = Readonly<Record<string, unknown>>;

export class ModuleLoader {
  readonly #compiled = new Map<
    string,
    { readonly text: string; readonly names: string; readonly module: CompiledModule }
  >();

  /** `dir` absolute. `extra`: names that `steps/lib/globals` supplies. */
  constructor(
    readonly dir: string,
    readonly mapper: StackMapper,
    readonly onThrow: OnThrow,
    readonly prepare: Prepare = (_file, _text, source) => source,
  ) {}

  /** Throws BrokenSource or SyntaxError. */
  compile(file: string, text: string, extra: readonly string[]): CompiledModule {
    const names = [...stepGlobalNames, ...extra].filter((name) => text.includes(name));
    const known = this.#compiled.get(file);
    if (known?.text === text && known.names === names.join()) return known.module;
    const source = this.prepare(file, text, tellingThrows(text, transform(file, text)));
    const module = compileModule(file, urlOf(file), source, names);
    this.mapper.register(file, source.maps);
    this.#compiled.set(file, { text, names: names.join(), module });
    return module;
  }

  /** The exports of a module made anew, with everything it imports. */
  open(module: CompiledModule, globals: Globals, extra: readonly string[]): Exports | Promise<Exports> {
    const made = new Map<string, Promise<Exports>>();
    const load = (specifier: string, from: string): Promise<unknown> => {
      if (!/^\.{1,2}\//.test(specifier)) return this.#package(specifier, from);
      const file = this.#resolve(specifier, from);
      const known = made.get(file);
      if (known) return known;
      const text = readFileSync(join(this.dir, file), 'utf8');
      if (file.endsWith('.json')) return jsonModule(file, text);
      const opened = Promise.resolve(this.compile(file, text, extra).open(globals, load, this.onThrow));
      made.set(file, opened);
      return opened;
    };
    return module.open(globals, load, this.onThrow);
  }

  #package(specifier: string, from: string): Promise<unknown> {
    if (NETWORK_MODULES.has(specifier.replace(/^node:/, '')))
      return Promise.reject(
        new Error(`${from} imports ${specifier}, which can reach beyond the debugger. Use a connector and mock it.`),
      );
    const path = createRequire(join(this.dir, from)).resolve(specifier);
    return import(path.startsWith(sep) ? pathToFileURL(path).href : path);
  }

  #resolve(specifier: string, from: string): string {
    const base = join(this.dir, dirname(from), specifier);
    const found = ENDINGS.map((ending) => base + ending).find(isFile) ?? typeScriptTwin(base);
    if (found) return relative(this.dir, found).split(sep).join('/');
    throw new Error(`${from} imports ${specifier}, but there is no such file`);
  }
}

/** Made anew for each opening, as code is: what one turn writes into it no other one sees. */
async function jsonModule(file: string, text: string): Promise<Exports> {
  try {
    return { default: JSON.parse(text) as unknown };
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** TypeScript files import each other as `.js`. */
function typeScriptTwin(path: string): string | undefined {
  const twin = extname(path) === '.js' ? path.replace(/\.js$/, '.ts') : undefined;
  return twin !== undefined && isFile(twin) ? twin : undefined;
}
