// A fork's recording tells everything from the beginning: the lines of the task that it left, up to where it did.
import type { Forked } from '../events.ts';
import type { RecordedLine } from '../recorded.ts';

export interface Past {
  readonly texts: readonly string[];
  readonly lines: readonly RecordedLine[];
}

/** `text`: a recording of ours, its header aside. Ends before the first turn that is not the fork's too. */
export function pastOf(text: string, from: Forked['from']): Past {
  const texts = text.split('\n').slice(1, -1);
  const lines = texts.map((line) => JSON.parse(line) as RecordedLine);
  const end = lines.findIndex((line) => isBeyond(line, from));
  return end < 0 ? { texts, lines } : { texts: texts.slice(0, end), lines: lines.slice(0, end) };
}

function isBeyond(line: RecordedLine, { task, turns }: Forked['from']): boolean {
  if (!('task' in line) || line.task !== task) return false;
  return line.kind === 'ended' || (line.kind === 'selected' && line.turn > turns);
}
