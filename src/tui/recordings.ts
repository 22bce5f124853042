// Recordings as the screen knows them: a list, and one at a time that is played in the place of the debugger.
import type { Session } from '../session/command.ts';

export interface RecordingRow {
  readonly path: string;
  readonly task: string;
  /** When it began, epoch ms. */
  readonly at: number;
  /** Empty where it is not known. */
  readonly title: string;
  /** Of a fork: what it was made by; empty otherwise. */
  readonly made: string;
  readonly turns: number;
  readonly end: string | null;
}

/** How far the opening of one has come: lines read, or played, of all that it has. */
export interface OpeningPart {
  readonly what: 'reads line' | 'plays line';
  readonly done: number;
  readonly total: number;
}

/** A text says why it cannot be played. */
export type Opening = Generator<OpeningPart, Session | string>;

export interface RecordingsPort {
  /** The newest first. */
  list(): readonly RecordingRow[];
  /** In pieces, between which keys have their turn. */
  open(path: string): Opening;
}

export const NO_RECORDINGS: RecordingsPort = {
  list: () => [],
  *open() {
    yield* [];
    return 'there are no recordings here';
  },
};
