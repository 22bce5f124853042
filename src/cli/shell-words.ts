// A line of bash as it stands when somebody presses tab: its words, and a word as bash must be given it.

export interface ShellWord {
  /** What it means. */
  readonly text: string;
  /** As it was typed. */
  readonly typed: string;
  /** The quote that is open at its end; empty where none is. */
  readonly quote: '' | '"' | "'";
}

/** The last one is the word at the end of the line, empty behind a space. */
export function wordsOf(line: string): readonly ShellWord[] {
  const words: ShellWord[] = [];
  let [text, typed, quote, isOpen] = ['', '', '' as ShellWord['quote'], false];
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    if (quote === '' && /\s/.test(character)) {
      if (isOpen) words.push({ text, typed, quote });
      [text, typed, isOpen] = ['', '', false];
      continue;
    }
    isOpen = true;
    typed += character;
    if (character === '\\' && quote !== "'") {
      const next = line[++index] ?? '';
      typed += next;
      // Within double quotes few characters lose their meaning so.
      text += quote === '"' && !/["\\$`]/.test(next) ? `\\${next}` : next;
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    else text += character;
  }
  words.push({ text, typed, quote });
  return words;
}

/** What replaces the typed word. bash has it begin behind the last `=` or `:`. */
export function asTyped(text: string, { typed, quote }: ShellWord): string {
  if (quote !== '') return quote === '"' ? text.replace(/["\\$`]/g, '\\$&') : text;
  const escaped = text.replace(/[^\p{L}\p{N}_@%+=:,./-]/gu, '\\$&');
  const broken = Math.max(typed.lastIndexOf('='), typed.lastIndexOf(':'));
  return escaped.slice(broken + 1);
}
