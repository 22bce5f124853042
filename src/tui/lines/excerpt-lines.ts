// Lines around a mistake, with a mark below its column: cut and never wrapped, and moved aside so far that the mark is seen.
import { cleanLines } from '../../format/clean.ts';
import { width } from '../../format/width.ts';

/** The number of the line, and what parts it from the code. */
const NUMBER = /^[> ]*\d*\s*[|│] ?/;
const MARK = /^\s*[|│]\s*\^/;
/** So much of the code behind the mark is seen too. */
const BEHIND = 12;
const MORE = '…';

export function excerptLines(frame: string, columns: number): readonly string[] {
  const lines = cleanLines(frame);
  const mark = lines.find((line) => MARK.test(line));
  if (mark === undefined) return lines;
  const number = NUMBER.exec(mark)?.[0] ?? '';
  const at = width(mark.slice(0, mark.indexOf('^'))) + 1;
  const gone = Math.min(at + BEHIND, Math.max(at, ...lines.map(width))) - columns;
  return gone <= 0 ? lines : lines.map((line) => moved(line, number.length, gone + MORE.length));
}

/** Without so many cells behind the number of the line. */
function moved(line: string, start: number, gone: number): string {
  const code = line.slice(start);
  const rest = code.slice(gone);
  const isMark = MARK.test(line);
  return line.slice(0, start) + (isMark || code.trim() === '' ? ' ' : MORE) + rest;
}
