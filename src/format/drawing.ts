// What a view is drawn as: rows of clean text in pieces that say what they are, so that the screen can give each its tone.

export type PieceKind = 'text' | 'key' | 'string' | 'number' | 'bar' | 'quiet';

export interface Piece {
  readonly text: string;
  readonly kind: PieceKind;
}

export type Row = readonly Piece[];

export interface Drawing {
  /** Names of columns; it belongs above the rows. */
  readonly head: Row | null;
  readonly rows: readonly Row[];
  /** Rows that were left out at the end. */
  readonly more: number;
}

/** How much room there is. */
export interface Room {
  readonly columns: number;
  /** Rows; more of them are counted and not drawn. */
  readonly most: number;
}

export function piece(text: string, kind: PieceKind = 'text'): Piece {
  return { text, kind };
}
