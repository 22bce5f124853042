// `blob`: all that reporters hear, one JSON object a line, to be told again later: `--merge-reports`.
import type { Json, JsonObject } from '../../step.ts';
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
  if (!lines.every(isObject)) return 'it was not written by --reporter blob';
  const [head, ...rest] = lines as unknown as readonly BlobLine[];
  if (!head || !('format' in head) || head.format !== BLOB_FORMAT) return 'it was not written by --reporter blob';
  if (head.version !== 1) return `it has the format ${JSON.stringify(head.version)}; this stepscope reads format 1`;
  const last = rest.at(-1);
  if (!last || !('end' in last)) return 'it ends before its run had ended';
  const odd = lines.findIndex((line) => !isSound(line));
  if (odd >= 0) return `line ${odd + 1} is not as --reporter blob writes it`;
  const told = rest.flatMap((line) => ('told' in line ? [line.told] : []));
  return { begin: head.begin, told, end: last.end };
}

/** As far as reporters would fall over it: what is in a report of ours is ours. */
function isSound(line: Json): boolean {
  const { begin, told, end } = (isObject(line) ? line : {}) as Readonly<Record<string, Json>>;
  if (isObject(begin))
    return typeof begin.dir === 'string' && Array.isArray(begin.names) && Array.isArray(begin.places);
  if (isObject(told)) {
    const { place, report, problems } = told;
    const isReport =
      isObject(report) && ['steps', 'turns', 'failures', 'children'].every((key) => Array.isArray(report[key]));
    return typeof place === 'number' && isReport && Array.isArray(problems);
  }
  return isObject(end) && isObject(end.totals) && Array.isArray(end.problems) && typeof end.durationMs === 'number';
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
