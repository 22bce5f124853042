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

/** Anything can be thrown: null, texts, proxies whose every property throws. */
function readError(thrown: unknown): { name: string; message: string; stack?: string } {
  try {
    if (thrown instanceof Error) {
      // Reading it makes Node compute the frames.
      const stack = String(thrown.stack ?? '');
      return { name: String(thrown.name), message: plainMessage(String(thrown.message)), stack: plainMessage(stack) };
    }
    if (typeof thrown === 'object' && thrown !== null && 'message' in thrown)
      return { name: 'Error', message: String(thrown.message) };
    return { name: 'Error', message: `threw ${typeof thrown === 'string' ? JSON.stringify(thrown) : String(thrown)}` };
  } catch {
    return { name: 'Error', message: 'threw something that cannot be read' };
  }
}
