// `stepscope task show`: what is known of one task.
import { existsSync } from 'node:fs';
import { reportOf } from '../check/report-json.ts';
import { duration } from '../format/duration.ts';
import type { History } from '../history/history.ts';
import type { TaskRow } from '../history/rows.ts';
import type { Recording } from '../recorded.ts';
import { readRecording } from '../recording/read.ts';
import { recordedTasks } from '../session/playback.ts';
import type { TaskLog } from '../session/state.ts';
import type { Problem } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { counted, facts, jsonText } from './listing.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';
import { goneProblem, withTask } from './task-find.ts';
import { errorText, momentText } from './task-list.ts';

export interface ShowOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly task: string;
  /** Its data and nothing else. */
  readonly data: boolean;
}

export function showCommand({ dir, json, task, data }: ShowOptions): Promise<number> {
  return withTask({ who: 'task show', dir }, task, async (row, history) => {
    const logs = logsOf(row);
    if ('problem' in logs) {
      if (!data) await print(json ? jsonText(row) : facts(factsOf(row, history)));
      return refuseRecording('task show', logs.problem);
    }
    const { log, all } = logs;
    if (data) await print(jsonText(log.snapshots.at(-1)?.data ?? {}));
    else if (json) await print(jsonText({ ...row, ...reportOf(log, all), data: log.snapshots.at(-1)?.data ?? {} }));
    else await print(facts([...factsOf(row, history), ...dataFacts(log)]));
    return EXIT.ok;
  });
}

/** Of a file that somebody named: that is no fault of a recording. */
export function noRecording(file: string): string {
  return `there is no file ${file}. Name a recording: a file that ends with .stepscope.jsonl.`;
}

export function refuseRecording(who: string, { file, line, message, hint }: Problem): number {
  refuse(who, `${line > 0 ? `${file}:${line}: ` : ''}${message}. ${hint}`);
  return EXIT.problems;
}

/** What its recording tells: of it, and of its whole family. */
export function logsOf(row: TaskRow): RecordedTask | { readonly problem: Problem } {
  if (!existsSync(row.recording)) return { problem: goneProblem(row) };
  const read = readRecording(row.recording);
  if ('problem' in read) return read;
  const all = recordedTasks(read.recording);
  const log = all.find(({ id }) => id === row.id);
  return log ? { recording: read.recording, log, all } : { problem: goneProblem(row) };
}

export interface RecordedTask {
  readonly recording: Recording;
  readonly log: TaskLog;
  readonly all: readonly TaskLog[];
}

type Fact = readonly [name: string, value: string];

function factsOf(row: TaskRow, history: History): readonly Fact[] {
  const { id, name, state, reason, tags, scenario, createdAt, endedAt, durationMs, turns, error, from, parent } = row;
  const also = (fact: string, value: string | null): readonly Fact[] => (value === null ? [] : [[fact, value]]);
  return [
    ['name', name],
    ['id', id],
    ['state', reason === null || reason === state ? state : `${state} (${reason})`],
    ...also('error', error && errorText(error)),
    ...also('tags', tags.length > 0 ? tags.join(', ') : null),
    ...also('scenario', scenario),
    ['created', momentText(createdAt)],
    ...also('ended', endedAt === null ? null : momentText(endedAt)),
    ['duration', duration(durationMs)],
    ['turns', String(turns)],
    ...also('made by', parent && `${parent.task}, in turn ${parent.turn}`),
    ...also('goes on from', from && `${from.task}, after ${counted(from.turns, 'turn')}`),
    ...history.goingOnFrom(id).map((fork): Fact => ['gone on with', `${fork.id} (${fork.state})`]),
    ...history.childrenOf(id).map((child): Fact => ['subtask', `${child.id} ${child.name} (${child.state})`]),
    ['recording', row.recording],
  ];
}

function dataFacts({ turns, snapshots }: TaskLog): readonly Fact[] {
  return [
    ['steps', turns.map(({ step }) => step).join(', ') || '-'],
    ['data', Object.keys(snapshots.at(-1)?.data ?? {}).join(', ') || '-'],
  ];
}
