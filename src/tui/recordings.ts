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

export interface RecordingsPort {
  /** The newest first. */
  list(): readonly RecordingRow[];
  /** A text says why it cannot be played. */
  open(path: string): Session | string;
}

export const NO_RECORDINGS: RecordingsPort = { list: () => [], open: () => 'there are no recordings here' };
