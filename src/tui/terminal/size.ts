// How big the terminal is, in character cells.

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Some pseudo-terminals say 0×0 until they are told better. */
export function sizeOf(stdout: NodeJS.WriteStream): Size {
  return { columns: stdout.columns || 80, rows: stdout.rows || 24 };
}
