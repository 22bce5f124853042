// What the keys of breakpoints do, and why one can do nothing now: pure, like `actions.ts`.
import { breakpointText, parseBreakpoint } from '../breakpoint-text.ts';
import type { Breakpoint, NewBreakpoint } from '../breakpoints.ts';
import { globOf } from '../glob.ts';
import type { Command } from '../session/command.ts';
import type { Effect } from './effect.ts';
import type { KeyId } from './key-table.ts';
import type { Asked } from './prompt.ts';
import type { Scene } from './scene.ts';

export function breakEffect(id: KeyId, scene: Scene): Effect | null {
  const { selected, dataRow, state } = scene;
  const known = chosen(scene);
  switch (id) {
    case 'break':
      return selected ? command(flipped(state.breakpoints, 'step', selected.step)) : null;
    case 'break-change':
      return dataRow ? command(flipped(state.breakpoints, 'change', globOf(dataRow.path))) : null;
    case 'breakpoints':
      return { kind: 'ui', action: { kind: 'panel', panel: id } };
    case 'break-add':
      return ask(null);
    case 'break-edit':
      return known ? ask(known) : null;
    case 'break-toggle':
      return known ? command({ kind: 'toggleBreak', id: known.id }) : null;
    case 'break-delete':
      return known ? command({ kind: 'unbreak', id: known.id }) : null;
    default:
      return null;
  }
}

export function whyNoBreak(id: KeyId, scene: Scene): string | null {
  switch (id) {
    case 'break':
      return scene.selected ? null : 'no step is selected';
    case 'break-change':
      return scene.dataRow ? null : 'no value is selected';
    case 'break-edit':
    case 'break-toggle':
    case 'break-delete':
      return chosen(scene) ? null : 'there is no breakpoint yet: a adds one';
    default:
      return null;
  }
}

/** What a person has written into one is not thrown away by a key that sets it: it goes off and on. */
function flipped(list: readonly Breakpoint[], kind: 'step' | 'change', target: string): Command {
  const same = list.filter((each) => each.kind === kind && each.target === target);
  const known = same.find(isPlain) ?? same[0];
  if (!known) return { kind: 'break', breakpoint: { kind, target, isOn: true } };
  return { kind: known.isOn && isPlain(known) ? 'unbreak' : 'toggleBreak', id: known.id };
}

function isPlain({ condition, hits, log }: NewBreakpoint): boolean {
  return condition === undefined && hits === undefined && log === undefined;
}

/** Of the list of breakpoints. */
function chosen({ place, window, state }: Scene): Breakpoint | undefined {
  const key = place === 'breakpoints' ? window?.keys.at(window.selected) : undefined;
  return state.breakpoints.find(({ id }) => id === key);
}

function ask(known: Breakpoint | null): Effect {
  const asked: Asked = {
    kind: 'breakpoint',
    title: known ? 'breakpoint' : 'new breakpoint',
    text: known ? breakpointText(known) : '',
    onAccept(text) {
      const read = parseBreakpoint(text);
      if (typeof read === 'string' || !known)
        return typeof read === 'string' ? read : { kind: 'break', breakpoint: read };
      return { kind: 'break', breakpoint: { ...read, isOn: known.isOn }, id: known.id };
    },
  };
  return { kind: 'ui', action: { kind: 'ask', asked } };
}

function command(intent: Command): Effect {
  return { kind: 'command', command: intent };
}
