// Typing: while a prompt or a filter is written, keys are text until enter or esc.
import type { Effect } from './effect.ts';
import { type Key, keyName } from './terminal/key.ts';
import type { UiAction } from './ui-reducer.ts';
import type { UiState } from './ui-state.ts';

/** Null where the key is not text. */
export function typed(key: Key, ui: UiState): Effect | null {
  if (ui.prompt !== null) return inPrompt(key, ui.prompt);
  const action = inFilter(key, ui);
  return action && { kind: 'ui', action };
}

/** All keys are the prompt's: none of them does what it does elsewhere. */
function inPrompt(key: Key, { text, onAccept }: NonNullable<UiState['prompt']>): Effect {
  switch (keyName(key)) {
    case 'esc':
    case 'ctrl-c':
      return { kind: 'ui', action: { kind: 'ask', asked: null } };
    case 'enter': {
      const outcome = onAccept(text);
      if (typeof outcome === 'string') return { kind: 'ui', action: { kind: 'refused', error: outcome } };
      return { kind: 'command', command: outcome, beside: { kind: 'accepted' } };
    }
    default:
      return { kind: 'ui', action: { kind: 'write', key } };
  }
}

/** There the table says what these do: run the selected command, and close. */
const OF_PALETTE = ['enter', 'esc'];

function inFilter(key: Key, { filters, typing: list }: Pick<UiState, 'filters' | 'typing'>): UiAction | null {
  if (list === null) return null;
  if (list === 'palette' && OF_PALETTE.includes(keyName(key))) return null;
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
