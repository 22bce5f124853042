// Texts that would do something to a terminal if they reached it as they are.

/** C0 and C1 controls, DEL; what turns the writing direction, joins, hides or breaks lines; halves of characters; tags. */
const CODES: readonly number[] = [
  ...Array.from({ length: 32 }, (_, code) => code),
  ...Array.from({ length: 33 }, (_, index) => 0x7f + index),
  ...[0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d],
  ...[0x202e, 0x2060, 0x2061, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0xfff9, 0xfffb, 0xd800, 0xdbff, 0xdc00, 0xdfff],
  ...[0xe0001, 0xe0041],
];

/** Title, link, clipboard, clear, colours that we never use, cursor, scroll region, other screens, device strings, 8-bit. */
const SEQUENCES: readonly string[] = [
  '\x1b]0;pwned\x07',
  '\x1b]8;;http://evil\x1b\\',
  '\x1b]52;c;cHduZWQ=\x07',
  '\x1b[2J',
  '\x1b[5;8;31m',
  '\x1b[3;7H',
  '\x1b[2;5r',
  '\x1b[?1049l',
  '\x1b[?1000h',
  '\x1b[6n',
  '\x1bPq#0\x1b\\',
  '\x1b_apc\x1b\\',
  '\x1b^pm\x1b\\',
  '\x1bc',
  '\x9b31m',
  '\x9d0;pwned\x9c',
  '\x90q\x9c',
  '\r\n\x1b[A',
];

/** Each begins and ends with a plain character. */
export const EVILS: readonly string[] = [...CODES.map((code) => String.fromCodePoint(code)), ...SEQUENCES].map(
  (text) => `<${text}>`,
);

/** All that the debugger itself says to a terminal. */
const OURS = [
  /\x1b\[\?(?:1049|7|25|2004|2026)[hl]/g,
  /\x1b\[\d+;1H/g,
  /\x1b\[(?:0|1|2|3|4|7|22|23|24|27|39|49|[34]8;5;\d+|[34]8;2;\d+;\d+;\d+)m/g,
  /\x1b\[2K/g,
  /\x1b\]777;idle;[\dx;]*\x07/g,
];
/** Once, when it takes the terminal. */
const CLEARED = '\x1b[0m\x1b[2J';

/** What is left of all that was written when our own words are taken out; `others` are ours too, this time. */
export function strangers(raw: string, ...others: readonly RegExp[]): readonly string[] {
  const rest = [...OURS, ...others].reduce(
    (text, pattern) => text.replaceAll(pattern, ''),
    raw.replaceAll(CLEARED, ''),
  );
  return rest.match(/.{0,20}[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd].{0,20}/gsu) ?? [];
}
