// Holds the debugger's state, tells who listens, and knows whether anything is still on its way.
import { emptyState } from './reduce.ts';
import type { SessionState } from './state.ts';

export class SessionStore {
  state: SessionState;
  /** Requests that have not been answered yet. */
  readonly awaited = { loads: 0, rematches: 0, stops: 0, reading: 1 };
  readonly #listeners = new Set<() => void>();

  constructor(dir: string) {
    this.state = emptyState(dir);
  }

  set(change: Partial<SessionState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  whenIdle(): Promise<void> {
    if (this.isAtRest) return Promise.resolve();
    return new Promise((resolve) => {
      const unsubscribe = this.subscribe(() => {
        if (!this.isAtRest) return;
        unsubscribe();
        resolve();
      });
    });
  }

  /** Nothing runs, and nothing is on its way. */
  get isAtRest(): boolean {
    const { loads, rematches, stops, reading } = this.awaited;
    return loads + rematches + stops + reading === 0 && this.state.status.kind === 'paused';
  }
}
