// A recording for those who have no terminal to play it on: what it is of, and one line a turn.
import { cleanLines } from '../format/clean.ts';
import { duration } from '../format/duration.ts';
import { pad, width } from '../format/width.ts';
import type { Recording } from '../recorded.ts';
import type { TaskLog, Turn } from '../session/state.ts';
import type { Paint } from './paint.ts';

/** `tasks`: the one that it is of first; `from`: of it, the first turn that is told. */
export function playbackText(
  { file, header, isTruncated }: Recording,
  tasks: readonly TaskLog[],
  paint: Paint,
  from = 1,
): string {
  const { task, stepscope } = header;
  const at = new Date(task.createdAt).toISOString();
  const head = `${paint.strong(plain(file))}  ${plain(task.scenario ?? task.name)}  task ${plain(task.id)}`;
  const origin = paint.dim(`  task began at ${at} on its clock, recorded by stepscope ${plain(stepscope)}`);
  const cut = isTruncated ? [paint.warn('  its last line was cut short; what came before is all here')] : [];
  return [
    head,
    origin,
    ...cut,
    ...tasks.flatMap((log, index) => taskLines(log, index > 0, paint, index > 0 ? 1 : from)),
  ].join('\n');
}

function taskLines(log: TaskLog, isOther: boolean, paint: Paint, from: number): readonly string[] {
  const names = log.turns.map(({ step }) => plain(step));
  const column = Math.min(60, Math.max(0, ...names.map(width)));
  const title = isOther ? [paint.dim(`  ${titleOf(log)} ${plain(log.name)} (${plain(log.id)})`)] : [];
  const before = log.turns.filter(({ number }) => number < from).length;
  const left = before > 0 ? [paint.dim(`        ${count(before, 'turn')} before`)] : [];
  const turns = log.turns.slice(before).map((turn) => turnLine(turn, pad(plain(turn.step), column), paint));
  return [...title, ...left, ...turns, endLine(log, paint)];
}

function titleOf({ start, parent }: TaskLog): string {
  if (parent) return 'fork';
  return start.parent ? 'subtask' : 'the task that it was forked from:';
}

function turnLine(turn: Turn, name: string, paint: Paint): string {
  const { number, runMs, patches, calls, error, why, finished } = turn;
  const parts = [
    duration(runMs),
    count(patches.length, 'change'),
    ...(calls.length > 0 ? [count(calls.length, 'call')] : []),
    ...(why === 'hand' ? ['picked by hand'] : []),
    ...(finished ? [] : ['not over']),
  ];
  const thrown = error ? paint.bad(`  ${plain(error.name)}: ${plain(error.message)}`) : '';
  return `  ${pad(String(number), 4, 'start')}  ${name}  ${paint.dim(parts.join(', '))}${thrown}`;
}

function endLine({ end }: TaskLog, paint: Paint): string {
  if (!end) return paint.dim('        it had not ended');
  return paint.dim(`        ${end.state}/${end.reason}`);
}

function count(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}

function plain(text: string): string {
  return cleanLines(text).join(' ');
}
