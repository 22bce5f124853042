// One key press, as the rest of the screen sees it; what bytes a terminal sends for it is the parser's business.
// What a mouse does is told as a key with a place.

/** Of the screen: both count from 0. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

export interface Key {
  /** A printable character as itself ('a', 'A', '?'), else a word: 'space', 'enter', 'esc', 'up', 'f5', …, 'paste' or 'click'. */
  readonly name: string;
  readonly ctrl?: true;
  readonly shift?: true;
  readonly alt?: true;
  /** What to insert where text is typed: a character, or all of a paste with '\n' for line ends. */
  readonly text?: string;
  /** Where the pointer was: of 'click', 'wheel-up' and 'wheel-down', and of nothing else. */
  readonly at?: Cell;
}

/** How key tables and people write it: 'j', 'ctrl-c', 'shift-tab', 'alt-left'. */
export function keyName(key: Key): string {
  const { ctrl, alt, shift, name } = key;
  return `${ctrl ? 'ctrl-' : ''}${alt ? 'alt-' : ''}${shift ? 'shift-' : ''}${name}`;
}
