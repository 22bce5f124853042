// Why a key can do nothing now, in words; null where it can. A key that is off says so when it is pressed.
import { endText } from '../format/reason.ts';
import { unmatchedText } from '../format/why.ts';
import type { AgendaRow } from '../session/views/agenda-row.ts';
import type { Standing } from '../session/views/header-view.ts';
import { whyNoBreak } from './break-actions.ts';
import { chosenCommand } from './command-row.ts';
import { whyNoCopy } from './copy-actions.ts';
import { clearable } from './filter-here.ts';
import type { KeyId } from './key-table.ts';
import { WHILE_RUNNING } from './lines/message-line.ts';
import { isRunKey } from './lines/why-runs.ts';
import { whyNotOpened } from './open-actions.ts';
import type { Scene } from './scene.ts';
import { whyNoSize } from './size-actions.ts';
import { whyNoChange } from './usable-changes.ts';
import { whyNoWatch } from './watch-actions.ts';

type Reason = string | null;

/** What a recording cannot do. */
const NEEDS_A_RUN: ReadonlySet<KeyId> = new Set<KeyId>([
  'answer',
  'pause',
  'pick',
  'break',
  'break-change',
  'break-add',
  'break-edit',
  'break-toggle',
  'break-delete',
  'toggle',
  'scenarios',
  'rerun',
  'restart',
  'edit',
  'pin',
  'unpin',
  'make-match',
  'confluence',
  'fork',
  'stop',
  'resume',
  'out',
  'save',
  'keep',
  'inspect',
]);

export function whyOff(id: KeyId, scene: Scene): Reason {
  if (scene.state.recording === 'played' && NEEDS_A_RUN.has(id))
    return 'This is a recording: nothing runs. stepscope replay --verify runs the steps of today on it';
  return whyOffHere(id, scene);
}

function whyOffHere(id: KeyId, scene: Scene): Reason {
  switch (id) {
    case 'step':
      return canForkOn(scene) || isJustBegun(scene) ? null : whyNotRun(scene);
    case 'continue':
      return whyNotRun(scene);
    case 'pause':
      return canStop(scene) ? null : 'nothing runs';
    case 'back':
    case 'earlier':
    case 'start':
      return whyNotTravel(scene) ?? (scene.timeline.cursor > 0 ? null : 'this is the start');
    case 'forward':
    case 'later':
    case 'tail':
      return whyNotTravel(scene) ?? whyNotForward(scene);
    case 'pick':
      return whyNotPick(scene);
    case 'toggle':
      return whyNotToggle(scene.selected);
    case 'restart':
      return scene.state.task === null ? whyNoTask(scene) : null;
    case 'tasks':
      return scene.state.tasks.size > 1 ? null : 'there is no other task: a pick in the past makes a fork';
    case 'run':
      return whyNotRunFromList(scene);
    case 'undo':
      return scene.state.undoable.length > 0 ? null : 'there is nothing to undo: what ran stands, and , goes back';
    case 'clear':
      return scene.ui.filters[clearable(scene.ui)] === '' ? '' : null;
    case 'flip':
    case 'fold':
    case 'unfold':
      if (scene.place === 'why')
        return isRunKey(scene.window?.keys.at(scene.window.selected) ?? '') ? null : 'nothing is folded away here';
      return id !== 'fold' && (scene.dataRow?.kind ?? 'leaf') === 'leaf' ? '' : null;
    default:
      return whyNoChange(id, scene) ?? whyNoBreak(id, scene) ?? whyNoCopy(id, scene) ?? whyNoMore(id, scene);
  }
}

function whyNoMore(id: KeyId, scene: Scene): Reason {
  return whyNoWatch(id, scene) ?? whyNotOpened(id, scene) ?? whyNoSize(id, scene);
}

function whyNotRunFromList({ commands, place, window }: Scene): Reason {
  const command = chosenCommand(commands, place, window);
  return command === undefined ? 'no command is selected' : command.off;
}

/** Something runs, or goes on beside, that a pause ends. */
export function canStop({ state: { status, progress }, ui }: Scene): boolean {
  return status.kind === 'running' || progress?.isStoppable === true || ui.opening !== null;
}

/** What can be done as soon as the steps are loaded, and is done then. */
export function isEarly(id: KeyId, { state }: Scene): boolean {
  return state.status.kind === 'loading' && (id === 'step' || id === 'continue');
}

function whyNoTask({ state }: Scene): string {
  if (state.status.kind === 'loading') return 'the steps are being loaded';
  return state.scenarios.length > 0 ? 'no scenario is chosen: s shows them' : 'there is no scenario to run';
}

function whyNotRun(scene: Scene): Reason {
  const { standing } = scene.header;
  switch (standing.kind) {
    case 'running':
      return WHILE_RUNNING;
    case 'ended':
      return standing.familyGoesOn ? null : whyOver(standing);
    case 'loading':
    case 'empty':
      return whyNoTask(scene);
    default:
      return null;
  }
}

/** Keys that come faster than turns are not lost; one that runs for long says so. */
const JUST = 500;

function isJustBegun({ state: { status }, now }: Scene): boolean {
  return status.kind === 'running' && now - status.since < JUST;
}

type Over = Extract<Standing, { kind: 'ended' }>;

function whyOver({ end, next }: Over): string {
  const goesOn = next === null ? 'R restarts it, and , goes back' : 'space goes on in a fork';
  return `the task has ended (${endText(end, 0).title}): ${goesOn}`;
}

/** Something matches since the end: one step makes a fork. */
function canForkOn({ header: { standing } }: Scene): boolean {
  return standing.kind === 'ended' && standing.next !== null;
}

function whyNotTravel(scene: Scene): Reason {
  return scene.state.task === null ? whyNoTask(scene) : null;
}

function whyNotForward({ timeline, header }: Scene): Reason {
  if (timeline.cursor < timeline.bars.length) return null;
  return header.standing.kind === 'ended'
    ? 'the task ended here'
    : 'nothing was recorded after this: space runs the next step';
}

const RUNNABLE: readonly AgendaRow['standing'][] = ['next', 'taken', 'match'];

function whyNotPick(scene: Scene): Reason {
  const row = scene.selected;
  if (row === undefined) return 'no step is selected';
  if (scene.state.status.kind !== 'paused') return whyNotRun(scene);
  return RUNNABLE.includes(row.standing) ? null : whyNoMatch(row, scene.header.standing);
}

function whyNoMatch({ step, standing, distance, fired, never }: AgendaRow, task: Standing): string {
  if (never !== null) return `${step} can never match: ${never}`;
  switch (standing) {
    case 'fired':
      return `${step} ran in turn ${fired?.turn ?? '?'}: a step runs once, unless it calls step.redo()`;
    case 'disabled':
      return `${step} is switched off`;
    case 'would':
      return `${step} would match: ${unmatchedText(task)}`;
    default:
      return `${step} does not match: ${distance} ${distance === 1 ? 'field fails' : 'fields fail'}`;
  }
}

function whyNotToggle(row: AgendaRow | undefined): Reason {
  if (row === undefined) return 'no step is selected';
  return row.disabledBy === 'file' ? `${row.step} is disabled in its file` : null;
}
