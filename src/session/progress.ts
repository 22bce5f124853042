// How far long work has come. Parts of it that follow each other (a recording is read, then played) are one work.

export interface Progress {
  /** In words, such as "runs turn". */
  readonly what: string;
  readonly done: number;
  readonly total: number;
  /** When the first part began, on the monotonic clock, ms: a person has waited since then. */
  readonly waitedSince: number;
  /** When this part began, and what was done by then. */
  readonly since: number;
  readonly from: number;
  /** When it came to `done`. */
  readonly at: number;
  /** A pause ends it. */
  readonly isStoppable: boolean;
}

type Heard = Pick<Progress, 'what' | 'done' | 'total' | 'isStoppable'>;

/** `last`: null before the work began. `now`: on the monotonic clock, ms. */
export function progressed(last: Progress | null, heard: Heard, now: number): Progress {
  const { what, done } = heard;
  if (last?.what !== what) return { ...heard, waitedSince: last?.waitedSince ?? now, since: now, from: done, at: now };
  const { waitedSince, since, from } = last;
  return { ...heard, waitedSince, since, from, at: last.done === done ? last.at : now };
}
