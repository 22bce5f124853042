// What a person is asked for by a key of the debugger's: which text, and what becomes of it.
import type { Call } from '../call.ts';
import { pathText } from '../format/path.ts';
import { valueAt } from '../patch.ts';
import type { Command } from '../session/command.ts';
import type { Place, SessionState } from '../session/state.ts';
import type { Json, JsonObject, Mock, Path } from '../step.ts';
import type { Asked } from './prompt.ts';
import { readRelaxed } from './relaxed-json.ts';

/** The call that the task waits for. */
export function askForAnswer({ stop }: SessionState): Asked | null {
  if (stop?.kind !== 'call') return null;
  const { connector, method } = stop;
  return {
    kind: 'answer',
    title: `${connector}.${method} answers (JSON, or throw and a text)`,
    onAccept: (text) => ifAnswer(text, (answer) => ({ kind: 'answer', answer })),
  };
}

/** What a call was answered, as a pin would say it. */
export function answerOf({ result, error }: Call): Mock {
  if (error) return { $throw: error.message };
  // A list would be answers by attempt.
  return Array.isArray(result) ? [result] : (result ?? null);
}

/** All calls of a method from now on; nothing takes the pin away again. */
export function askForPin({ connector, method }: Pick<Call, 'connector' | 'method'>, now: Mock): Asked {
  const thrown = valueAt(now, ['$throw']);
  return {
    kind: 'answer',
    title: `${connector}.${method} always answers (nothing: no pin)`,
    text: typeof thrown === 'string' ? `throw ${thrown}` : JSON.stringify(now),
    onAccept: (text) =>
      text.trim() === ''
        ? { kind: 'unpin', connector, method }
        : ifAnswer(text, (answer) => ({ kind: 'pin', connector, method, answer })),
  };
}

/** Text beyond this is no thing to edit in a line. */
const LONGEST = 20_000;

export function askForValue(data: Json, path: Path): Asked {
  const value = valueAt(data, path);
  const now = value === undefined ? '' : JSON.stringify(value);
  return {
    kind: 'value',
    title: `${pathText(path)} becomes (JSON; nothing removes it)`,
    text: now.length > LONGEST ? '' : now,
    onAccept(text) {
      if (text.trim() === '') return { kind: 'edit', path, value: undefined };
      return ifJson(text, (given) => ({ kind: 'edit', path, value: given }));
    },
  };
}

/** An empty name takes the mark away. */
export function askForMark({ marks, task, cursor }: SessionState): Asked {
  const known = marks.find((mark) => mark.task === task && mark.turns === cursor);
  return {
    kind: 'mark',
    title: `name of turn ${cursor}`,
    text: known?.name ?? '',
    onAccept: (name) => ({ kind: 'mark', name: name.trim() }),
  };
}

/** The document at the cursor. */
export function dataOf({ task, tasks, cursor }: SessionState): JsonObject {
  return (task === null ? undefined : tasks.get(task)?.snapshots[cursor]?.data) ?? {};
}

/** From where on Patch shows what changed. */
export function askForDiff(state: SessionState): Asked {
  return {
    kind: 'place',
    title: 'Patch from turn (number or mark; nothing: the turn alone)',
    text: state.cursor === 0 ? '' : String(state.diffFrom?.turns ?? 0),
    onAccept(text) {
      const place = text.trim() === '' ? null : placeNamed(text.trim(), state);
      return typeof place === 'string' ? place : { kind: 'diffFrom', place };
    },
  };
}

function placeNamed(text: string, { task, tasks, marks }: SessionState): Place | string {
  const mark = marks.find(({ name }) => name === text);
  if (mark) return { task: mark.task, turns: mark.turns };
  const log = task === null ? undefined : tasks.get(task);
  const last = (log?.snapshots.length ?? 1) - 1;
  const turns = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (log && turns <= last) return { task: log.id, turns };
  if (!Number.isNaN(turns)) return `There is no turn ${turns} yet: 0 to ${last}.`;
  return `No mark is called ${text}${marks.length === 0 ? ': m makes one' : ''}.`;
}

/** Of a scenario that is made of what stands here. */
export function askForName({ task, tasks, cursor }: SessionState): Asked {
  const log = task === null ? undefined : tasks.get(task);
  const from = (log?.start.scenario ?? log?.name ?? '').split('/').at(-1) ?? '';
  return {
    kind: 'name',
    title: 'save as scenario',
    text: cursor === 0 ? `${from} again` : `${from} from turn ${cursor}`,
    onAccept: (name) => (name.trim() === '' ? 'A scenario needs a name.' : { kind: 'save', name: name.trim() }),
  };
}

const THROW = /^\s*throw\s+(.+)$/s;

function ifAnswer(text: string, then: (answer: Json) => Command): Command | string {
  const thrown = THROW.exec(text)?.[1];
  return thrown === undefined ? ifJson(text, then) : then({ $throw: thrown.trim() });
}

function ifJson(text: string, then: (value: Json) => Command): Command | string {
  const read = readRelaxed(text);
  return 'fault' in read ? read.fault : then(read.value);
}
