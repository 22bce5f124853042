// Text put into compiled code, with the places in its source that follow from it.
import type { Places } from './inline-map.ts';
import { positionAt } from './position.ts';

export interface Insert {
  readonly offset: number;
  readonly text: string;
}

/** `inserts` by offset; `places` is written to. */
export function inserted(code: string, inserts: readonly Insert[], places: Places): string {
  // From the end, so that those before stay where they are.
  return [...inserts].reverse().reduce((now, insert) => insertedOne(now, insert, places), code);
}

function insertedOne(code: string, { offset, text }: Insert, places: Places): string {
  const { line, column } = positionAt(code, offset);
  const segments = places[line - 1] ?? [];
  const behind = segments.findIndex(([at]) => at >= column - 1);
  const from = behind < 0 ? segments.length : behind;
  const moved = segments.slice(from).map((segment) => [segment[0] + text.length, ...segment.slice(1)]);
  // What is inserted stands for the place in front of which it stands.
  const [, ...place] = segments[from] ?? segments[from - 1] ?? [0];
  places[line - 1] = [...segments.slice(0, from), [column - 1, ...place], ...moved] as Places[number];
  return code.slice(0, offset) + text + code.slice(offset);
}
