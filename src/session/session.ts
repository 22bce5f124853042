// The debugger, complete without a screen: one door for the screen, the commands and the tests.
import { openBreaks } from './breakpoints.ts';
import { carryOut } from './carry-out.ts';
import type { Session } from './command.ts';
import { Desk, type SessionPorts } from './desk.ts';
import { Follower } from './follow.ts';
import { openWatches } from './watches.ts';

/**
 * Opens a workspace, watches it, and stands before the first turn of its first scenario, or of the one named.
 * `breakpoints`: steps before which it stops.
 */
export function openSession(
  dir: string,
  ports: SessionPorts,
  first?: string,
  breakpoints: readonly string[] = [],
): Session {
  const follower = new Follower(() => desk, first);
  const desk = new Desk(dir, ports, (events) => follower.hear(events));
  openBreaks(desk, breakpoints);
  openWatches(desk);
  void follower.open();
  return {
    getState: () => desk.store.state,
    subscribe: (listener) => desk.store.subscribe(listener),
    dispatch: (command) => carryOut(command, desk),
    whenIdle: () => desk.store.whenIdle(),
    async close() {
      await follower.close();
      await desk.recordings.close();
      await desk.sandbox.close();
    },
  };
}
