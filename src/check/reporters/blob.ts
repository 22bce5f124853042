// `blob`: all that reporters hear, one JSON object a line, to be told again later: `--merge-reports`.
import type { Json } from '../../step.ts';
import type { Begin, Out, Reporter, RunEnd, Told } from '../reporter.ts';

export const BLOB_FORMAT = 'stepscope-blob';

export type BlobLine =
  | { readonly format: typeof BLOB_FORMAT; readonly version: 1; readonly begin: Begin }
  | { readonly told: Told }
  | { readonly end: RunEnd };

export function blobReporter(out: Out): Reporter {
  const write = (line: BlobLine): void => out.write(`${JSON.stringify(line)}\n`);
  return {
    begin: (begin) => write({ format: BLOB_FORMAT, version: 1, begin }),
    told: (told) => write({ told }),
    end: (end) => write({ end }),
  };
}

export interface Blob {
  readonly begin: Begin;
  readonly told: readonly Told[];
  readonly end: RunEnd;
}

/** A sentence where it is none, or not whole. */
export function readBlob(text: string): Blob | string {
  const lines: Json[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    try {
      lines.push(JSON.parse(line) as Json);
    } catch {
      return `line ${index + 1} is no JSON`;
    }
  }
  const [head, ...rest] = lines as unknown as readonly BlobLine[];
  if (!head || !('format' in head) || head.format !== BLOB_FORMAT) return 'it was not written by --reporter blob';
  if (head.version !== 1) return `it has the format ${JSON.stringify(head.version)}; this stepscope reads format 1`;
  const last = rest.at(-1);
  if (!last || !('end' in last)) return 'it ends before its run had ended';
  const told = rest.flatMap((line) => ('told' in line ? [line.told] : []));
  return { begin: head.begin, told, end: last.end };
}
