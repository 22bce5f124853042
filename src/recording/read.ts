// Reads recordings. Whoever gets one may rely on all of it: what is damaged, or was never one, is a Problem with its line.
import { readFileSync } from 'node:fs';
import { DEEPEST } from '../json.ts';
import type { RecordedLine, Recording, RecordingHeader } from '../recorded.ts';
import type { Json, Problem } from '../step.ts';
import { codeOf, messageOf } from '../thrown.ts';
import { type Issue, misfitText } from './misfit.ts';
import { LineOrder } from './order.ts';
import { HEAD, HEADER, LINE } from './shapes.ts';

export type Read = { readonly recording: Recording } | { readonly problem: Problem };

/** What steps may nest, and what stands around it in a line: whatever walks it later relies on its stack being deep enough. */
const MAX_DEPTH = DEEPEST + 20;

/** `name`: what the file is called in messages. */
export function readRecording(path: string, name = path): Read {
  const text = textOf(path, name);
  return 'problem' in text ? text : parseRecording(text.text, name);
}

export function parseRecording(text: string, file: string): Read {
  const read = drained(parsing(text, file, readHeader));
  if ('problem' in read) return read;
  const { header, lines, isTruncated } = read;
  return { recording: { file, header, lines, isTruncated } };
}

/** What happened in a recording, without the steps that its header may hold thousands of. */
export interface ReadTask extends Pick<Recording, 'lines'> {
  readonly task: RecordingHeader['task'];
}

/** Lines that have been read, of all. */
interface LinesRead {
  readonly done: number;
  readonly total: number;
}

/** In pieces, between which others may have their turn. */
export function* readingRecording(path: string): Generator<LinesRead, Read> {
  const text = textOf(path, path);
  if ('problem' in text) return text;
  yield NONE_READ;
  const read = yield* parsing(text.text, path, readHeader);
  return 'problem' in read ? read : { recording: { file: path, ...read } };
}

const NONE_READ: LinesRead = { done: 0, total: 0 };

/** The same, of what happened alone. */
export function* readingTask(path: string): Generator<LinesRead, ReadTask | { readonly problem: Problem }> {
  const text = textOf(path, path);
  if ('problem' in text) return text;
  yield NONE_READ;
  const read = yield* parsing(text.text, path, readHead);
  return 'problem' in read ? read : { task: read.header.task, lines: read.lines };
}

export function drained<T>(pieces: Generator<unknown, T>): T {
  for (let next = pieces.next(); ; next = pieces.next()) if (next.done) return next.value;
}

function textOf(path: string, name: string): { readonly text: string } | { readonly problem: Problem } {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    const [code, message] = [codeOf(error), messageOf(error)];
    if (code === '') throw error;
    const what = code === 'ENOENT' ? 'there is no such file' : message;
    return { problem: problemIn(name, 0, 0, what, 'Name a recording: a file that ends with .stepscope.jsonl.') };
  }
}

interface Parsed<Header> extends Pick<Recording, 'lines' | 'isTruncated'> {
  readonly header: Header;
}

type ReadHeader<Header> = (text: string, file: string) => { readonly header: Header } | { readonly problem: Problem };

/** Lines that are read in one piece, in characters. */
const PIECE = 100_000;

function* parsing<Header>(
  text: string,
  file: string,
  readHeader: ReadHeader<Header>,
): Generator<LinesRead, Parsed<Header> | { readonly problem: Problem }> {
  const whole = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const texts = whole.split('\n');
  yield { done: 0, total: texts.length };
  // What comes after the last end of a line was cut short, or was about to be written.
  const rest = texts.pop() ?? '';
  const [first, ...others] = texts;
  if (first === undefined) return { problem: noRecording(file, rest) };
  const header = readHeader(first, file);
  if ('problem' in header) return header;
  const lines: RecordedLine[] = [];
  const order = new LineOrder();
  let left = PIECE;
  for (const [index, line] of others.entries()) {
    const read = readLine(line, order);
    if ('fault' in read) return { problem: faultIn(file, index + 2, read) };
    lines.push(read.line);
    left -= line.length;
    if (left > 0) continue;
    left = PIECE;
    yield { done: index + 1, total: others.length };
  }
  const last = rest === '' ? null : readLine(rest, order);
  if (last && 'line' in last) lines.push(last.line);
  return { header: header.header, lines, isTruncated: rest !== '' };
}

