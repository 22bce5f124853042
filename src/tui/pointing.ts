// What a mouse does on the screen: pure. It has no way of its own to anything: all of it is a key's, or a choice of a row.
import { effectOf, followOf } from './actions.ts';
import type { Effect } from './effect.ts';
import { type Hit, hitAt } from './hit.ts';
import { rowsFor } from './keys.ts';
import type { Target } from './line.ts';
import { movedTo, scrolledBy, type Window } from './list.ts';
import type { Scene } from './scene.ts';
import type { Cell } from './terminal/key.ts';
import { typed } from './typing.ts';
import type { UiAction } from './ui-reducer.ts';
import type { ListId } from './ui-state.ts';
import { whyOff } from './usable.ts';

/** A key pressed in its stead, by its name, or what is to be done, one after the other. */
export type Pointed =
  | { readonly kind: 'press'; readonly name: string }
  | { readonly kind: 'take'; readonly effects: readonly Effect[] };

const NOTHING: Pointed = { kind: 'take', effects: [] };

/** `name`: of the key that the mouse is told as. */
export function pointed(name: string, at: Cell, scene: Scene): Pointed {
  const turned = name === 'wheel-up' ? -1 : name === 'wheel-down' ? 1 : 0;
  if (scene.ui.prompt !== null) return overPrompt(turned);
  const hit = hitAt(scene, at);
  if (hit === null) return NOTHING;
  return turned === 0 ? clicked(hit, scene) : { kind: 'take', effects: wheeled(hit, turned, scene) };
}

/** A text that is written is not given away by a slip of the hand; the wheel leads to those given before. */
function overPrompt(turned: number): Pointed {
  return turned === 0 ? NOTHING : { kind: 'press', name: turned < 0 ? 'up' : 'down' };
}

function clicked(hit: Hit, scene: Scene): Pointed {
  const list = listAt(hit, scene);
  if (hit.to === null && list !== null && isSelected(hit, list, scene)) return again(scene);
  // What was typed to find something stays: it is being used.
  const kept = typed({ name: 'enter' }, scene.ui);
  const effects = hit.to === null ? chosen(hit, list) : [ledTo(hit.to)];
  return { kind: 'take', effects: kept === null ? effects : [kept, ...effects] };
}

/** A second click is enter, save where a step would run by it, or nothing would happen. */
function again(scene: Scene): Pointed {
  const isHarmless =
    scene.place !== 'agenda' && rowsFor('enter', scene.place).some(({ id }) => whyOff(id, scene) === null);
  return isHarmless ? { kind: 'press', name: 'enter' } : NOTHING;
}

function isSelected({ pane, row }: Hit, { window }: ListAt, { ui }: Scene): boolean {
  const hasFocus = pane === 'panel' || pane === ui.focus;
  return hasFocus && row === window.selected;
}

function chosen({ pane, row }: Hit, at: ListAt | null): readonly Effect[] {
  const focus = pane === 'panel' ? [] : [act({ kind: 'focus', pane })];
  if (row === null || at === null) return focus;
  const { list, window } = at;
  return [...focus, act({ kind: 'select', list, at: movedTo(window, row, followOf(list)) })];
}

function ledTo(to: Target): Effect {
  switch (to.kind) {
    case 'pane':
      return act({ kind: 'focus', pane: to.pane });
    case 'tab':
      return act({ kind: 'openTab', tab: to.tab });
    case 'turn':
      return {
        kind: 'command',
        command: { kind: 'jump', turns: to.turn },
        beside: { kind: 'focus', pane: 'timeline' },
      };
    case 'task':
      return {
        kind: 'command',
        command: { kind: 'show', task: to.task },
        beside: { kind: 'focus', pane: 'timeline' },
      };
  }
}

/** So many rows at a time. */
const NOTCH = 3;

/** The focus stays where it is. In the timeline a turn is a row. */
function wheeled(hit: Hit, turned: number, scene: Scene): readonly Effect[] {
  if (hit.pane === 'timeline') return travelled(turned < 0 ? 'back' : 'forward', scene);
  const at = listAt(hit, scene);
  if (at === null) return [];
  const { list, window } = at;
  return [act({ kind: 'select', list, at: scrolledBy(window, turned * NOTCH, followOf(list)) })];
}

function travelled(id: 'back' | 'forward', scene: Scene): readonly Effect[] {
  const effect = whyOff(id, scene) === null ? effectOf(id, scene) : null;
  return effect === null ? [] : [effect];
}

interface ListAt {
  readonly list: ListId;
  readonly window: Window;
}

function listAt({ pane }: Hit, { ui, panes }: Scene): ListAt | null {
  const window = panes[pane]?.content.list?.window;
  const list = pane === 'panel' ? ui.panel : pane === 'data' ? ui.tab : pane;
  return window === undefined || list === null || list === 'timeline' ? null : { list, window };
}

function act(action: UiAction): Effect {
  return { kind: 'ui', action };
}
