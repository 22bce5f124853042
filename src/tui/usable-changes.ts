// Why a key that changes a task can do nothing now; null where it can.

import { childAt, parentOf } from '../session/over.ts';
import { callOf, pinOf } from './change-actions.ts';
import type { KeyId } from './key-table.ts';
import type { Scene } from './scene.ts';
import { chosenWatch } from './watch-actions.ts';

type Reason = string | null;

export function whyNoChange(id: KeyId, scene: Scene): Reason {
  switch (id) {
    case 'answer':
      return scene.state.stop?.kind === 'call' ? null : 'no call waits for an answer';
    case 'over':
      return whyNotStopped(scene) ?? whyNotOver(scene);
    case 'out':
      return whyNotStopped(scene) ?? whyNotOut(scene);
    case 'into':
      return scene.state.task !== null && childAt(scene.state, scene.state.task) ? null : 'no subtask has begun here';
    case 'above':
      return parentOf(scene.state) ? null : 'this is nobody’s subtask';
    case 'rerun':
      return whyNotStopped(scene) ?? whyNotStale(scene);
    case 'edit':
      return whyNotStopped(scene) ?? (scene.dataRow ? null : 'no value is selected');
    case 'history':
      return scene.dataRow || chosenWatch(scene) ? null : 'no value is selected';
    case 'diff-from':
      return scene.state.task === null ? 'there is no task' : null;
    case 'pin':
      return callOf(scene) || pinOf(scene) ? null : 'no call is selected';
    case 'unpin':
      return pinOf(scene) ? null : 'no pin is selected: they stand above the calls';
    case 'make-match':
      return whyNotStopped(scene) ?? whyNotMade(scene);
    case 'confluence':
    case 'fork':
      return whyNotStopped(scene);
    case 'stop':
      return whyNotStopped(scene) ?? (scene.header.standing.kind === 'ended' ? 'it has ended already' : null);
    case 'resume':
      return whyNotResume(scene);
    case 'save':
    case 'inspect':
      return whyNotStopped(scene);
    case 'keep':
      return scene.state.pins.length > 0
        ? null
        : 'you have given no answer: a answers a call, i in Calls all of a method';
    case 'times':
      return scene.state.task === null ? 'there is no task' : null;
    case 'marks':
      return scene.state.marks.length > 0 ? null : 'no place has a name yet: m gives it one';
    case 'compare':
      return scene.window?.keys.at(scene.window.selected) === scene.state.task ? 'this is the one on screen' : null;
    case 'go':
      return scene.window === null ? '' : null;
    default:
      return whyNoTime(id, scene);
  }
}

function whyNoTime(id: KeyId, { state }: Scene): Reason {
  if (id !== 'rewind' && id !== 'mark') return null;
  return state.task === null ? 'there is no task' : null;
}

function whyNotStopped({ state }: Scene): Reason {
  if (state.task === null) return 'there is no task';
  return state.status.kind === 'running' ? 'it is running: p pauses it' : null;
}

/** Without subtasks it would be the same as a step. */
function whyNotOver({ state, views, timeline }: Scene): Reason {
  if (views.lanes(state).lanes.length === 0) return 'it has no subtasks: space runs one step';
  const log = state.task === null ? undefined : state.tasks.get(state.task);
  return log?.end && timeline.cursor === log.turns.length ? 'the task has ended' : null;
}

function whyNotOut({ state }: Scene): Reason {
  if (!parentOf(state)) return 'this is nobody’s subtask';
  const log = state.task === null ? undefined : state.tasks.get(state.task);
  return log?.end ? 'this subtask has ended: { goes to the task above it' : null;
}

function whyNotStale({ state }: Scene): Reason {
  const log = state.task === null ? undefined : state.tasks.get(state.task);
  return log && log.stale.size > 0 ? null : 'no turn is stale: no step was edited since it ran';
}

function whyNotMade({ selected }: Scene): Reason {
  if (selected === undefined) return 'no step is selected';
  if (selected.never !== null) return `${selected.step} can never match: ${selected.never}`;
  if (selected.distance === 0) return `${selected.step} matches already`;
  return null;
}

function whyNotResume({ header }: Scene): Reason {
  const { standing } = header;
  if (standing.kind !== 'ended') return 'it has not ended: space and c go on with it';
  const { state, reason } = standing.end;
  return reason === 'complete' || state === 'ignored' ? 'a step said that it is over: fork it before that' : null;
}
