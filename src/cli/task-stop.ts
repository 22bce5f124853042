// `stepscope task stop`: ends a task that another process runs.
import { setTimeout as wait } from 'node:timers/promises';
import type { History } from '../history/history.ts';
import type { TaskRow } from '../history/rows.ts';
import { EXIT } from './exit-codes.ts';
import { jsonText } from './listing.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';
import { withTask } from './task-find.ts';

export interface StopOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly task: string;
}

/** Ms. */
const PATIENCE = 10_000;
const LOOKS_EVERY = 50;

export function stopCommand({ dir, json, task }: StopOptions): Promise<number> {
  return withTask({ who: 'task stop', dir }, task, async (row, history) => {
    const { pid, by, id, state, reason, parent } = row;
    if (parent) return refuse('task stop', `${id} is a subtask: stop ${parent.task}.`);
    if (pid === null) return refuse('task stop', `the task ${id} does not run: it is ${state} (${reason}).`);
    if (by === 'screen')
      return refuse('task stop', `the task ${id} is on the screen of a debugger (process ${pid}): S ends it there.`);
    const stopped = await stop(row, history);
    if (!stopped) return refuse('task stop', `the process ${pid} does not answer; kill ${pid} ends it.`);
    if (json) await print(jsonText(stopped));
    else await print(`${id}\n`);
    if (stopped.state !== 'stopped')
      process.stderr.write(`it had ended before: ${stopped.state} (${stopped.reason})\n`);
    return EXIT.ok;
  });
}

/** As it is then; null where nothing happens. */
async function stop({ id }: TaskRow, history: History): Promise<TaskRow | null> {
  history.wishToStop(id);
  for (const until = Date.now() + PATIENCE; Date.now() < until; await wait(LOOKS_EVERY)) {
    // Its process may have died instead.
    history.settle();
    const now = history.task(id);
    if (now?.pid === null) return now;
  }
  return null;
}
