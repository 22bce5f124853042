// Single keys and short lines from the terminal, for a command without a screen. Where standard input is no terminal,
// nothing is read.

export interface Keys {
  /** The next line that is typed, shown behind a question; null where it is given up with esc. */
  ask(question: string, answer: (text: string | null) => void): void;
  /** The terminal is as it was before. */
  close(): void;
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';
const BACKSPACE = new Set(['\u007f', '\b']);
const ENTER = new Set(['\r', '\n']);
const ESC = '\u001b';

/** `press` hears a character, or `ctrl-c`. */
export function openKeys(stdin: NodeJS.ReadStream, write: (text: string) => void, press: (key: string) => void): Keys {
  if (!stdin.isTTY) return { ask: (_, answer) => answer(null), close() {} };
  return new TerminalKeys(stdin, write, press);
}

interface Question {
  readonly text: string;
  readonly answer: (text: string | null) => void;
  typed: string;
}

class TerminalKeys implements Keys {
  #question: Question | null = null;
  readonly #hear = (data: string): void => this.#take(data);

  constructor(
    readonly stdin: NodeJS.ReadStream,
    readonly write: (text: string) => void,
    readonly press: (key: string) => void,
  ) {
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    stdin.on('data', this.#hear);
    stdin.resume();
  }

  ask(text: string, answer: (text: string | null) => void): void {
    this.#question = { text, answer, typed: '' };
    this.#show();
  }

  close(): void {
    this.stdin.off('data', this.#hear);
    this.stdin.pause();
    this.stdin.setRawMode(false);
  }

  /** Arrow keys and their like come as one piece that begins with esc. */
  #take(data: string): void {
    if (data.length > 1 && data.startsWith(ESC)) return;
    for (const character of data) {
      if (character === CTRL_C || character === CTRL_D) this.#giveUp('ctrl-c');
      else if (this.#question) this.#type(this.#question, character);
      else this.press(character);
    }
  }

  #giveUp(key: string): void {
    if (this.#question) this.#end(null);
    else this.press(key);
  }

  #type(question: Question, character: string): void {
    if (ENTER.has(character)) return this.#end(question.typed);
    if (character === ESC) return this.#end(null);
    if (BACKSPACE.has(character)) question.typed = [...question.typed].slice(0, -1).join('');
    else if (character === CTRL_U) question.typed = '';
    else if (character >= ' ') question.typed += character;
    this.#show();
  }

  #end(text: string | null): void {
    const question = this.#question;
    this.#question = null;
    this.write('\r\u001b[2K');
    question?.answer(text);
  }

  #show(): void {
    if (this.#question) this.write(`\r\u001b[2K${this.#question.text}${this.#question.typed}`);
  }
}
