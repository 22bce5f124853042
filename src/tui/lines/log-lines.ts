// What steps said, broken into rows; the turn stands where it begins, the level is a word.
import { cleanLines } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import { viewLines } from '../../format/view.ts';
import { pad, wrap } from '../../format/width.ts';
import type { LogEntry, LogRow, LogView } from '../../session/views/log-view.ts';
import { type Line, span } from '../line.ts';
import type { Tone } from '../theme.ts';
import { excerptLines } from './excerpt-lines.ts';
import type { KeyedLine } from './why-lines.ts';

interface Shown {
  readonly word: string;
  readonly text: string;
  readonly frame: string;
  readonly tone: Tone;
}

const LEVELS: Readonly<Record<string, Tone>> = { error: 'bad', warn: 'warn', debug: 'dim', audit: 'accent' };
/** The turn, and a word for what it is. Long texts go on below that word, where there is more room. */
const TURN = 5;
const WORD = 7;
const NARROW = 40;

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
  const room = Math.max(10, columns - TURN - WORD);
  const { word, text, frame, tone } = shown(row.entry, room);
  const textTone = tone === 'accent' ? 'plain' : tone;
  // What stands between turns says where it stands.
  const first = row.id.endsWith(':0') || row.entry.kind === 'entered' || row.entry.kind === 'note' || row.id === 'end';
  const [head = '', ...below] = cleanLines(text);
  const said = wrap(head, room, 2).map((line, index): Line => {
    const turn = pad(first && index === 0 ? `@${row.turn}` : '', TURN);
    return { left: [span(turn, 'dim'), span(pad(index === 0 ? word : '', WORD), tone), span(line, textTone)] };
  });
  const indent = row.entry.kind === 'line' && columns > NARROW ? TURN + WORD : TURN;
  const rest = below.flatMap((line) => wrap(line, columns - indent)).slice(0, MOST_LINES);
  // Code is cut and not wrapped: its marker must stand below what it points at.
  const code = excerptLines(frame, columns - 2).map(
    (line): Line => ({ left: [span(`  ${line}`, line.startsWith('>') ? 'bright' : 'dim')] }),
  );
  const more = rest.map((line): Line => ({ left: [span(`${' '.repeat(indent)}${line}`, textTone)] }));
  const lines = frame === '' ? [...said, ...more] : [...said, ...more, ...code];
  return lines.map((line, index) => ({ key: `${row.id}:${index}`, line }));
}

/** Of one entry; a longer one belongs in an editor. */
const MOST_LINES = 200;

function shown(entry: LogEntry, columns: number): Shown {
  switch (entry.kind) {
    case 'line':
      return { word: entry.level, text: entry.text, frame: '', tone: LEVELS[entry.level] ?? 'plain' };
    case 'dropped':
      return { word: '…', text: `${entry.count} more lines were counted and not kept`, frame: '', tone: 'dim' };
    case 'problem':
      return problemShown(entry.problem);
    case 'view':
      return { word: 'view', text: viewLines(entry.view, columns + WORD).join('\n'), frame: '', tone: 'accent' };
    case 'note':
      return { word: 'point', text: entry.text, frame: '', tone: 'accent' };
    case 'entered':
      return { word: entry.name === null ? 'edit' : 'result', text: enteredText(entry), frame: '', tone: 'accent' };
    case 'error':
      return errorShown(entry);
  }
}

function enteredText({ name, places }: Extract<LogEntry, { kind: 'entered' }>): string {
  const what = places.length === 0 ? 'nothing' : places.map((path) => pathText(path)).join(', ');
  return name === null ? `by hand: ${what}` : `subtask ${name} brought ${what}`;
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
  const place = error.line > 0 ? `${error.file}:${error.line}:${error.column}` : error.file;
  const text = [error.name, error.message, place].filter((line) => line !== '').join('\n');
  return { word: killed ? 'killed' : 'threw', text, frame: error.frame ?? '', tone: 'bad' };
}
