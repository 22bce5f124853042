// A session in which nothing runs: it stands in a long task that was made beforehand.
import type { Command, Session } from '../../src/session/command.ts';
import type { LongTask } from './long-task.ts';

/** Travels and steps as the session does, at once; nothing else happens in it. */
export function stubSession({ state: first, goOn }: LongTask): Session {
  let state = first;
  const listeners = new Set<() => void>();
  const asked = ({ kind, ...rest }: Command): typeof state => {
    const most = state.tasks.get('t')?.turns.length ?? 0;
    const to = (turns: number) => ({ ...state, cursor: Math.max(0, Math.min(turns, most)) });
    if (kind === 'back') return to(state.cursor - 1);
    if (kind === 'forward') return to(state.cursor + 1);
    if (kind === 'jump' && 'turns' in rest) return to(rest.turns);
    return kind === 'step' ? goOn(state) : state;
  };
  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: (command) => {
      state = asked(command);
      for (const listener of listeners) listener();
    },
    whenIdle: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
