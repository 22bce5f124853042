// What each key does, as a value: pure. The screen carries it out.
import type { Command } from '../session/command.ts';
import { breakEffect } from './break-actions.ts';
import { changeEffect } from './change-actions.ts';
import { chosenCommand } from './command-row.ts';
import { copyEffect } from './copy-actions.ts';
import type { Effect } from './effect.ts';
import { clearable, filterOf } from './filter-here.ts';
import type { KeyId } from './key-table.ts';
import { isRunKey } from './lines/why-runs.ts';
import { FIRST, type Follow, type ListState, movedBy } from './list.ts';
import { openEffect } from './open-actions.ts';
import type { Scene } from './scene.ts';
import { sizeEffect } from './size-actions.ts';
import type { UiAction } from './ui-reducer.ts';
import type { ListId } from './ui-state.ts';
import { canStop } from './usable.ts';
import { watchEffect } from './watch-actions.ts';

/** Null where there is nothing to be done. Whether the key can be used at all was asked before (`whyOff`). */
export function effectOf(id: KeyId, scene: Scene): Effect | null {
  return (
    commandOf(id, scene) ??
    changeEffect(id, scene) ??
    breakEffect(id, scene) ??
    copyEffect(id, scene) ??
    watchEffect(id, scene) ??
    openEffect(id, scene) ??
    sizeEffect(id, scene) ??
    viewEffect(id, scene) ??
    moveEffect(id, scene) ??
    programEffect(id, scene)
  );
}

function commandOf(id: KeyId, scene: Scene): Effect | null {
  const { cursor, bars } = scene.timeline;
  switch (id) {
    case 'step':
    case 'continue':
    case 'pause':
    case 'back':
    case 'forward':
    case 'restart':
    case 'undo':
      return command({ kind: id });
    case 'earlier':
      return command({ kind: 'back' });
    case 'later':
      return command({ kind: 'forward' });
    case 'start':
      return command({ kind: 'jump', turns: 0 });
    case 'tail':
      return command({ kind: 'jump', turns: bars.filter(({ running }) => !running).length || cursor });
    case 'pick':
      return scene.selected === undefined ? null : command({ kind: 'pick', step: scene.selected.step });
    case 'toggle':
      return toggleEffect(scene);
    default:
      return null;
  }
}

function viewEffect(id: KeyId, { ui }: Scene): Effect | null {
  switch (id) {
    case 'pane-agenda':
      return focus('agenda');
    case 'pane-why':
      return focus('why');
    case 'pane-data':
      return focus('data');
    case 'pane-timeline':
      return focus('timeline');
    case 'next-pane':
      return act({ kind: 'cycle', by: 1 });
    case 'previous-pane':
      return act({ kind: 'cycle', by: -1 });
    case 'next-tab':
      return act({ kind: 'tab', by: 1 });
    case 'previous-tab':
      return act({ kind: 'tab', by: -1 });
    case 'filter':
      return act({ kind: 'filter', list: filterOf(ui), text: ui.filters[filterOf(ui)], typing: true });
    case 'clear':
      return act({ kind: 'filter', list: clearable(ui), text: '', typing: false });
    default:
      return null;
  }
}

function moveEffect(id: KeyId, scene: Scene): Effect | null {
  const page = Math.max(1, (scene.window?.height ?? 2) - 1);
  switch (id) {
    case 'up':
      return moved(scene, -1);
    case 'down':
      return moved(scene, 1);
    case 'page-up':
      return moved(scene, -page);
    case 'page-down':
      return moved(scene, page);
    case 'first':
      return selected(scene, FIRST);
    case 'last':
      return moved(scene, Number.POSITIVE_INFINITY);
    case 'flip':
    case 'fold':
    case 'unfold':
      return foldEffect(id, scene);
    default:
      return null;
  }
}

