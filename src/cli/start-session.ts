// The session that a screen is to show, as the command line asks for it.
import { resolve } from 'node:path';
import { readConfig } from '../load/workspace.ts';
import type { OpenProcess } from '../sandbox/ahead.ts';
import type { Session } from '../session/command.ts';
import { openSession } from '../session/session.ts';
import type { Config } from '../step.ts';
import { type GivenWords, readGiven, withScenario } from './given-task.ts';
import { recordingsPort } from './recordings-port.ts';
import { type Reality, sessionPorts } from './wiring.ts';

export interface SessionWish {
  readonly dir: string;
  readonly reality: Reality;
  readonly scenario: string | undefined;
  /** The data of a task to begin with. */
  readonly given: GivenWords;
  /** Steps before which to stop. */
  readonly breakpoints: readonly string[];
  /** The turn to stand before. */
  readonly at: number | undefined;
}

export interface StartedSession {
  readonly session: Session;
  readonly config: Config;
  readonly recordings: ReturnType<typeof recordingsPort>;
}

/** Null where what was given can be no task, which has been said. */
export async function startSession(
  { dir, reality, scenario, given: words, breakpoints, at }: SessionWish,
  openProcess: OpenProcess,
): Promise<StartedSession | null> {
  const given = await readGiven(words);
  if (given === 'refused') return null;
  const root = resolve(dir);
  const ports = sessionPorts(root, reality, openProcess);
  const workspace = given ? withScenario(ports.workspace, given) : ports.workspace;
  const session = openSession(root, { ...ports, workspace }, given ? given.name : scenario, breakpoints);
  void standBefore(at, session);
  return { session, config: readConfig(root).config, recordings: recordingsPort(root) };
}

/** It runs until then, or until a breakpoint hits. */
async function standBefore(at: number | undefined, session: Session): Promise<void> {
  if (at === undefined || at === 1) return;
  await session.whenIdle();
  session.dispatch({ kind: 'runTo', turn: at - 1 });
}
