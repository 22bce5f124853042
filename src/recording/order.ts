// Whether the lines of a recording can follow each other: turns count up, and patches fit what they change. A line that
// cannot come here would mislead, or stop, whoever reads the recording.
import type { Entered, Forked, Ran, Selected, Settled, Started } from '../events.ts';
import { KeptData } from '../kept-data.ts';
import type { Patch } from '../patch.ts';
import type { RecordedLine } from '../recorded.ts';

interface Known {
  /** The data after so many turns. */
  readonly data: KeptData[];
  /** A turn has begun and is not over. */
  isOpen: boolean;
}

export class LineOrder {
  readonly #tasks = new Map<string, Known>();

  /** What is wrong with a line that comes now; null where nothing is. */
  next(line: RecordedLine): string | null {
    if (line.kind === 'reloaded') return null;
    if (line.kind === 'started') return this.#started(line);
    if (line.kind === 'forked') return this.#forked(line);
    const task = this.#tasks.get(line.task);
    if (!task) return `it is about the task ${JSON.stringify(line.task)}, which has not begun`;
    const turns = task.data.length - 1;
    switch (line.kind) {
      case 'selected':
        return selected(task, turns, line);
      case 'ran':
        return ran(task, turns, line);
      case 'settled':
        return line.turn === turns ? changed(task, line) : outOfTurn(line.turn, turns);
      case 'entered':
        return line.after === turns ? changed(task, line) : outOfTurn(line.after, turns);
      case 'abandoned':
        return abandoned(task, turns, line.turn);
      default:
        return aside(turns, line);
    }
  }

  #started({ task, data }: Started): string | null {
    if (this.#tasks.has(task)) return `the task ${JSON.stringify(task)} has begun before`;
    this.#tasks.set(task, { data: [KeptData.first(data)], isOpen: false });
    return null;
  }

  #forked({ task, from }: Forked): string | null {
    const parent = this.#tasks.get(from.task);
    if (this.#tasks.has(task)) return `the task ${JSON.stringify(task)} has begun before`;
    if (!parent) return `it is a fork of ${JSON.stringify(from.task)}, which has not begun`;
    if (from.turns >= parent.data.length) return `it is a fork after turn ${from.turns}, which has not come yet`;
    this.#tasks.set(task, { data: parent.data.slice(0, from.turns + 1), isOpen: false });
    return null;
  }
}

function outOfTurn(turn: number, turns: number): string {
  return `it is about turn ${turn}, but ${turns} ${turns === 1 ? 'turn is' : 'turns are'} over`;
}

function selected(task: Known, turns: number, { turn }: Selected): string | null {
  if (task.isOpen) return `turn ${turns + 1} has begun and is not over`;
  if (turn !== turns + 1) return outOfTurn(turn, turns);
  task.isOpen = true;
  return null;
}

function ran(task: Known, turns: number, { turn, patches }: Ran): string | null {
  if (turn !== turns + 1) return outOfTurn(turn, turns);
  if (!task.isOpen) return `turn ${turn} has run, but nothing was selected for it`;
  const after = patched(task, patches);
  if (typeof after === 'string') return after;
  task.data.push(after);
  task.isOpen = false;
  return null;
}

function changed(task: Known, { patches }: Settled | Entered): string | null {
  const after = patched(task, patches);
  if (typeof after === 'string') return after;
  task.data[task.data.length - 1] = after;
  return null;
}

function patched(task: Known, patches: readonly Patch[]): KeptData | string {
  try {
    return (task.data.at(-1) ?? KeptData.first({})).after(patches);
  } catch (error) {
    if (error instanceof RangeError) return `its patches do not fit the data: ${error.message}`;
    throw error;
  }
}

/** A turn that was under way, or one that had run and was settling. */
function abandoned(task: Known, turns: number, turn: number): string | null {
  if (turn === turns && turn > 0 && !task.isOpen) task.data.pop();
  else if (turn !== turns + 1) return outOfTurn(turn, turns);
  task.isOpen = false;
  return null;
}

/** What changes nothing may be about any turn so far, and about the next. */
function aside(turns: number, line: RecordedLine): string | null {
  if ('turn' in line && line.turn > turns + 1) return outOfTurn(line.turn, turns);
  if ('after' in line && line.after > turns) return outOfTurn(line.after, turns);
  return null;
}
