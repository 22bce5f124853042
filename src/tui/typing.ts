// Typing a filter: keys are text until enter or esc.
import { type Key, keyName } from './terminal/key.ts';
import type { UiAction } from './ui-reducer.ts';
import type { UiState } from './ui-state.ts';

/** Null where the key is not meant for a filter. */
export function typedFilter(key: Key, { filters, typing: list }: Pick<UiState, 'filters' | 'typing'>): UiAction | null {
  if (list === null) return null;
  const text = filters[list];
  const written = (now: string, typing = true): UiAction => ({ kind: 'filter', list, text: now, typing });
  switch (keyName(key)) {
    case 'enter':
      return written(text, false);
    case 'esc':
      return written('', false);
    case 'backspace':
      return written([...text].slice(0, -1).join(''));
    case 'ctrl-u':
      return written('');
    default:
      return key.text === undefined || key.ctrl || key.alt ? null : written(withMore(text, key.text));
  }
}

const LONGEST = 60;

/** A paste may hold anything: its first line is enough. */
function withMore(text: string, more: string): string {
  return (text + (more.split('\n')[0] ?? '')).slice(0, LONGEST);
}
