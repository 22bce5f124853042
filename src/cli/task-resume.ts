// `stepscope task resume`: a task that came to no good end goes on, with the steps of today.
import { resolve } from 'node:path';
import { repeatPast } from '../check/repeat-past.ts';
import type { TaskRow } from '../history/rows.ts';
import { EXIT } from './exit-codes.ts';
import { refuse, say } from './say.ts';
import { goneProblem, withTask } from './task-find.ts';
import { openWorkplace, runTask, tellRan, type Workplace } from './task-run.ts';
import { logsOf, type RecordedTask, refuseRecording } from './task-show.ts';
import { freshOrigin, type Reality } from './wiring.ts';

export interface ResumeOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly task: string;
  readonly reality: Reality;
}

export function resumeCommand({ dir, json, task, reality }: ResumeOptions): Promise<number> {
  return withTask({ who: 'task resume', dir }, task, async (row) => {
    const cannot = whyNot(row);
    if (cannot !== null) return refuse('task resume', cannot);
    const logs = logsOf(row);
    if ('problem' in logs) return refuseRecording('task resume', logs.problem);
    const place = await openWorkplace(resolve(dir), reality);
    const ready = await prepare(row, logs, place);
    if (typeof ready === 'number') {
      await place.ground.sandbox.close();
      return ready;
    }
    return tellRan(await runTask(place, ready.id, ready.begin), place, json);
  });
}

/** In a sentence; null where it can. */
function whyNot({ id, parent, pid, state, reason }: TaskRow): string | null {
  if (parent) return `${id} is a subtask: resume ${parent.task}.`;
  if (pid !== null) return `the task ${id} runs, in process ${pid}.`;
  if (reason === 'complete' || state === 'ignored')
    return `a step said that the task ${id} is over: stepscope task clone ${id} --step N goes on from before.`;
  return null;
}

/** The task is in the sandbox as it was; else the exit code, and why has been said. */
async function prepare(
  row: TaskRow,
  { recording, log }: RecordedTask,
  { ground, kept }: Workplace,
): Promise<{ readonly id: string; begin(): void } | number> {
  const past = await repeatPast(recording, ground);
  if (!past?.log) return refuseRecording('task resume', goneProblem(row));
  for (const text of past.missing) say(`stepscope task resume: ${text}`);
  const turns = log.turns.filter(({ finished }) => finished).length;
  if (past.divergence) {
    const at = `turn ${past.divergence.turn} comes out otherwise (${past.divergence.kind})`;
    const hint = `stepscope task clone ${row.id} --step ${turns} begins a new one with its data.`;
    refuse('task resume', `its past cannot be repeated: ${at}. ${hint}`);
    return EXIT.diverged;
  }
  const { id } = freshOrigin();
  kept.adopt(recording, { ...past.start, id: row.id }, row, log.snapshots.at(-1)?.runMs ?? 0);
  const options = { resumes: true, tape: { isOnly: false } };
  return { id, begin: () => ground.sandbox.fork(id, { task: row.id, turns }, options) };
}
