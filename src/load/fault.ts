// A mistake at a path of a value, and how it becomes a Problem at a line of a file.

import { codeFrame } from '../frame.ts';
import type { Path, Problem } from '../step.ts';
import { placesIn } from './place.ts';

export type Severity = Problem['severity'];

/** A mistake in a value, before anyone has looked up where the value stands. */
export interface Fault {
  readonly severity: Severity;
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/** A mistake at an offset of a text. */
export interface TextFault {
  readonly severity: Severity;
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** Where the values of one file stand. A module's values have no place that we know of: line and column are 0. */
export interface Origin {
  readonly file: string;
  /** Line of the value at a path, from 1; 0 where unknown. */
  lineOf(path: Path): number;
  problem(fault: Fault): Problem;
}

export function moduleOrigin(file: string): Origin {
  return {
    file,
    lineOf: () => 0,
    problem: ({ severity, message, hint }) => ({ severity, file, line: 0, column: 0, message, hint }),
  };
}

/** Frames beyond so many in one file help nobody, and each costs a pass over its text. */
const MAX_FRAMES = 20;

/** `offsetOf` gives the offset of the key or element at a path, or of the nearest one above it that is there. */
export function textOrigin(file: string, text: string, offsetOf: (path: Path) => number): Origin {
  const placeOf = placesIn(text);
  let frames = 0;
  return {
    file,
    lineOf: (path) => placeOf(offsetOf(path)).line,
    problem: ({ severity, path, message, hint }) => {
      const { line, column } = placeOf(offsetOf(path));
      const frame = frames++ < MAX_FRAMES ? codeFrame(text, line, column) : undefined;
      return { severity, file, line, column, message, hint, ...(frame !== undefined && { frame }) };
    },
  };
}

export function problemAt(file: string, text: string, { offset, severity, message, hint }: TextFault): Problem {
  const { line, column } = placesIn(text)(offset);
  return { severity, file, line, column, message, hint, frame: codeFrame(text, line, column) };
}

/** A mistake of the file as a whole: it stands at its beginning. */
export function fileProblem(file: string, message: string, hint: string, severity: Severity = 'error'): Problem {
  return { severity, file, line: 1, column: 1, message, hint };
}

/** A mistake of the workspace, or of a folder in it. */
export function folderProblem(file: string, message: string, hint: string, severity: Severity = 'error'): Problem {
  return { severity, file, line: 0, column: 0, message, hint };
}
