// `replay --json`: what was recorded, in the words of `run --reporter json`; with --verify, how it compares.
import { cleanJson } from '../format/clean.ts';
import type { Recording } from '../recorded.ts';
import type { TaskLog } from '../session/state.ts';
import type { Problem } from '../step.ts';
import { reportOf } from './report-json.ts';
import type { Verified } from './verify.ts';

/** `from`: the first turn that is told. */
export function playedJson({ file, header, isTruncated }: Recording, tasks: readonly TaskLog[], from = 1): object {
  const [log] = tasks;
  const { stepscope, task } = header;
  return {
    ...{ file, stepscope, scenario: task.scenario, seed: task.seed, createdAt: task.createdAt, isTruncated },
    ...(log
      ? since(reportOf(log, tasks), from)
      : { task: null, steps: [], turns: [], entries: [], children: [], data: {} }),
  };
}

function since<T extends { readonly turns: readonly { readonly turn: number }[] }>(report: T, from: number): T {
  return { ...report, turns: report.turns.filter(({ turn }) => turn >= from) };
}

export function verifiedJson({ file, header, isTruncated }: Recording, verified: Verified): object {
  const { divergence, hasEnd, log, changed, missing } = verified;
  const status = divergence ? 'diverged' : 'same';
  const turns = log?.turns.length ?? 0;
  return { file, scenario: header.task.scenario, status, turns, divergence, changed, missing, isTruncated, hasEnd };
}

export function replayJson(recordings: readonly object[], problems: readonly Problem[]): string {
  const told = problems.map(({ frame: _, ...problem }) => problem);
  return `${cleanJson(JSON.stringify({ version: 1, recordings, problems: told }, null, 2))}\n`;
}
