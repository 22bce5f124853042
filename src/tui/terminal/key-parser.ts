// Splits what a terminal sends into keys: pure. Bytes, reads and time are the keyboard's business.
import type { Key } from './key.ts';
import { controlKeys } from './key-codes.ts';
import { mouseStart, pasteStart, type Reading, readCsi, readSs3, readString } from './key-sequence.ts';

export interface SplitInput {
  readonly keys: readonly Key[];
  /** The start of a sequence whose end has not arrived: to be put in front of the next read. */
  readonly rest: string;
}

const ESC = '\x1b';

/** C1 controls, and what is no character. */
const nothing = /[\x80-\x9f\ufffd]/;

function controlKey(char: string): Key {
  const name = controlKeys.get(char);
  if (name !== undefined) return { name };
  if (char === '\0') return { name: 'space', ctrl: true };
  // ctrl clears the two upper bits: 1 was A, 0x1c was \.
  return { name: String.fromCharCode(char.charCodeAt(0) + 64).toLowerCase(), ctrl: true };
}

function readPlain(input: string, at: number): Reading {
  const char = String.fromCodePoint(input.codePointAt(at) ?? 0);
  const end = at + char.length;
  if (nothing.test(char)) return { end };
  if (char < ' ' || char === '\x7f') return { key: controlKey(char), end };
  return { key: { name: char === ' ' ? 'space' : char, text: char }, end };
}

function withAlt(reading: Reading): Reading {
  if (!reading.key) return reading;
  const { text: _, ...key } = reading.key;
  return { ...reading, key: { ...key, alt: true } };
}

/** Alt does not go with it. */
function hasOwnWay({ name, at }: Key): boolean {
  return name === 'paste' || at !== undefined;
}

/** Two ESC: either alt with an arrow or function key, or esc pressed twice. */
function readTwice(input: string, at: number): Reading | undefined {
  const second = readOne(input, at + 1);
  if (!second) return undefined;
  const isSequence = second.end > at + 3 && second.key !== undefined && !hasOwnWay(second.key);
  return isSequence ? withAlt(second) : { key: { name: 'esc' }, end: at + 1 };
}

function readEscape(input: string, at: number): Reading | undefined {
  switch (input[at + 1]) {
    case undefined:
      return undefined;
    case '[':
      return readCsi(input, at + 2);
    case 'O':
      return readSs3(input, at + 2);
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
      return readString(input, at + 2);
    case ESC:
      return readTwice(input, at);
    default:
      return withAlt(readPlain(input, at + 1));
  }
}

function readOne(input: string, at: number): Reading | undefined {
  return input[at] === ESC ? readEscape(input, at) : readPlain(input, at);
}

/** All keys that are complete. `splitKeys(rest + next)` goes on. */
export function splitKeys(input: string): SplitInput {
  const keys: Key[] = [];
  let at = 0;
  while (at < input.length) {
    const reading = readOne(input, at);
    if (!reading) break;
    if (reading.key) keys.push(reading.key);
    at = reading.end;
  }
  return { keys, rest: input.slice(at) };
}

/**
 * Whether `rest` can be the start of one thing only, which takes as long as it takes: a paste, or a report of the mouse,
 * whose second half would be typed else.
 */
export function isUnmistakable(rest: string): boolean {
  return rest.startsWith(pasteStart) || rest.startsWith(mouseStart);
}

/** What `rest` means if nothing more comes: esc, alt with the start of a sequence, or a sequence cut off, which is dropped. */
export function flushKeys(rest: string): readonly Key[] {
  if (rest === ESC) return [{ name: 'esc' }];
  if (rest.startsWith(ESC + ESC)) return [{ name: 'esc' }, ...flushKeys(rest.slice(1))];
  return rest.length === 2 ? [withAlt(readPlain(rest, 1)).key].filter((key) => key !== undefined) : [];
}
