// Where in the user's files something was thrown, and `error.stack` as step code itself sees it.
import { type Frame, StackMapper, stackText } from '../compile/stack.ts';
import type { ErrorInfo } from '../events.ts';
import { codeFrame } from '../frame.ts';

export class ErrorPlaces {
  readonly mapper = new StackMapper();
  readonly #frames = new WeakMap<object, readonly Frame[]>();

  /** From now on every stack in this thread shows the user's files and nothing else. `textOf` gives a file's source. */
  constructor(readonly textOf: (file: string) => string | undefined) {
    Error.prepareStackTrace = (error, sites) => {
      const frames = this.mapper.framesOf(sites);
      this.#frames.set(error, frames);
      return process.env.STEPSCOPE_DEBUG ? `${error}\n${sites.join('\n')}` : stackText(error, frames);
    };
  }

  /** `file`: where to point when the error says nothing of a place. Never throws, whatever was thrown. */
  locate(thrown: unknown, step: string, file: string): ErrorInfo {
    const { name, message, stack } = readError(thrown);
    const [frame] = (typeof thrown === 'object' && thrown !== null && this.#frames.get(thrown)) || [];
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
  return {
    name: 'Error',
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
