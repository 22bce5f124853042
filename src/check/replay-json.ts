// `replay --json`: what was recorded, in the words of `run --reporter json`; with --verify, how it compares.
import { cleanJson } from '../format/clean.ts';
import type { Recording } from '../recorded.ts';
import type { TaskLog } from '../session/state.ts';
import type { Problem } from '../step.ts';
import { reportOf } from './report-json.ts';
import type { Verified } from './verify.ts';

export function playedJson({ file, header, isTruncated }: Recording, tasks: readonly TaskLog[]): object {
  const [log] = tasks;
  const { stepscope, task } = header;
  return {
    ...{ file, stepscope, scenario: task.scenario, seed: task.seed, createdAt: task.createdAt, isTruncated },
    ...(log ? reportOf(log, tasks) : { task: null, steps: [], turns: [], entries: [], children: [], data: {} }),
  };
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
