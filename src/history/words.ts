// The words in which states are asked for: ours, and the platform's.
import type { RowState } from './rows.ts';

const STATES: readonly RowState[] = [
  ...(['created', 'running', 'waiting', 'done', 'incomplete', 'ignored', 'error', 'stopped'] as const),
];

const PLATFORM: Readonly<Record<string, readonly RowState[]>> = {
  processing: ['running'],
  pending: ['created', 'waiting'],
  attention: ['incomplete', 'waiting'],
  completed: ['done'],
  failed: ['error'],
};

export const STATE_WORDS: readonly string[] = [...STATES, ...Object.keys(PLATFORM)];

/** null for a word that is none. */
export function statesOf(word: string): readonly RowState[] | null {
  const own = STATES.find((state) => state === word);
  return own ? [own] : Object.hasOwn(PLATFORM, word) ? (PLATFORM[word] ?? null) : null;
}
