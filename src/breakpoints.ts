// Breakpoints: what they are. Whether one hits is judged in the sandbox, between turns, so that a long run goes at full speed.

/**
 * Where to stop: before a step runs; when a step comes onto the agenda; after a turn that changed a path; after an error;
 * after a turn in which results settled; before a turn for which several steps match.
 */
export type BreakpointKind = 'step' | 'match' | 'change' | 'error' | 'settle' | 'several';

/** How many times it must have hit: `{ op: '%', count: 3 }` is each third time. */
export interface HitCount {
  readonly op: '>' | '>=' | '=' | '<' | '<=' | '%';
  readonly count: number;
}

export interface Breakpoint {
  /** Tells it from all others; the same for as long as it exists. */
  readonly id: string;
  readonly kind: BreakpointKind;
  /** A step's name for `step` and `match`, a path glob for `change` (`*` one level, `**` any); else empty. */
  readonly target: string;
  /** A JavaScript expression over `data`, `step`, `turn`: it stops only where this is true. */
  readonly condition?: string;
  readonly hits?: HitCount;
  /** A log point: this text is logged, with `{expression}` filled in, and nothing stops. */
  readonly log?: string;
  readonly isOn: boolean;
}
