// Near misses made to match: the smallest change of the data, as a hand edit in a fork.
import { makeMatch } from '../analysis/make-match.ts';
import { type Patch, valueAt } from '../patch.ts';
import type { Json } from '../step.ts';
import { forkAt, say } from './changes.ts';
import type { Desk } from './desk.ts';
import { currentLog } from './reduce.ts';
import { explainStep } from './views/explaining.ts';

export function makeStepMatch(desk: Desk, name: string): void {
  const { state } = desk.store;
  const log = currentLog(state);
  const snapshot = log?.snapshots[state.cursor];
  const step = state.steps.find((candidate) => candidate.name === name);
  if (!log || !snapshot || !step || state.status.kind === 'running')
    return say(desk, 'Data can be edited while a task is stopped.');
  if (step.disabled || state.disabled.has(name)) return say(desk, `${name} is switched off: switch it on first.`);
  const ran = snapshot.fired.get(name);
  if (ran !== undefined)
    return say(desk, `${name} ran in turn ${ran}, and a step runs once: go back to before that turn.`);
  const { edits, impossible } = makeMatch(explainStep(step, snapshot));
  const [first] = impossible;
  if (first) return say(desk, `${name} cannot be made to match: ${first.path.join('.')}: ${first.why}.`);
  if (edits.length === 0) return say(desk, `${name} matches already.`);
  if (edits.some(({ path }) => path[0] === '$stash'))
    return say(desk, `${name} waits for something in $stash, which cannot be edited here.`);
  const edit = edits.map(({ path, value }) => patchOf(snapshot.data, path, value));
  desk.announce = `${edits.map(({ path }) => path.join('.')).join(', ')} edited, so that ${name} matches.`;
  forkAt(desk, log, state.cursor, { edit, made: `${name} made to match` });
}

function patchOf(data: Json, path: Patch['path'], value: Json | undefined): Patch {
  if (value === undefined) return { op: 'remove', path };
  const parent = path.slice(0, -1);
  const index = path.at(-1);
  const list = valueAt(data, parent);
  if (Array.isArray(list) && typeof index === 'number') {
    const remove = index < list.length ? 1 : 0;
    return { op: 'splice', path: parent, index, remove, insert: [value] };
  }
  return { op: valueAt(data, path) === undefined ? 'add' : 'replace', path, value };
}
