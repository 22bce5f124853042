// `stepscope task new`: a task of data that is given, run here and now and kept.
import { resolve } from 'node:path';
import { failuresOf } from '../check/expect.ts';
import { idFrom } from '../engine/random.ts';
import type { History } from '../history/history.ts';
import type { TaskRow } from '../history/rows.ts';
import { beginningOf } from '../session/workspace-view.ts';
import type { PastTask, Scenario, Source } from '../step.ts';
import type { TaskStart } from '../task.ts';
import { asksHistory } from './asks-history.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { type GivenWords, readGiven } from './given-task.ts';
import { oneLine } from './listing.ts';
import { refuse, say } from './say.ts';
import { openWorkplace, runTask, tellRan, type Workplace } from './task-run.ts';
import { logsOf } from './task-show.ts';
import { freshOrigin, type Reality } from './wiring.ts';

export interface NewOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly name: string;
  readonly given: GivenWords;
  readonly tags: readonly string[];
  readonly seed: number | undefined;
  /** Epoch ms at which its clock starts. */
  readonly now: number | undefined;
  readonly reality: Reality;
}

/** More tasks of the past than this are not told to a task that asks for them. */
const MOST_PAST = 1_000;

export async function newCommand(options: NewOptions): Promise<number> {
  const { dir, name, given, reality, json } = options;
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  if (name.trim() === '') return refuse('task new', 'the name is empty: stepscope task new NAME -d JSON.');
  const scenario = await readGiven(given);
  if (scenario === 'refused') return EXIT.wrongUse;
  if (scenario === null)
    return refuse('task new', 'there is no data: give it with -d JSON, -f FILE, or - for standard input.');
  const place = await openWorkplace(resolve(dir), reality);
  const start = await startOf(place, scenario, options);
  place.kept.begin(start);
  // Another terminal may follow it or stop it, and from here on ctrl-c does.
  const tellBegun = (): void => {
    if (process.stderr.isTTY && !json) say(`The task ${start.id} has begun.`);
  };
  const ran = await runTask(place, start.id, () => place.ground.sandbox.start(start), tellBegun);
  if (ran.row) tellExpectations(place, scenario, ran.row);
  return tellRan(ran, place, json);
}

/** What stands in the data about the scenario is plain there; what the command line says goes before. */
async function startOf(
  place: Workplace,
  scenario: Scenario,
  { name, tags, seed, now }: NewOptions,
): Promise<TaskStart> {
  const { view } = place.ground;
  const origin = { ...freshOrigin(), disabled: new Set<string>() };
  const { seed: _, now: __, ...rest } = scenario;
  const own = {
    ...rest,
    // What random values hang on is told as it is: a name may hold a secret.
    ...{ title: name, stream: scenario.stream ?? idFrom(name), tags: tags.length > 0 ? tags : scenario.tags },
    ...{ seed: seed ?? scenario.seed, now: now ?? scenario.now },
    history: scenario.history.length > 0 ? scenario.history : await pastOf(place, view.read.sources),
  };
  const { expected: _expected, ...start } = beginningOf(own, view.mocks, origin);
  return { ...start, scenario: null };
}

/** Steps may ask what has happened; where none does, nothing is told, for it stands in the recording too. */
export async function pastOf({ kept }: Workplace, sources: readonly Source[]): Promise<readonly PastTask[]> {
  if (!asksHistory(sources)) return [];
  const told = (history: History): readonly PastTask[] =>
    history.tasks({ limit: MOST_PAST }).map((row) => pastTask(row, history));
  return (await kept.reading(told)) ?? [];
}

function pastTask(row: TaskRow, history: History): PastTask {
  const { name, state, createdAt, durationMs, error } = row;
  const past = { name, state, at: createdAt, durationMs };
  if (!error) return past;
  const connector = guiltyConnector(row, history);
  const where = { step: error.step, ...(connector !== undefined && { connector }) };
  return { ...past, error: { name: error.name, message: error.message, ...where } };
}

/** The one that failed last in the turn that ended the task. */
function guiltyConnector({ id, turns }: TaskRow, history: History): string | undefined {
  return history.calls({ task: id }).findLast((call) => call.turn === turns && call.error !== null)?.connector;
}

/** What the data says that it expects is no test here: it is told where it did not come about. */
function tellExpectations({ ground }: Workplace, scenario: Scenario, row: TaskRow): void {
  if (Object.keys(scenario.expect).length === 0) return;
  const logs = logsOf(row);
  if ('problem' in logs) return;
  for (const { check, message } of failuresOf(scenario.expect, logs.log, ground.view.steps))
    if (check !== 'error') process.stderr.write(`not as expected: ${check}: ${oneLine(message)}\n`);
}
