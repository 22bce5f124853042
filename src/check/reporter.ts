// What a reporter is: it hears of each scenario as it ends, and of the whole run at its end. What it hears is plain JSON, so
// that the parts of several machines can be told again as one.
import type { Coverage } from '../analysis/coverage.ts';
import type { JsonObject, Problem } from '../step.ts';
import type { ReportScenario, Totals } from './outcome.ts';
import type { Paint } from './paint.ts';

/** A scenario that ended, or did not run. */
export interface Told {
  /** Among all that were wanted, by file. */
  readonly place: number;
  readonly report: ReportScenario;
  /** Its path below the folder of scenarios. */
  readonly address: string;
  readonly line: number;
  /** Real time, ms. */
  readonly durationMs: number;
  /** What its task began with. */
  readonly begin: JsonObject;
  /** The command that opens it where it failed. */
  readonly opens: string;
  /** Warnings that arose while it ran; they are among those of the end, too. */
  readonly problems: readonly Problem[];
}

export interface Begin {
  readonly dir: string;
  readonly seed: number;
  /** Of all that are planned, also those that do not run, in the order in which they are told. */
  readonly names: readonly string[];
  /** Their places. */
  readonly places: readonly number[];
  readonly shard: Shard | null;
}

/** One of the parts in which the scenarios run, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export interface RunEnd {
  readonly dir: string;
  readonly seed: number;
  /** Real time, ms. */
  readonly durationMs: number;
  readonly totals: Totals;
  readonly problems: readonly Problem[];
  readonly coverage: Coverage | null;
  readonly isInterrupted: boolean;
}

export interface Reporter {
  begin?(begin: Begin): void;
  told?(told: Told): void;
  end(end: RunEnd): void;
}

/** Where a reporter writes. */
export interface Out {
  write(text: string): void;
  readonly paint: Paint;
  /** A terminal on which lines can be written over. */
  readonly isLive: boolean;
  columns(): number;
  /** A file of the workspace as whoever started the run finds it: from the folder in which it was started. */
  pathOf(dir: string, file: string): string;
}

/** `isOrdered`: it is told of scenarios in the order of their files, whichever ran or ended first. */
export interface ReporterKind {
  readonly isOrdered: boolean;
  make(out: Out): Reporter;
}

/** Holds back who comes too early: in the order of their files, or of the plan. */
export function inOrder(reporter: Reporter, isByFile: boolean): Reporter {
  let places: readonly number[] = [];
  let next = 0;
  const early = new Map<number, Told>();
  const pass = (isAtEnd: boolean): void => {
    for (; next < places.length; next++) {
      const place = places[next] ?? 0;
      const told = early.get(place);
      if (!told && !isAtEnd) return;
      early.delete(place);
      if (told) reporter.told?.(told);
    }
  };
  return {
    begin(begin) {
      places = isByFile ? [...begin.places].sort((a, b) => a - b) : begin.places;
      const names = new Map(begin.places.map((place, index) => [place, begin.names[index] ?? '']));
      reporter.begin?.({ ...begin, places, names: places.map((place) => names.get(place) ?? '') });
    },
    told(told) {
      early.set(told.place, told);
      pass(false);
    },
    end(end) {
      pass(true);
      reporter.end(end);
    },
  };
}

/** One that hands on to all. */
export function together(reporters: readonly Reporter[]): Required<Reporter> {
  return {
    begin: (begin) => reporters.forEach((reporter) => void reporter.begin?.(begin)),
    told: (told) => reporters.forEach((reporter) => void reporter.told?.(told)),
    end: (end) => reporters.forEach((reporter) => void reporter.end(end)),
  };
}