function programEffect(id: KeyId, scene: Scene): Effect | null {
  switch (id) {
    case 'scenarios':
    case 'palette':
      return act({ kind: 'panel', panel: id });
    case 'help':
      return act({ kind: 'panel', panel: id, at: FIRST_COMMAND });
    case 'run':
      return chosenCommand(scene.commands, scene.place, scene.window)?.effect ?? null;
    case 'tasks':
      return act({ kind: 'panel', panel: id, at: { key: scene.state.task, index: 0, top: 0 } });
    case 'close':
      return act(CLOSE);
    case 'choose':
    case 'show':
      return chooseEffect(id, scene);
    case 'interrupt':
      return canStop(scene) ? command({ kind: 'pause' }) : { kind: 'quit' };
    case 'quit':
      return { kind: 'quit' };
    default:
      return null;
  }
}

/** Below the heading of its group. */
const FIRST_COMMAND: ListState = { key: null, index: 1, top: 0 };

const CLOSE: UiAction = { kind: 'panel', panel: null };

/** What was chosen is to be seen: the panel closes. */
function chooseEffect(id: 'choose' | 'show', { window }: Scene): Effect | null {
  const key = window?.keys.at(window.selected);
  if (key === undefined) return null;
  return command(id === 'choose' ? { kind: id, scenario: key } : { kind: id, task: key }, CLOSE);
}

/**
 * The step goes to another place of the agenda: the selection goes with it, so that the same key takes it back, and all
 * around stays in sight.
 */
function toggleEffect({ selected: row, ui, panes }: Scene): Effect | null {
  if (row === undefined) return null;
  const window = panes.agenda?.content.list?.window;
  const held = window && { index: window.selected, top: window.top, held: window.held ?? window.selected };
  const at = { ...ui.lists.agenda, ...held, key: row.step };
  return command({ kind: 'toggle', step: row.step }, { kind: 'select', list: 'agenda', at });
}

/** On a row that is folded already, or holds nothing, one goes to what holds it. */
function foldEffect(id: 'flip' | 'fold' | 'unfold', scene: Scene): Effect | null {
  if (scene.place === 'why') return runEffect(id, scene);
  const row = scene.dataRow;
  if (row === undefined) return null;
  if (row.kind === 'open' && id !== 'unfold') return act({ kind: 'fold', id: row.id, open: false });
  if (row.kind === 'folded' && id !== 'fold') return act({ kind: 'fold', id: row.id, open: true });
  if (id !== 'fold' || row.depth === 0 || scene.window === null) return null;
  const parent = scene.window.keys.indexOf(JSON.stringify(row.path.slice(0, -1)));
  return moved(scene, parent - scene.window.selected);
}

/** In Why what matches may be folded away. */
function runEffect(id: 'flip' | 'fold' | 'unfold', { window, ui }: Scene): Effect | null {
  const key = window?.keys.at(window.selected) ?? '';
  if (!isRunKey(key)) return null;
  const isOpen = ui.openRuns.has(key);
  return id === (isOpen ? 'unfold' : 'fold') ? null : act({ kind: 'run', key, open: !isOpen });
}

/** The newest stands first. */
const HEADS: readonly ListId[] = ['agenda', 'view'];
const TAILS: readonly ListId[] = ['log', 'calls'];

/** The agenda follows what runs next while its first row is selected; logs follow their end. */
export function followOf(list: ListId): Follow {
  if (HEADS.includes(list)) return 'first';
  return TAILS.includes(list) ? 'last' : 'none';
}

function moved(scene: Scene, by: number): Effect | null {
  const { place, window } = scene;
  if (window === null || place === 'timeline') return null;
  return selected(scene, movedBy(window, by, followOf(place)));
}

function selected({ place, window }: Scene, at: ListState): Effect | null {
  if (place === 'timeline' || window === null) return null;
  return act({ kind: 'select', list: place, at });
}

function focus(pane: Extract<UiAction, { kind: 'focus' }>['pane']): Effect {
  return act({ kind: 'focus', pane });
}

function act(action: UiAction): Effect {
  return { kind: 'ui', action };
}

function command(intent: Command, beside?: UiAction): Effect {
  return { kind: 'command', command: intent, ...(beside && { beside }) };
}
