// The border between what others wrote (data, keys, logs, file names, errors) and the terminal: whatever could move the
// cursor, set a title, turn the writing direction or hide becomes a visible escape; whatever has no dependable width goes.

/** Joiners, presentation selectors, skin tones and key caps: terminals disagree on their width, the plain symbols remain. */
const UNDEPENDABLE = /[\u200d\ufe00-\ufe0f\u20e3]|[\u{1f3fb}-\u{1f3ff}]|[\u{e0100}-\u{e01ef}]/gu;
/** Nothing outside this needs a look: the case of nearly all texts. */
const PLAIN =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]*$/;
/** Control, format (writing direction, zero width, tags), line separators, lone surrogates, and all that is meant not to be seen. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** A letter carries a few marks in any language; a tower of them would run over the rows above and below. */
const TOWER = /(\p{M}{4})\p{M}+/gu;
const TAB_STOP = 4;

/** One line of text that is safe to print. The result is never a control sequence and never breaks the line. */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return expandTabs(text).replace(UNDEPENDABLE, '').normalize('NFC').replace(TOWER, '$1').replace(UNSAFE, visible);
}

/** The lines of a text, each safe to print. */
export function cleanLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/).map(clean);
}

/** What JSON may hold as it is, and a terminal may not be shown. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The same value as JSON that is safe to print. */
export function cleanJson(json: string): string {
  return json.replace(UNSAFE_IN_JSON, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  const hex = code.toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** Stops are counted in characters: exact for the indentation that tabs are mostly used for. */
function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let line = '';
  for (const [index, part] of text.split('\t').entries()) {
    if (index > 0) line += ' '.repeat(TAB_STOP - (line.length % TAB_STOP));
    line += part;
  }
  return line;
}
