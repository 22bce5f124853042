// The parts of several machines told as one run.
import { mergedCoverage } from '../analysis/coverage.ts';
import type { Problem } from '../step.ts';
import { totalsOf } from './report-json.ts';
import type { Begin, Reporter, RunEnd, Told } from './reporter.ts';
import type { Blob } from './reporters/blob.ts';

/** Says what is wrong where they are no parts of one run. */
export function mergeFault(blobs: readonly (Blob & { readonly file: string })[]): string | null {
  const holders = new Map<number, string>();
  for (const { told, file } of blobs)
    for (const { place, report } of told) {
      const other = holders.get(place);
      if (other !== undefined) return `${other} and ${file} both hold "${report.name}": they are not parts of one run`;
      holders.set(place, file);
    }
  const seeds = new Set(blobs.map(({ begin }) => begin.seed));
  if (seeds.size > 1) return `they ran with different seeds: ${[...seeds].join(', ')}`;
  const counts = new Set(blobs.map(({ begin }) => begin.shard?.count ?? 1));
  return counts.size > 1 ? `they are parts of different wholes: of ${[...counts].join(' and of ')} shards` : null;
}

/** Shards that no blob is of. */
export function missingShards(blobs: readonly Blob[]): readonly number[] {
  const count = blobs[0]?.begin.shard?.count ?? 1;
  const there = new Set(blobs.map(({ begin }) => begin.shard?.index ?? 1));
  return Array.from({ length: count }, (_, index) => index + 1).filter((index) => !there.has(index));
}

/** Gives the end that was told. */
export function tellMerged(blobs: readonly Blob[], reporter: Required<Reporter>): RunEnd {
  const told = blobs.flatMap((blob) => blob.told).sort((a, b) => a.place - b.place);
  reporter.begin(beginOf(blobs));
  for (const one of told) reporter.told(one);
  const end = endOf(blobs, told);
  reporter.end(end);
  return end;
}

function beginOf(blobs: readonly Blob[]): Begin {
  const named = blobs.flatMap(({ begin: { names, places } }) =>
    places.map((place, index) => ({ place, name: names[index] ?? '' })),
  );
  named.sort((a, b) => a.place - b.place);
  const { dir = '', seed = 1 } = blobs[0]?.begin ?? {};
  return { dir, seed, names: named.map(({ name }) => name), places: named.map(({ place }) => place), shard: null };
}

/** They ran side by side: the longest says how long it took. */
function endOf(blobs: readonly Blob[], told: readonly Told[]): RunEnd {
  const { dir = '', seed = 1 } = blobs[0]?.begin ?? {};
  return {
    ...{ dir, seed },
    durationMs: Math.max(0, ...blobs.map(({ end }) => end.durationMs)),
    totals: totalsOf(told.map(({ report }) => report)),
    problems: [...sharedProblems(blobs), ...told.flatMap(({ problems }) => problems)],
    coverage: mergedCoverage(blobs.flatMap(({ end }) => end.coverage ?? [])),
    isInterrupted: blobs.some(({ end }) => end.isInterrupted),
  };
}

/** Each part tells the mistakes of the workspace, and its own. */
function sharedProblems(blobs: readonly Blob[]): readonly Problem[] {
  const shared = new Map<string, Problem>();
  for (const { told, end } of blobs) {
    const own = told.flatMap(({ problems }) => problems.map(keyOf));
    for (const problem of end.problems) {
      const at = own.indexOf(keyOf(problem));
      if (at >= 0) own.splice(at, 1);
      else shared.set(keyOf(problem), problem);
    }
  }
  return [...shared.values()];
}

function keyOf({ severity, file, line, column, message }: Problem): string {
  return JSON.stringify([severity, file, line, column, message]);
}