export interface Fault {
  readonly fault: string;
  readonly column: number;
}

/** `text`: the first line. */
export function readHeader(
  text: string,
  file: string,
): { readonly header: RecordingHeader } | { readonly problem: Problem } {
  const read = parse(text);
  if ('fault' in read) return { problem: noRecording(file, text) };
  const { format, version } = (read.value ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== 'stepscope-recording') return { problem: noRecording(file, text) };
  if (version !== 1) {
    const message = `this recording has the format ${JSON.stringify(version)}; this stepscope reads format 1`;
    return { problem: problemIn(file, 1, 1, message, 'Play it with the stepscope that wrote it, or a newer one.') };
  }
  const fault = misfit(HEADER.safeParse(read.value), read.value);
  return fault ? { problem: faultIn(file, 1, fault) } : { header: read.value as RecordingHeader };
}

/** What is written before the settings; where it is not as we write it, the whole line is read. */
function readHead(
  text: string,
  file: string,
): { readonly header: Pick<RecordingHeader, 'task'> } | { readonly problem: Problem } {
  const end = text.indexOf(',"settings":{');
  const read = end < 0 ? null : parse(`${text.slice(0, end)}}`);
  const head = read && 'value' in read && HEAD.safeParse(read.value).success ? read.value : null;
  return head ? { header: head as Pick<RecordingHeader, 'task'> } : readHeader(text, file);
}

/** `order`: of the lines before it. */
export function readLine(text: string, order: LineOrder): { readonly line: RecordedLine } | Fault {
  const read = parse(text);
  if ('fault' in read) return read;
  const fault = misfit(LINE.safeParse(read.value), read.value);
  if (fault) return fault;
  const line = read.value as RecordedLine;
  const misplaced = order.next(line);
  return misplaced === null ? { line } : { fault: `this line cannot come here: ${misplaced}`, column: 1 };
}

function parse(text: string): { readonly value: unknown } | Fault {
  if (isTooDeep(text)) return { fault: `this line is nested more than ${MAX_DEPTH} deep`, column: 1 };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const message = messageOf(error);
    const column = Number(/position (\d+)/.exec(message)?.[1] ?? 0) + 1;
    return { fault: 'this line is no JSON', column };
  }
}

/** Brackets in texts do not count. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  let isText = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5c && isText) index++;
    else if (code === 0x22) isText = !isText;
    else if (isText) continue;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

interface Checked {
  readonly success: boolean;
  readonly error?: { readonly issues: readonly Issue[] };
}

/** `line`: as it was parsed. */
function misfit({ success, error }: Checked, line: unknown): Fault | null {
  return success ? null : { fault: misfitText(error?.issues[0] ?? { path: [] }, line as Json), column: 1 };
}

function noRecording(file: string, text: string): Problem {
  const what = text === '' ? 'this file is empty' : 'this is no recording: its first line is no header of one';
  const hint =
    'Recordings end with .stepscope.jsonl: the debugger writes them to .stepscope/recordings, `run --record` where you say.';
  return problemIn(file, 1, 1, what, hint);
}

export function faultIn(file: string, line: number, { fault, column }: Fault): Problem {
  const hint = `The lines before it can be played: head -n ${line - 1} writes them to a file of their own.`;
  return problemIn(file, line, column, fault, line > 2 ? hint : 'Record the task again.');
}

function problemIn(file: string, line: number, column: number, message: string, hint: string): Problem {
  return { severity: 'error', file, line, column, message, hint };
}
