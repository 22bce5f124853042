// Breakpoints: what they are. Whether one hits is judged in the sandbox, between turns, so that a long run goes at full speed.

/**
 * Where to stop: before a step runs; before a turn by its number; before a turn for which several steps match; when a step
 * comes onto the agenda; after a turn that changed a path; after an error; after a turn in which results settled.
 */
export type BreakpointKind = 'step' | 'turn' | 'several' | 'match' | 'change' | 'error' | 'settle';

/** Those that stop before the turn that they are about; the others stop after it. */
export const BEFORE: ReadonlySet<BreakpointKind> = new Set<BreakpointKind>(['step', 'turn', 'several']);

export const HIT_OPS = ['>=', '<=', '>', '<', '=', '%'] as const;

/** How many times it must have hit: `{ op: '%', count: 3 }` is each third time. */
export interface HitCount {
  readonly op: (typeof HIT_OPS)[number];
  readonly count: number;
}

export interface Breakpoint {
  /** Tells it from all others; the same for as long as it exists. */
  readonly id: string;
  readonly kind: BreakpointKind;
  /** A step's name for `step` and `match`, a path glob for `change` (`*` one level, `**` any), a turn's number; else empty. */
  readonly target: string;
  /** A JavaScript expression over `data`, `step`, `turn`: it hits only where this is true. */
  readonly condition?: string;
  readonly hits?: HitCount;
  /** A log point: this text is logged, with `{expression}` filled in, and nothing stops. */
  readonly log?: string;
  readonly isOn: boolean;
}

/** What it takes to set one. */
export type NewBreakpoint = Omit<Breakpoint, 'id'>;

/** Whether the hit with this number (from 1) counts. */
export function reaches(hits: HitCount | undefined, number: number): boolean {
  if (!hits) return true;
  const { op, count } = hits;
  switch (op) {
    case '>':
      return number > count;
    case '>=':
      return number >= count;
    case '=':
      return number === count;
    case '<':
      return number < count;
    case '<=':
      return number <= count;
    case '%':
      return number % count === 0;
  }
}
