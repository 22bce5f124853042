// Colours for plain output, where there is a terminal that wants them.
import type { WriteStream } from 'node:tty';
import type { Paint } from '../check/paint.ts';

const CODES = { good: 32, bad: 31, warn: 33, dim: 2, strong: 1 } as const;

/** Node reads NO_COLOR, FORCE_COLOR and TERM. */
export function paintFor(stream: Pick<WriteStream, 'isTTY'> & Partial<Pick<WriteStream, 'hasColors'>>): Paint {
  const isForced = process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0';
  const hasColours =
    isForced || (stream.isTTY && process.env.NO_COLOR === undefined && (stream.hasColors?.() ?? false));
  const painted = (code: number) => (text: string) => (hasColours ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    good: painted(CODES.good),
    bad: painted(CODES.bad),
    warn: painted(CODES.warn),
    dim: painted(CODES.dim),
    strong: painted(CODES.strong),
  };
}
