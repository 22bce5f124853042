// What the keys do that change a task, or lead back in its time: pure, like `actions.ts`.

import type { Pin } from '../call.ts';
import { childAt, parentOf } from '../session/over.ts';
import { generalPins } from '../session/views/calls-view.ts';
import type { Path } from '../step.ts';
import {
  answerOf,
  askForAnswer,
  askForDiff,
  askForMark,
  askForName,
  askForPin,
  askForValue,
  dataOf,
} from './asking.ts';
import type { Effect } from './effect.ts';
import type { KeyId } from './key-table.ts';
import { pinKey } from './lines/calls-lines.ts';
import { changeKey } from './lines/history-lines.ts';
import type { Asked } from './prompt.ts';
import type { Scene } from './scene.ts';
import { chosenWatch } from './watch-actions.ts';

export function changeEffect(id: KeyId, scene: Scene): Effect | null {
  const { state, selected } = scene;
  switch (id) {
    case 'into': {
      const child = state.task === null ? null : childAt(state, state.task);
      return child ? { kind: 'command', command: { kind: 'show', task: child.id } } : null;
    }
    case 'above':
      return aboveEffect(scene);
    case 'over':
    case 'out':
    case 'fork':
    case 'stop':
    case 'resume':
    case 'rerun':
    case 'rewind':
    case 'confluence':
      return { kind: 'command', command: { kind: id } };
    case 'make-match':
      return selected ? { kind: 'command', command: { kind: 'makeMatch', step: selected.step } } : null;
    case 'answer':
      return ask(askForAnswer(state));
    case 'pin': {
      const pin = pinOf(scene);
      const row = callOf(scene);
      if (pin) return ask(askForPin(pin, pin.answer));
      return row ? ask(askForPin(row.call, answerOf(row.call))) : null;
    }
    case 'unpin': {
      const pin = pinOf(scene);
      return pin ? { kind: 'command', command: { kind: id, connector: pin.connector, method: pin.method } } : null;
    }
    case 'edit':
      return scene.dataRow ? ask(askForValue(dataOf(state), scene.dataRow.path)) : null;
    case 'mark':
      return ask(askForMark(state));
    case 'diff-from':
      return ask(askForDiff(state));
    case 'save':
      return ask(askForName(state));
    case 'keep':
      return { kind: 'command', command: { kind: 'keepAnswers' } };
    default:
      return panelEffect(id, scene);
  }
}

function panelEffect(id: KeyId, scene: Scene): Effect | null {
  switch (id) {
    case 'history':
      return historyEffect(scene, scene.dataRow?.path ?? chosenWatch(scene));
    case 'marks':
    case 'inspect':
    case 'times':
      return { kind: 'ui', action: { kind: 'panel', panel: id } };
    case 'compare': {
      const task = scene.window?.keys.at(scene.window.selected);
      return task === undefined ? null : { kind: 'ui', action: { kind: 'panel', panel: 'compare', with: task } };
    }
    case 'go':
      return goEffect(scene);
    default:
      return null;
  }
}

/** There it stands where the subtask began. */
function aboveEffect({ state }: Scene): Effect | null {
  const child = state.task === null ? undefined : state.tasks.get(state.task);
  const above = parentOf(state);
  if (!above || !child?.start.parent) return null;
  return { kind: 'command', command: { kind: 'goTo', task: above.id, turns: child.start.parent.turn } };
}

/** On the newest change: the rows below it are why it came, and lead elsewhere. */
function historyEffect({ views, state }: Scene, path: Path | undefined): Effect | null {
  if (!path) return null;
  const changes = views.history(state, path);
  const key = changeKey(changes.at(-1)?.turn ?? 0, changes.length - 1);
  return { kind: 'ui', action: { kind: 'panel', panel: 'history', path, at: { key, index: 0, top: 0 } } };
}

/** In a panel of places in time: to the selected one. */
function goEffect({ window, ui, state, views }: Scene): Effect | null {
  const key = window?.keys.at(window.selected);
  if (key === undefined) return null;
  const close = { kind: 'panel', panel: null } as const;
  if (ui.panel === 'history')
    return { kind: 'command', command: { kind: 'jump', turns: Number.parseInt(key, 10) }, beside: close };
  if (ui.panel === 'times') {
    const row = views.times(state)?.rows.find(({ step }) => step === key);
    return row ? { kind: 'command', command: { kind: 'jump', turns: row.slowest }, beside: close } : null;
  }
  const mark = state.marks[Number(key)];
  return mark
    ? { kind: 'command', command: { kind: 'goTo', task: mark.task, turns: mark.turns }, beside: close }
    : null;
}

function ask(asked: Asked | null): Effect | null {
  return asked && { kind: 'ui', action: { kind: 'ask', asked } };
}

/** The pin whose row is selected. */
export function pinOf({ state, place, window }: Scene): Pin | undefined {
  const key = place === 'calls' ? window?.keys.at(window.selected) : undefined;
  return generalPins(state.pins).find((pin) => pinKey(pin) === key);
}

export function callOf({ views, state, place, window }: Scene) {
  if (place !== 'calls' || window === null) return undefined;
  const key = window.keys.at(window.selected);
  return views.calls(state).find(({ id }) => key === id || key === `${id} answer`);
}
