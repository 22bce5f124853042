// What is opened of what is selected where the focus is: its file in an editor, its whole text, a recording. Pure, like
// `actions.ts`.
import type { ErrorInfo } from '../events.ts';
import { failureAt, troubleAt } from '../session/views/failure.ts';
import type { FilePlace } from './editor.ts';
import type { Effect } from './effect.ts';
import type { KeyId } from './key-table.ts';
import { problemsInOrder } from './lines/panel-lines.ts';
import { cutMessage } from './message.ts';
import type { Scene } from './scene.ts';
import { wholeOf } from './whole.ts';

export function openEffect(id: KeyId, scene: Scene): Effect | null {
  switch (id) {
    case 'edit-file': {
      const place = placeFor(scene);
      return place && { kind: 'open', place };
    }
    case 'whole': {
      const whole = wholeOf(scene);
      return whole && { kind: 'ui', action: { kind: 'whole', whole: whole() } };
    }
    case 'problems': {
      const whole = cutMessage(scene);
      return { kind: 'ui', action: whole ? { kind: 'whole', whole } : { kind: 'panel', panel: id } };
    }
    case 'message': {
      const whole = cutMessage(scene);
      return whole && { kind: 'ui', action: { kind: 'whole', whole } };
    }
    case 'problem-source':
      return sourceEffect(scene);
    case 'recordings':
      return { kind: 'recordings' };
    case 'play':
      return keyOf(scene) === '' ? null : { kind: 'play', path: keyOf(scene) };
    default:
      return null;
  }
}

export function whyNotOpened(id: KeyId, scene: Scene): string | null {
  if (id === 'whole') return wholeOf(scene) && isLeaf(scene) ? null : '';
  if (id === 'message') return cutMessage(scene) ? null : '! does nothing in this panel: esc closes it';
  if (id === 'problem-source') return whyNoSource(scene);
  if (id === 'play') return keyOf(scene) === '' ? 'nothing has been recorded here yet' : null;
  if (id === 'recordings')
    return scene.state.recording === 'played'
      ? 'this is a recording already: q leads back from one that was opened here'
      : null;
  if (id !== 'edit-file') return null;
  if (scene.state.recording === 'played') return 'this is a recording: its files are not here';
  return placeFor(scene) ? null : 'no file is selected';
}

/** A value that holds others is folded by the same key. */
function isLeaf({ dataRow }: Scene): boolean {
  return dataRow === undefined || dataRow.kind === 'leaf';
}

/** Relative to the workspace. */
function placeFor(scene: Scene): FilePlace | null {
  switch (scene.place) {
    case 'problems':
      return ofProblem(scene);
    case 'scenarios':
      return ofScenario(scene);
    case 'source':
      return ofLine(scene) ?? ofStep(scene, scene.selected?.step);
    case 'log':
      return ofLog(scene) ?? ofStep(scene, scene.selected?.step);
    default:
      return ofStep(scene, scene.selected?.step);
  }
}

function sourceEffect(scene: Scene): Effect | null {
  const place = ofProblem(scene);
  const step = scene.state.steps.find(({ file }) => file === place?.file);
  if (!place || !step) return null;
  return { kind: 'ui', action: { kind: 'source', step: step.name, row: `${place.file}:${Math.max(1, place.line)}:0` } };
}

function whyNoSource(scene: Scene): string | null {
  const place = ofProblem(scene);
  if (!place) return 'it names no file';
  const isStep = scene.state.steps.some(({ file }) => file === place.file);
  return isStep ? null : `${place.file} is no step that is in force: e opens it in your editor`;
}

function keyOf({ window }: Scene): string {
  return window?.keys.at(window.selected) ?? '';
}

/** Where it threw, if it did here; else its beginning. */
function ofStep({ state }: Scene, name: string | undefined): FilePlace | null {
  const step = state.steps.find((each) => each.name === name);
  const failure = failureAt(state);
  if (failure && failure.step === name && failure.line > 0) return failure;
  const broken = state.problems.find(({ file, line }) => file === step?.file && line > 0);
  return broken ?? (step ? { file: step.file, line: 1, column: 1 } : null);
}

/** Rows of Source are named `file:line:part`. */
function ofLine(scene: Scene): FilePlace | null {
  const [, file, line] = /^(.*):(\d+):\d+$/.exec(keyOf(scene)) ?? [];
  return file === undefined ? null : { file, line: Number(line), column: 1 };
}

/** What the selected line of Log is about: an error's place, or the step that wrote it. */
function ofLog(scene: Scene): FilePlace | null {
  const key = keyOf(scene).replace(/:\d+$/, '');
  const row = scene.views.log(scene.state).rows.find(({ id }) => id === key);
  if (row === undefined) return null;
  const { entry } = row;
  if (entry.kind === 'error') return known(entry.error) ?? ofStep(scene, row.step);
  return entry.kind === 'problem' && entry.problem.file !== '' ? entry.problem : ofStep(scene, row.step);
}

function known(error: ErrorInfo): FilePlace | null {
  return error.file !== '' && error.line > 0 ? error : null;
}

function ofScenario(scene: Scene): FilePlace | null {
  const found = scene.state.scenarios.find(({ name }) => name === keyOf(scene));
  return found ? { file: found.file, line: 1, column: 1 } : null;
}

/** Rows of Problems are named by what they are about, and their line. */
function ofProblem(scene: Scene): FilePlace | null {
  const [kind = '', index] = keyOf(scene).split(':');
  const { failure, warnings } = troubleAt(scene.state);
  if (kind === 'failure') return failure && known(failure);
  const problem = kind === 'turn' ? warnings[Number(index)] : problemsInOrder(scene.state.problems)[Number(kind)];
  return problem && problem.file !== '' && kind !== '' ? problem : null;
}
