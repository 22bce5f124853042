// Where in the user's files something was thrown, and `error.stack` as step code itself sees it.
import { type Frame, StackMapper, stackText } from '../compile/stack.ts';
import type { ErrorInfo } from '../events.ts';
import { codeFrame } from '../frame.ts';

export class ErrorPlaces {
  readonly mapper = new StackMapper();
  readonly #frames = new WeakMap<object, readonly Frame[]>();
  /** What was thrown last and is no error, and where. */
  #thrown: { readonly value: unknown; readonly frames: readonly Frame[] } | null = null;

  /** From now on every stack in this thread shows the user's files and nothing else. `textOf` gives a file's source. */
  constructor(readonly textOf: (file: string) => string | undefined) {
    Error.prepareStackTrace = (error, sites) => {
      const frames = this.mapper.framesOf(sites);
      this.#frames.set(error, frames);
      return process.env.STEPSCOPE_DEBUG ? `${error}\n${sites.join('\n')}` : stackText(error, frames);
    };
  }

  /** Called where something is thrown that may be no error; gives it back. */
  readonly onThrow = (value: unknown): unknown => {
    if (!isError(value)) this.#thrown = { value, frames: this.#framesOf(new Error()) };
    return value;
  };

  #framesOf(thrown: unknown): readonly Frame[] {
    if (isError(thrown)) {
      // Reading it makes Node compute the frames.
      readText(() => thrown.stack);
      return this.#frames.get(thrown) ?? [];
    }
    const own = isObject(thrown) ? this.#frames.get(thrown) : undefined;
    return own ?? (this.#thrown && Object.is(this.#thrown.value, thrown) ? this.#thrown.frames : []);
  }

  /** `file`: where to point when the error says nothing of a place. Never throws, whatever was thrown. */
  locate(thrown: unknown, step: string, file: string): ErrorInfo {
    // First, since reading what was thrown may throw something else.
    const [frame] = this.#framesOf(thrown);
    const { name, message, stack } = readError(thrown);
    const place = frame ? { file: frame.file, line: frame.line, column: frame.column } : { file, line: 0, column: 0 };
    const text = frame && this.textOf(frame.file);
    const shown = frame && text ? { frame: codeFrame(text, frame.line, frame.column) } : {};
    return { name, message, step, ...place, ...shown, ...(stack ? { stack } : {}) };
  }
}

/** What a large document cannot do, in words of the user's: how it is held is ours to know. */
function plainMessage(message: string): string {
  return message
    .replace(
      /\[Immer\] minified error nr: \d+\.[^\n(]*/,
      'a part of data cannot be frozen, sealed or given accessors or another prototype in a document of this size ',
    )
    .replace(/Cannot perform '(\w+)' on a proxy that has been revoked/, 'data was used after the step had ended');
}

/** Anything can be thrown: null, texts, errors and proxies whose every property throws. */
function readError(thrown: unknown): { name: string; message: string; stack?: string } {
  if (isError(thrown)) {
    const name = readText(() => thrown.name) ?? 'Error';
    const message = readText(() => thrown.message) ?? 'an error whose message cannot be read';
    // Reading it makes Node compute the frames.
    const stack = readText(() => thrown.stack);
    return { name, message: plainMessage(message), ...(stack === undefined ? {} : { stack: plainMessage(stack) }) };
  }
  const message = readText(() => (isObject(thrown) && 'message' in thrown ? thrown.message : undefined));
  const name = readText(() =>
    isObject(thrown) && 'name' in thrown && message !== undefined ? thrown.name : undefined,
  );
  return {
    name: name ?? 'Error',
    message: message ?? `threw ${readText(() => shown(thrown)) ?? 'something that cannot be read'}`,
  };
}

/** Asking a revoked proxy what it is throws as well. */
function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shown(thrown: unknown): string {
  return typeof thrown === 'string' || isObject(thrown) ? (JSON.stringify(thrown) ?? String(thrown)) : String(thrown);
}

/** undefined where it is no text or number, or reading it throws. */
function readText(read: () => unknown): string | undefined {
  try {
    const value = read();
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}
