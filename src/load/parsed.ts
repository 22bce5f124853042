// What reading a data file gives, whatever language it is written in.
import type { Json, Path } from '../step.ts';
import type { TextFault } from './fault.ts';

export interface Document {
  readonly value: Json;
  /** Offset of the key or element at a path; of the nearest one above it that is there. */
  offsetOf(path: Path): number;
}

/** `document` is missing where the text cannot be read; faults then hold an error. */
export interface Parsed {
  readonly document?: Document;
  readonly faults: readonly TextFault[];
}

/** Deeper data is refused: whatever walks it later may rely on its own stack being deep enough. */
export const MAX_DEPTH = 500;

export function unreadable(offset: number, message: string, hint: string): Parsed {
  return { faults: [{ severity: 'error', offset, message, hint }] };
}

export function tooDeep(offset: number): Parsed {
  return unreadable(
    offset,
    `the data is nested more than ${MAX_DEPTH} deep`,
    'Flatten it: no task carries data this deep.',
  );
}
