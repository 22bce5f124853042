// Places in a text, as people count them.

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** `offset` in UTF-16 code units. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
