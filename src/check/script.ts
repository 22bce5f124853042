// A recording as what is to be done to run it again: how its first task starts, on which tape, and all that a person did.
import type { Tape, TapedCall } from '../call.ts';
import type { Called, Entered, Forked, Ran, Started, TaskEvent } from '../events.ts';
import type { Patch } from '../patch.ts';
import type { RecordedLine, Recording } from '../recorded.ts';
import type { Scenario } from '../step.ts';
import type { TaskId, TaskStart } from '../task.ts';
import { Unmasked } from './unmask.ts';

export type Move =
  /** `pick`: by hand. */
  | { readonly kind: 'turn'; readonly task: TaskId; readonly turn: number; readonly pick?: string }
  | { readonly kind: 'edit'; readonly task: TaskId; readonly patches: readonly Patch[] }
  | {
      readonly kind: 'fork';
      readonly id: TaskId;
      readonly from: Forked['from'];
      readonly resumes: boolean;
      readonly edit: readonly Patch[];
    }
  | { readonly kind: 'switch'; readonly task: TaskId; readonly disabled: readonly string[] };

export interface Script {
  readonly start: TaskStart;
  readonly moves: readonly Move[];
  /** It was recorded to its end. */
  readonly isWhole: boolean;
  /** What the workspace of today does not give any more: sentences. */
  readonly missing: readonly string[];
}

/** null where the recording ends before its task began. `today`: the scenario of its name, and the secrets of now. */
export function scriptOf(
  recording: Recording,
  today: { readonly scenario: Scenario | undefined; readonly secrets: Readonly<Record<string, string>> },
): Script | null {
  const { header, lines } = recording;
  const started = lines.find((line): line is Started => line.kind === 'started');
  if (!started) return null;
  const unmasked = new Unmasked(today.scenario, today.secrets);
  const { task: id, name, scenario, tags, createdAt, seed, stream, parent } = started;
  const start: TaskStart = {
    ...{ id, name: unmasked.json(name), scenario, tags: unmasked.json(tags), createdAt, seed, stream, parent },
    data: unmasked.data(started.data),
    connectors: [],
    config: unmasked.config(header.config),
    disabled: header.disabled,
    history: unmasked.json(header.history),
    tape: tapeOf(id, lines, unmasked),
  };
  const moves = movesOf(lines, unmasked);
  return { start, moves, isWhole: hasEnded(lines, header.task.id), missing: unmasked.missing };
}

/** A task that somebody stopped would have gone on. */
function hasEnded(lines: readonly RecordedLine[], root: TaskId): boolean {
  const last = lines.findLast((line) => line.kind === 'stopped' && line.task === root);
  const isByHand = lines.some((line) => line.kind === 'ended' && line.task === root && line.reason === 'stopped');
  return last?.kind === 'stopped' && last.reason.kind === 'ended' && !isByHand;
}

function movesOf(lines: readonly RecordedLine[], unmasked: Unmasked): readonly Move[] {
  const moves: Move[] = [];
  const forks = new Map<TaskId, Forked['from']>();
  for (const line of lines) {
    if (line.kind === 'selected') {
      const { task, turn } = line;
      moves.push({ kind: 'turn', task, turn, ...(line.why === 'hand' ? { pick: line.step } : {}) });
    } else if (line.kind === 'abandoned') dropTurn(moves, line);
    else if (line.kind === 'entered' && line.cause === 'edit') edit(moves, line, unmasked);
    else if (line.kind === 'switched') moves.push({ kind: 'switch', task: line.task, disabled: line.disabled });
    else if (line.kind === 'forked') {
      forks.set(line.task, line.from);
      const from = originOf(line.from, forks);
      moves.push({ kind: 'fork', id: line.task, from, resumes: line.rearmed.length > 0, edit: [] });
    }
  }
  return moves;
}

function dropTurn(moves: Move[], { task, turn }: Extract<TaskEvent, { kind: 'abandoned' }>): void {
  const index = moves.findLastIndex((move) => move.kind === 'turn' && move.task === task && move.turn === turn);
  if (index >= 0) moves.splice(index, 1);
}

/** A fork may end at once where nothing matches: an edit that it begins with must be there before. */
function edit(moves: Move[], { task, patches }: Entered, unmasked: Unmasked): void {
  const last = moves.at(-1);
  const real = unmasked.json(patches);
  if (last?.kind === 'fork' && last.id === task && last.edit.length === 0) moves.splice(-1, 1, { ...last, edit: real });
  else moves.push({ kind: 'edit', task, patches: real });
}

/** Turns before a fork began are those of the task that it left. */
function originOf(from: Forked['from'], forks: ReadonlyMap<TaskId, Forked['from']>): Forked['from'] {
  const left = forks.get(from.task);
  return left && from.turns < left.turns ? originOf({ task: left.task, turns: from.turns }, forks) : from;
}

/** A call of a turn that was abandoned was made again. */
function tapeOf(root: TaskId, lines: readonly RecordedLine[], unmasked: Unmasked): Tape {
  const tapes = new Map<TaskId, { calls: TapedCall[]; samples: Record<number, NonNullable<Ran['samples']>> }>();
  for (const line of lines) {
    if (line.kind !== 'called' && line.kind !== 'ran') continue;
    const key = line.task.includes('.') ? line.task : root;
    const tape = tapes.get(key) ?? { calls: [], samples: {} };
    tapes.set(key, tape);
    if (line.kind === 'called' && line.call.source !== 'unmocked') tape.calls.push(taped(line, unmasked));
    else if (line.kind === 'ran' && line.samples) tape.samples[line.turn] = line.samples;
  }
  const { calls = [], samples = {} } = tapes.get(root) ?? {};
  tapes.delete(root);
  return { calls, samples, isOnly: true, children: Object.fromEntries(tapes) };
}

function taped({ call, taped: { attempt, form, tookMs } }: Called, unmasked: Unmasked): TapedCall {
  const { args: _, ...answer } = call;
  return unmasked.json({ ...answer, attempt, form, tookMs });
}
