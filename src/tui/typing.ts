// Typing a filter: keys are text until enter or esc.
import { type Key, keyName } from './terminal/key.ts';
import type { UiAction } from './ui-reducer.ts';
import type { UiState } from './ui-state.ts';

/** Null where the key is not meant for the filter. */
export function typedFilter(key: Key, { text, typing }: UiState['filter']): UiAction | null {
  if (!typing) return null;
  switch (keyName(key)) {
    case 'enter':
      return { kind: 'filter', text, typing: false };
    case 'esc':
      return { kind: 'filter', text: '', typing: false };
    case 'backspace':
      return { kind: 'filter', text: [...text].slice(0, -1).join(''), typing: true };
    case 'ctrl-u':
      return { kind: 'filter', text: '', typing: true };
    default:
      return key.text === undefined || key.ctrl || key.alt
        ? null
        : { kind: 'filter', text: written(text, key.text), typing: true };
  }
}

const LONGEST = 60;

/** A paste may hold anything: its first line is enough. */
function written(text: string, more: string): string {
  return (text + (more.split('\n')[0] ?? '')).slice(0, LONGEST);
}
