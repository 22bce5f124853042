// Hands what a sandbox says to whoever waits for it.
import type { Event, Loaded, StopReason, TaskEvent } from '../events.ts';

export class Ear {
  #onLoaded: (loaded: Loaded) => void = () => {};
  #onEvent: (event: TaskEvent) => void = () => {};
  #listener: ((event: TaskEvent) => void) | null = null;

  /** Whatever is said of tasks, besides whoever waits for it. */
  listen(listener: ((event: TaskEvent) => void) | null): void {
    this.#listener = listener;
  }

  hear(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'loaded') this.#onLoaded(event);
      else {
        this.#listener?.(event);
        this.#onEvent(event);
      }
    }
  }

  untilLoaded(): Promise<Loaded> {
    return new Promise((resolve) => {
      this.#onLoaded = resolve;
    });
  }

  /** Of a task and its children; gives why it stopped. */
  untilStopped(task: string, take: (event: TaskEvent) => void): Promise<StopReason['kind']> {
    return new Promise((resolve) => {
      this.#onEvent = (event) => {
        if (event.task !== task && !event.task.startsWith(`${task}.`)) return;
        take(event);
        if (event.kind === 'stopped') resolve(event.reason.kind);
      };
    });
  }
}
