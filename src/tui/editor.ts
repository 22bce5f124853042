// Which command opens a file at a line in the editor that a person has chosen, and whether it needs the terminal for that.
import { getEditorInfo } from 'open-editor';

/** A line and a column of 0 are unknown. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface EditorCommand {
  readonly binary: string;
  readonly args: readonly string[];
  /** It draws into the terminal, which is lent to it until it ends; another has a window of its own. */
  readonly isInTerminal: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `setting`: of the workspace; it goes before `VISUAL`, `EDITOR` and vi. */
export function editorCommand(place: FilePlace, setting: string | undefined, env: Environment): EditorCommand {
  const chosen = [setting, env.VISUAL, env.EDITOR].find((text) => text !== undefined && text.trim() !== '') ?? 'vi';
  const [binary = 'vi', ...own] = wordsOf(chosen);
  const name = (binary.split(/[/\\]/).at(-1) ?? binary).replace(/\.exe$/i, '').toLowerCase();
  const [line, column] = [Math.max(1, place.line), Math.max(1, place.column)];
  const told = OURS[name]?.({ ...place, line, column });
  if (told) return { binary, args: [...own, ...told], isInTerminal: !WINDOWS.has(name) };
  const info = getEditorInfo([{ file: place.file, line, column }], { editor: name });
  return { binary, args: [...own, ...info.arguments], isInTerminal: !KNOWN_WINDOWS.has(name) };
}

/** Words of a command as a shell reads them, as far as people write such things into a setting. */
function wordsOf(text: string): readonly string[] {
  const found = text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...found].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}

type Told = (place: FilePlace) => readonly string[];

const plusLine: Told = ({ file, line }) => [`+${line}`, file];
const plusBoth: Told = ({ file, line, column }) => [`+${line}:${column}`, file];
const goto: Told = ({ file, line, column }) => ['--goto', `${file}:${line}:${column}`];
const behind: Told = ({ file, line, column }) => [`${file}:${line}:${column}`];

/** Of editors that the package does not know, or whose lines it does not tell. */
const OURS: Readonly<Record<string, Told>> = {
  vi: plusLine,
  ex: plusLine,
  joe: plusLine,
  jed: plusLine,
  mg: plusLine,
  ne: plusLine,
  pico: plusLine,
  nano: ({ file, line, column }) => [`+${line},${column}`, file],
  emacs: plusBoth,
  emacsclient: plusBoth,
  micro: plusBoth,
  kak: plusBoth,
  hx: behind,
  helix: behind,
  zed: behind,
  cursor: goto,
  windsurf: goto,
  'code-insiders': goto,
  gvim: plusLine,
  kate: ({ file, line, column }) => ['--line', `${line}`, '--column', `${column}`, file],
  gedit: plusLine,
};

/** Those with a window of their own, of ours and of the package. An editor that nobody knows gets the terminal: it may need it. */
const WINDOWS: ReadonlySet<string> = new Set(['zed', 'cursor', 'windsurf', 'code-insiders', 'gvim', 'kate', 'gedit']);
const KNOWN_WINDOWS: ReadonlySet<string> = new Set([
  'subl',
  'atom',
  'code',
  'codium',
  'webstorm',
  'pstorm',
  'mate',
  'idea',
  'studio',
  'xed',
]);
