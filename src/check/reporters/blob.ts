// `blob`: all that reporters hear, one JSON object a line, to be told again later: `--merge-reports`.
import type { Begin, Out, Reporter, RunEnd, Told } from '../reporter.ts';

export const BLOB_FORMAT = 'stepscope-blob';

const NOT_OURS = 'it was not written by --reporter blob';

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
  const lines: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    try {
      lines.push(JSON.parse(line));
    } catch {
      return `line ${index + 1} is no JSON`;
    }
  }
  if (!lines.every(isFields)) return NOT_OURS;
  const [head, last] = [lines[0], lines.at(-1)];
  if (head?.format !== BLOB_FORMAT) return NOT_OURS;
  if (head.version !== 1) return `it has the format ${JSON.stringify(head.version)}; this stepscope reads format 1`;
  if (lines.length === 1 || !last || !('end' in last)) return 'it ends before its run had ended';
  const parts = { begin: head.begin, told: lines.slice(1, -1).map(({ told }) => told), end: last.end };
  if (!isBegin(parts.begin)) return odd(1);
  const strange = parts.told.findIndex((told) => !isTold(told));
  if (strange >= 0) return odd(strange + 2);
  return isEnd(parts.end) ? { begin: parts.begin, told: parts.told.filter(isTold), end: parts.end } : odd(lines.length);
}

function odd(line: number): string {
  return `line ${line} is not as --reporter blob writes it`;
}

// As far as reporters would fall over it: what is in a report of ours is ours.

function isBegin(value: unknown): value is Begin {
  return isFields(value) && typeof value.dir === 'string' && [value.names, value.places].every(Array.isArray);
}

function isTold(value: unknown): value is Told {
  if (!isFields(value)) return false;
  const { place, report, problems } = value;
  const isReport =
    isFields(report) && ['steps', 'turns', 'failures', 'children'].every((key) => Array.isArray(report[key]));
  return typeof place === 'number' && isReport && Array.isArray(problems);
}

function isEnd(value: unknown): value is RunEnd {
  if (!isFields(value)) return false;
  return isFields(value.totals) && Array.isArray(value.problems) && typeof value.durationMs === 'number';
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
