// One step of the agenda: what it is up to, and why it is where it is.

/**
 * `taken`: in the past it ran from here, and under the steps of today another would be next.
 * `would`: its condition matches, and nothing is matched here: the task was ended by code, or waits for a subtask.
 */
export type AgendaStanding = 'running' | 'next' | 'taken' | 'match' | 'would' | 'miss' | 'fired' | 'disabled';

/**
 * Why a match is not the next one: it asks for fewer fields, it was created later, or another was picked by hand.
 * `today`: in the past another ran, and this one would be next under the steps of today.
 */
type Loss =
  | { readonly by: 'specificity'; readonly mine: number; readonly theirs: number }
  | { readonly by: 'order' }
  | { readonly by: 'hand' | 'today' };

export interface AgendaRow {
  readonly step: string;
  readonly standing: AgendaStanding;
  readonly specificity: number;
  readonly loss: Loss | null;
  /** Leaves that fail; 0 where it matches or was not judged. */
  readonly distance: number;
  /** Why its condition can never match; null where it can. */
  readonly never: string | null;
  /** When it last ran, if it did, and for how long. */
  readonly fired: { readonly turn: number; readonly runMs: number; readonly error: boolean } | null;
  /** Its file is broken; the last good version is in force. */
  readonly stale: boolean;
  /** Who switched it off: the file or the person. */
  readonly disabledBy: 'file' | 'hand' | null;
}
