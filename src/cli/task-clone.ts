// `stepscope task clone`: a new task with the data that another one had, run with the steps of today.
import { resolve } from 'node:path';
import type { Tape } from '../call.ts';
import { Unmasked } from '../check/unmask.ts';
import type { TaskRow } from '../history/rows.ts';
import type { TaskLog } from '../session/state.ts';
import type { TaskStart } from '../task.ts';
import { refuse, say } from './say.ts';
import { withTask } from './task-find.ts';
import { openWorkplace, runTask, tellRan, type Workplace } from './task-run.ts';
import { logsOf, type RecordedTask, refuseRecording } from './task-show.ts';
import { freshOrigin, type Reality } from './wiring.ts';

export interface CloneOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly task: string;
  /** After so many turns; else as it was created. */
  readonly step: number | undefined;
  readonly name: string | undefined;
  /** Calls are answered as they were then, where their arguments are the same. */
  readonly tape: boolean;
  readonly reality: Reality;
}

export function cloneCommand(options: CloneOptions): Promise<number> {
  const { dir, task, step = 0, reality, json } = options;
  return withTask({ who: 'task clone', dir }, task, async (row) => {
    const logs = logsOf(row);
    if ('problem' in logs) return refuseRecording('task clone', logs.problem);
    const turns = logs.log.turns.length;
    if (step > turns)
      return refuse('task clone', `there is no turn ${step}: the task has ${turns}; 0 is how it was created.`);
    const place = await openWorkplace(resolve(dir), reality);
    const made = startOf(logs, row, place, options);
    for (const text of made.missing) say(`stepscope task clone: ${text}`);
    const { start } = made;
    place.kept.begin(start);
    return tellRan(await runTask(place, start.id, () => place.ground.sandbox.start(start)), place, json);
  });
}

function startOf(
  { recording, log }: RecordedTask,
  row: TaskRow,
  { ground }: Workplace,
  { step = 0, name = log.name, tape }: CloneOptions,
): { readonly start: TaskStart; readonly missing: readonly string[] } {
  const { view, settings } = ground;
  const { disabled, history, config } = recording.header;
  const scenario = view.scenarios.find((one) => one.name === row.scenario);
  const unmasked = new Unmasked(scenario, settings.secrets);
  const { seed, stream, scenario: of } = log.start;
  const { id, now: createdAt } = freshOrigin();
  const start = {
    ...{ id, name, scenario: of, tags: log.tags, createdAt, seed, stream, parent: null, disabled, history },
    data: unmasked.data(log.snapshots[step]?.data ?? {}),
    config: unmasked.config(config),
    connectors: [scenario?.connectors ?? {}, view.mocks],
    ...(tape ? { tape: tapeOf(log, unmasked) } : {}),
  };
  return { start, missing: unmasked.missing };
}

function tapeOf({ turns }: TaskLog, unmasked: Unmasked): Tape {
  const calls = turns.flatMap((turn) =>
    turn.calls.flatMap((call, index) => {
      const how = turn.taped[index];
      if (!how || call.source === 'unmocked') return [];
      const { args, result, ...rest } = call;
      const answer = result === undefined ? {} : { result: unmasked.json(result) };
      return [{ ...rest, ...how, ...answer, args: unmasked.json(args) }];
    }),
  );
  return { calls, samples: {}, isOnly: false, byArguments: true };
}
