// What steps said, broken into rows; the turn stands where it begins, the level is a word.
import { clean, cleanLines } from '../../format/clean.ts';
import { pad, wrap } from '../../format/width.ts';
import type { LogEntry, LogRow, LogView } from '../../session/views/log-view.ts';
import { type Line, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import type { KeyedLine } from './why-lines.ts';

interface Shown {
  readonly word: string;
  readonly text: string;
  readonly frame: string;
  readonly tone: Tone;
}

const LEVELS: Readonly<Record<string, Tone>> = { error: 'bad', warn: 'warn', debug: 'dim', audit: 'accent' };
const PREFIX = 12;

/** Rows of a finished turn never change: their lines are made once for a width. */
export function createLogLines(): (view: LogView, columns: number) => readonly KeyedLine[] {
  const known = new WeakMap<LogRow, { readonly columns: number; readonly lines: readonly KeyedLine[] }>();
  const linesOf = (row: LogRow, columns: number) => {
    const old = known.get(row);
    if (old?.columns === columns) return old.lines;
    const lines = entryLines(row, columns);
    known.set(row, { columns, lines });
    return lines;
  };
  return (view, columns) => {
    const lines = view.rows.flatMap((row) => linesOf(row, columns));
    if (view.earlier === 0) return lines;
    return [{ key: 'earlier', line: { left: [span(`${view.earlier} earlier lines`, 'dim')] } }, ...lines];
  };
}

function entryLines(row: LogRow, columns: number): readonly KeyedLine[] {
  const { word, text, frame, tone } = shown(row.entry);
  const room = Math.max(10, columns - PREFIX);
  const first = row.id.endsWith(':0');
  const said = cleanLines(text).flatMap((line) => wrap(line, room, 2));
  const head = said.slice(0, MOST_LINES).map((line, index): Line => {
    const turn = pad(first && index === 0 ? `@${row.turn}` : '', 5);
    return {
      left: [
        span(turn, 'dim'),
        span(pad(index === 0 ? word : '', 7), tone),
        span(line, tone === 'accent' ? 'plain' : tone),
      ],
    };
  });
  // Code is cut and not wrapped: its marker must stand below what it points at.
  const code = cleanLines(frame).map(
    (line): Line => ({ left: [span(`  ${line}`, line.startsWith('>') ? 'bright' : 'dim')] }),
  );
  const lines = frame === '' ? head : [...head, ...code];
  return lines.map((line, index) => ({ key: `${row.id}:${index}`, line }));
}

/** Of one entry; a longer one belongs in an editor. */
const MOST_LINES = 200;

function shown(entry: LogEntry): Shown {
  switch (entry.kind) {
    case 'line':
      return { word: entry.level, text: entry.text, frame: '', tone: LEVELS[entry.level] ?? 'plain' };
    case 'dropped':
      return { word: '…', text: `${entry.count} more lines were counted and not kept`, frame: '', tone: 'dim' };
    case 'problem':
      return problemShown(entry.problem);
    case 'error':
      return errorShown(entry);
  }
}

function problemShown({ severity, message, hint, frame }: Extract<LogEntry, { kind: 'problem' }>['problem']): Shown {
  const text = hint === '' ? message : `${message}\n${hint}`;
  return {
    word: severity === 'error' ? 'error' : 'note',
    text,
    frame: frame ?? '',
    tone: severity === 'error' ? 'bad' : 'warn',
  };
}

function errorShown({ error, killed }: Extract<LogEntry, { kind: 'error' }>): Shown {
  const place = error.line > 0 ? `\n${clean(error.file)}:${error.line}:${error.column}` : '';
  const text = `${error.name}: ${error.message}${place}`;
  return { word: killed ? 'killed' : 'threw', text, frame: error.frame ?? '', tone: 'bad' };
}
