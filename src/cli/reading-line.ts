// How far reading a recording has come, on one line of the terminal, before its screen opens. ctrl-c ends it like any command.
import { clean } from '../format/clean.ts';
import { cut } from '../format/width.ts';
import { type Progress, progressed } from '../session/progress.ts';
import { progressLine } from '../tui/lines/progress-line.ts';
import type { OpeningPart } from '../tui/recordings.ts';

/** One that is read at once shows no line that comes and goes. */
const SMALL = 2_000_000;
/** ms */
const TOLD_EACH = 100;

export interface ReadingLineOptions {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  readonly out: NodeJS.WriteStream;
  /** Monotonic, ms. */
  now(): number;
}

/** Carries out all of it. Nothing of the line is left. */
export function withReadingLine<T>(pieces: Generator<OpeningPart, T>, options: ReadingLineOptions): T {
  const { file, size, out, now } = options;
  if (size < SMALL) return drained(pieces, () => {});
  const tell = (text: string): void => void out.write(`\r\u001b[2K${cut(clean(text), (out.columns ?? 80) - 1)}`);
  tell(`reads ${file} …`);
  let progress: Progress | null = null;
  let told = now();
  const read = drained(pieces, (part) => {
    const at = now();
    progress = progressed(progress, { ...part, isStoppable: true }, at);
    if (at - told < TOLD_EACH) return;
    told = at;
    const line = progressLine(progress, at, 'ctrl-c ends it');
    if (line)
      tell(
        line.left
          .map(({ text }) => text)
          .join('')
          .trimStart(),
      );
  });
  out.write('\r\u001b[2K');
  return read;
}

function drained<T>(pieces: Generator<OpeningPart, T>, hear: (part: OpeningPart) => void): T {
  for (let next = pieces.next(); ; next = pieces.next()) {
    if (next.done) return next.value;
    hear(next.value);
  }
}
