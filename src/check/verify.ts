// Runs today's steps on a recording's tape and looks where it comes out otherwise. No call is made again.
import type { TaskEvent } from '../events.ts';
import { type RecordedLine, type Recording, stepsAfter } from '../recorded.ts';
import type { TaskLog } from '../session/state.ts';
import { ranks } from '../session/workspace-view.ts';
import type { TaskId, TaskStart } from '../task.ts';
import { type Divergence, endDivergence, entryDivergence, turnDivergence } from './divergence.ts';
import { drive } from './drive.ts';
import { FamilyLogs } from './family-logs.ts';
import type { Ground } from './ground.ts';
import { scriptOf } from './script.ts';

export interface Verified {
  readonly divergence: Divergence | null;
  /** The recording tells how the task, and all of its family, ended: there was an end to compare. */
  readonly hasEnd: boolean;
  /** What happened now: the task that was recorded, then its family; null where none had begun. */
  readonly log: TaskLog | null;
  readonly family: readonly TaskLog[];
  /** Files that are not as they were recorded, each with how: `changed`, `new` or `gone`. */
  readonly changed: readonly ChangedFile[];
  /** What the workspace of today does not give any more: sentences. */
  readonly missing: readonly string[];
}

export interface ChangedFile {
  readonly file: string;
  readonly how: 'changed' | 'new' | 'gone';
}

/** `hashOf`: of a text, as recordings have it. */
export async function verify(
  recording: Recording,
  ground: Ground,
  hashOf: (text: string) => string,
): Promise<Verified> {
  const { header } = recording;
  const scenario = ground.view.scenarios.find(({ name }) => name === header.task.scenario);
  const script = scriptOf(recording, { scenario, secrets: ground.settings.secrets });
  const changed = changedFiles(recording, ground, hashOf);
  if (!script) return { divergence: null, hasEnd: false, log: null, family: [], changed, missing: [] };
  const now = await drive(script, ground);
  const recorded = recordedLogs(recording);
  const divergence = divergenceOf(recording, recorded, now);
  const own = now.get(header.task.id) ?? now.get(script.start.id) ?? null;
  const family = now.all().filter(({ id }) => id.startsWith(`${header.task.id}.`));
  return { divergence, hasEnd: hasEnd(recorded, header.task.id), log: own, family, changed, missing: script.missing };
}

/** Hears a recording run again as it is told. */
export interface Repeating {
  begin(start: TaskStart): void;
  event(event: TaskEvent): void;
}

/** Today's steps on the tape; gives the number of turns, null where the script could not be followed to its end. */
export async function repeat(recording: Recording, ground: Ground, hearer: Repeating): Promise<number | null> {
  const { task } = recording.header;
  const scenario = ground.view.scenarios.find(({ name }) => name === task.scenario);
  const script = scriptOf(recording, { scenario, secrets: ground.settings.secrets });
  if (!script || script.missing.length > 0) return null;
  hearer.begin(script.start);
  ground.ear.listen((event) => hearer.event(event));
  const logs = await drive(script, ground);
  ground.ear.listen(null);
  const log = logs.get(task.id);
  return log?.end ? log.turns.length : null;
}

/** In the order in which the turns were recorded. */
export function firstDivergence(recording: Recording, now: FamilyLogs): Divergence | null {
  return divergenceOf(recording, recordedLogs(recording), now);
}

function divergenceOf(recording: Recording, recorded: FamilyLogs, now: FamilyLogs): Divergence | null {
  for (const line of recording.lines) {
    const found = lineDivergence(line, recorded, now);
    if (found) return found;
  }
  for (const log of recorded.all()) {
    const after = now.get(log.id);
    const found = after && endDivergence(log, after);
    if (found) return found;
  }
  return null;
}

/** A task that was stopped by hand leaves its family as it is. */
function hasEnd(recorded: FamilyLogs, root: TaskId): boolean {
  const end = recorded.get(root)?.end;
  if (!end) return false;
  return end.state === 'stopped' || recorded.all().every((log) => log.end || !log.id.startsWith(`${root}.`));
}

function lineDivergence(line: RecordedLine, recorded: FamilyLogs, now: FamilyLogs): Divergence | null {
  if (line.kind !== 'selected' && line.kind !== 'entered') return null;
  const log = recorded.get(line.task);
  if (!log) return null;
  const after = now.get(line.task);
  if (line.kind === 'entered') {
    const place = log.entries.findIndex(({ patches }) => patches === line.patches);
    return entryDivergence(log, after, place);
  }
  // A turn that had begun when the recording broke off says nothing.
  return log.turns[line.turn - 1]?.finished ? turnDivergence(log, after, line.turn) : null;
}

/** Matches are those that the turns began with: what was matched anew later is about other steps. */
function recordedLogs({ header, lines }: Recording): FamilyLogs {
  const logs = new FamilyLogs(ranks(header.steps, header.settings.strategy));
  for (const line of lines) {
    if (line.kind === 'reloaded' || line.kind === 'switched' || line.kind === 'rematched') continue;
    logs.take(line);
  }
  return logs;
}

function changedFiles(
  recording: Recording,
  { read }: Ground,
  hashOf: (text: string) => string,
): readonly ChangedFile[] {
  const then = new Map([...stepsAfter(recording), ...recording.header.libraries].map(({ file, hash }) => [file, hash]));
  const code = read.sources.filter(({ kind }) => kind === 'step' || kind === 'library');
  const now = new Map(code.map(({ file, text }) => [file, hashOf(text)]));
  const gone = [...then.keys()].filter((file) => !now.has(file)).map((file) => ({ file, how: 'gone' as const }));
  const others = [...now].flatMap(([file, hash]): ChangedFile[] => {
    if (!then.has(file)) return [{ file, how: 'new' }];
    return then.get(file) === hash ? [] : [{ file, how: 'changed' }];
  });
  return [...others, ...gone];
}
