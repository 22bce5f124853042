// A line of text that is being written, for whatever a key asks a person: pure. It stands in the message line; enter gives
// the text to whoever asked, which makes a command of it or says what is wrong with it.
import type { Command } from '../session/command.ts';
import { type Key, keyName } from './terminal/key.ts';

/** What a person is asked for. */
export interface Asked {
  /** All of one kind share the texts that were given before. */
  readonly kind: string;
  /** Stands before the text. */
  readonly title: string;
  /** To begin with. */
  readonly text?: string;
  /** A text says why this one will not do. */
  readonly onAccept: (text: string) => Command | string;
}

export interface Prompt extends Asked {
  readonly text: string;
  /** Nobody has touched it: what is typed takes the place of that text; a key that moves in it keeps it. */
  readonly isReplaceable: boolean;
  /** In UTF-16 units from the start; never within a character as a person sees it. */
  readonly cursor: number;
  /** Why the text as it is was not accepted. */
  readonly error: string;
  /** How far back in the history; 0 is what is written now, kept in `draft` meanwhile. */
  readonly back: number;
  readonly draft: string;
}

/** Texts given before, by kind; the latest first. */
export type PromptHistory = ReadonlyMap<string, readonly string[]>;

export function promptFor(asked: Asked): Prompt {
  const { text = '' } = asked;
  return {
    ...asked,
    text,
    isReplaceable: text !== '',
    cursor: text.length,
    error: '',
    back: 0,
    draft: text,
  };
}

const MOST_REMEMBERED = 50;

export function remembered(history: PromptHistory, { kind, text }: Prompt): PromptHistory {
  const others = (history.get(kind) ?? []).filter((known) => known !== text);
  return text.trim() === '' ? history : new Map(history).set(kind, [text, ...others].slice(0, MOST_REMEMBERED));
}

/** The prompt after a key that is neither enter nor esc. Keys that mean nothing here change nothing. */
export function written(asked: Prompt, key: Key, history: PromptHistory): Prompt {
  const prompt = { ...asked, isReplaceable: false };
  if (asked.isReplaceable && replaces(key)) return replaced(prompt, 0, asked.text.length, textOf(key));
  return changed(prompt, key, history);
}

/** Whoever types or deletes at once wants another text. */
function replaces(key: Key): boolean {
  return textOf(key) !== '' || ['backspace', 'delete'].includes(keyName(key));
}

function textOf({ text, ctrl, alt }: Key): string {
  return text === undefined || ctrl || alt ? '' : oneLine(text).slice(0, LONGEST);
}

function changed(prompt: Prompt, key: Key, history: PromptHistory): Prompt {
  const { text, cursor } = prompt;
  switch (keyName(key)) {
    case 'left':
    case 'ctrl-b':
      return { ...prompt, cursor: before(text, cursor) };
    case 'right':
    case 'ctrl-f':
      return { ...prompt, cursor: after(text, cursor) };
    case 'home':
    case 'ctrl-a':
      return { ...prompt, cursor: 0 };
    case 'end':
    case 'ctrl-e':
      return { ...prompt, cursor: text.length };
    case 'backspace':
      return replaced(prompt, before(text, cursor), cursor, '');
    case 'delete':
    case 'ctrl-d':
      return replaced(prompt, cursor, after(text, cursor), '');
    case 'ctrl-u':
      return replaced(prompt, 0, cursor, '');
    case 'ctrl-k':
      return replaced(prompt, cursor, text.length, '');
    case 'ctrl-w':
      return replaced(prompt, wordStart(text, cursor), cursor, '');
    case 'up':
    case 'ctrl-p':
      return recalled(prompt, prompt.back + 1, history);
    case 'down':
    case 'ctrl-n':
      return recalled(prompt, prompt.back - 1, history);
    default:
      return typed(prompt, textOf(key));
  }
}

/** A document may be pasted; anything beyond this was not meant for a line. */
const LONGEST = 100_000;

/** It is one line: what a paste breaks into lines is put together again. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function typed(prompt: Prompt, more: string): Prompt {
  const room = LONGEST - prompt.text.length;
  return more === '' ? prompt : replaced(prompt, prompt.cursor, prompt.cursor, more.slice(0, Math.max(0, room)));
}

function replaced(prompt: Prompt, from: number, to: number, by: string): Prompt {
  const text = prompt.text.slice(0, from) + by + prompt.text.slice(to);
  return { ...prompt, text, cursor: from + by.length, error: '', back: 0, draft: text };
}

function recalled(prompt: Prompt, back: number, history: PromptHistory): Prompt {
  const known = history.get(prompt.kind) ?? [];
  const text = back === 0 ? prompt.draft : known[back - 1];
  return text === undefined ? prompt : { ...prompt, text, cursor: text.length, error: '', back };
}

const graphemes = new Intl.Segmenter('en');
/** A character as a person sees it is hardly ever longer. */
const FAR = 64;

function before(text: string, cursor: number): number {
  const near = text.slice(Math.max(0, cursor - FAR), cursor);
  return cursor - ([...graphemes.segment(near)].at(-1)?.segment.length ?? 0);
}

function after(text: string, cursor: number): number {
  const [first] = graphemes.segment(text.slice(cursor, cursor + FAR));
  return cursor + (first?.segment.length ?? 0);
}

/** Blanks before the cursor, and the word before them. */
function wordStart(text: string, cursor: number): number {
  return text.slice(0, cursor).replace(/\S*\s*$/, '').length;
}
