// The bytes that an xterm sends for a key as people write it: 'j', 'enter', 'ctrl-c', 'shift-tab', 'alt-left'.

const LETTERS: Readonly<Record<string, string>> = { up: 'A', down: 'B', right: 'C', left: 'D', end: 'F', home: 'H' };
const FIRST_F: Readonly<Record<string, string>> = { f1: 'P', f2: 'Q', f3: 'R', f4: 'S' };
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ insert: 2, delete: 3, pageup: 5, pagedown: 6, f5: 15, f6: 17, f7: 18 },
  ...{ f8: 19, f9: 20, f10: 21, f11: 23, f12: 24 },
};
const PLAIN: Readonly<Record<string, string>> = {
  ...{ enter: '\r', esc: '\x1b', tab: '\t', backspace: '\x7f', space: ' ' },
};

export const namedKeys = [LETTERS, FIRST_F, NUMBERS, PLAIN].flatMap((keys) => Object.keys(keys));

function withModifier(base: string, modifier: number): string | undefined {
  const letter = LETTERS[base] ?? FIRST_F[base];
  if (letter && modifier > 1) return `\x1b[1;${modifier}${letter}`;
  if (letter) return `\x1b${base in FIRST_F ? 'O' : '['}${letter}`;
  if (!(base in NUMBERS)) return undefined;
  return modifier > 1 ? `\x1b[${NUMBERS[base]};${modifier}~` : `\x1b[${NUMBERS[base]}~`;
}

export function keyBytes(name: string): string {
  const [, modifiers = '', base = ''] = /^((?:ctrl-|alt-|shift-)*)(.+)$/s.exec(name) ?? [];
  const has = (modifier: string) => modifiers.includes(modifier);
  const special = withModifier(base, 1 + (has('shift') ? 1 : 0) + (has('alt') ? 2 : 0) + (has('ctrl') ? 4 : 0));
  if (special !== undefined) return special;
  if (base === 'tab' && has('shift')) return '\x1b[Z';
  const plain = PLAIN[base] ?? base;
  if ([...plain].length !== 1) throw new Error(`unknown key: ${name}`);
  const byte = has('ctrl') ? String.fromCharCode(plain.toUpperCase().charCodeAt(0) & 31) : plain;
  return `${has('alt') ? '\x1b' : ''}${byte}`;
}
