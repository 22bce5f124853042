// Reads one escape sequence (CSI, SS3, or a string such as OSC) that starts at a given place: pure, no memory.
// What is known becomes a key; focus, answers of the terminal, mouse reports of old kinds and all else are swallowed whole.
import type { Key } from './key.ts';
import { consoleKeys, letterKeys, mouseKeys, numberKeys } from './key-codes.ts';

/** What was read: perhaps a key, and where the next one begins. Undefined instead: the rest has not arrived yet. */
export interface Reading {
  readonly key?: Key;
  readonly end: number;
}

export const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';
/** No other sequence begins like it. */
export const mouseStart = '\x1b[<';

/** `modifiers` is the parameter as sent: 1 + (1 shift, 2 alt, 4 ctrl). */
function modified(name: string, modifiers = 1): Key {
  const bits = modifiers - 1;
  return {
    name,
    ...(bits & 4 ? { ctrl: true as const } : {}),
    ...(bits & 1 ? { shift: true as const } : {}),
    ...(bits & 2 ? { alt: true as const } : {}),
  };
}

function readPaste(input: string, at: number): Reading | undefined {
  const stop = input.indexOf(pasteEnd, at);
  if (stop < 0) return undefined;
  // Terminals send line ends of a paste as carriage returns.
  const text = input.slice(at, stop).replace(/\r\n?/g, '\n');
  return { key: { name: 'paste', text }, end: stop + pasteEnd.length };
}

function csiKeyName(code: string, final: string): string | undefined {
  if (final === '~') return numberKeys.get(code);
  // Any other number belongs to an answer: `ESC [ 12 ; 5 R` is where the cursor is, not f3. M is the mouse.
  return (code === '' || code === '1') && final !== 'M' ? letterKeys.get(final) : undefined;
}

/** `ESC [ < button ; column ; row M`, and m when the button is let go, which says nothing new (ctlseqs, "SGR (1006)"). */
function mouseKey(parameters: string, final: string): Key | undefined {
  const [, button = '', column, row] = /^<(\d+);([1-9]\d{0,4});([1-9]\d{0,4})$/.exec(parameters) ?? [];
  const name = final === 'M' ? mouseKeys.get(button) : undefined;
  return name === undefined ? undefined : { name, at: { x: Number(column) - 1, y: Number(row) - 1 } };
}

function csiKey(parameters: string, final: string): Key | undefined {
  if (parameters.startsWith('<')) return mouseKey(parameters, final);
  if (!/^[\d;]*$/.test(parameters)) return undefined;
  if (final === 'Z') return { name: 'tab', shift: true };
  const [code = '', modifiers] = parameters.split(';');
  const name = csiKeyName(code, final);
  return name === undefined ? undefined : modified(name, modifiers ? Number(modifiers) : 1);
}

/** `length` characters more belong to this sequence. */
function readTail(
  input: string,
  at: number,
  length: number,
  toKey: (tail: string) => Key | undefined,
): Reading | undefined {
  const end = at + length;
  return input.length < end ? undefined : { key: toKey(input.slice(at, end)), end };
}

function consoleKey(letter: string): Key | undefined {
  const name = consoleKeys.get(letter);
  return name === undefined ? undefined : { name };
}

/** `at` is behind `ESC [`. */
export function readCsi(input: string, at: number): Reading | undefined {
  // Some terminals tell of places outside their window by a minus, which by the standard would end the numbers.
  const body = input[at] === '<' ? /<[\d;-]*/y : /[0-?]*[ -/]*/y;
  body.lastIndex = at;
  const [parameters = ''] = body.exec(input) ?? [];
  const finalAt = at + parameters.length;
  const final = input[finalAt];
  const end = finalAt + 1;
  if (final === undefined) return undefined;
  // Broken off: what follows is no part of it, an ESC least of all.
  if (!/[@-~]/.test(final)) return { end: finalAt };
  if (final === '~' && parameters === '200') return readPaste(input, end);
  if (final === '[' && parameters === '') return readTail(input, end, 1, consoleKey);
  // A mouse report of the oldest kind: button, column, row.
  if (final === 'M' && parameters === '') return readTail(input, end, 3, () => undefined);
  return { key: csiKey(parameters, final), end };
}

/** `at` is behind `ESC O`. */
export function readSs3(input: string, at: number): Reading | undefined {
  const letter = input[at];
  if (letter === undefined) return undefined;
  const name = letterKeys.get(letter);
  return { key: name === undefined ? undefined : { name }, end: at + 1 };
}

/** OSC, DCS and the like, up to BEL or ST: only ever answers to questions. */
export function readString(input: string, at: number): Reading | undefined {
  const stop = /\x07|\x1b\\/g;
  stop.lastIndex = at;
  return stop.test(input) ? { end: stop.lastIndex } : undefined;
}
