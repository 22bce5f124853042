// One key press, as the rest of the screen sees it; what bytes a terminal sends for it is the parser's business.

export interface Key {
  /** A printable character as itself ('a', 'A', '?'), else a word: 'space', 'enter', 'esc', 'up', 'f5', … or 'paste'. */
  readonly name: string;
  readonly ctrl?: true;
  readonly shift?: true;
  readonly alt?: true;
  /** What to insert where text is typed: a character, or all of a paste with '\n' for line ends. */
  readonly text?: string;
}

/** How key tables and people write it: 'j', 'ctrl-c', 'shift-tab', 'alt-left'. */
export function keyName(key: Key): string {
  const { ctrl, alt, shift, name } = key;
  return `${ctrl ? 'ctrl-' : ''}${alt ? 'alt-' : ''}${shift ? 'shift-' : ''}${name}`;
}
