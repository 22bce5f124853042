// The door of the sandbox, in this process: commands in, events out, for what nobody asks for in a run.
import { onTestFinished } from 'vitest';
import { RUN_STARTS_AT } from '../../src/check/run-one.ts';
import type { Event, Vault } from '../../src/events.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import { beginningOf, settingsOf } from '../../src/session/workspace-view.ts';
import type { Settings, TaskStart, TaskState } from '../../src/task.ts';
import { type Files, makeWorkspace, writeFiles } from '../check/workspace.ts';
import { type Command, openHere } from './in-process.ts';

/** The text of a step's file. */
export function stepText(fields: string, body = ''): string {
  return `export const condition = { ${fields} };\nexport const content = async () => {\n${body}\n};\n`;
}

/** The state of a task before its first turn, but for what is told. */
export function stateOf(more: Partial<TaskState>): TaskState {
  return {
    ...{ id: 'task', name: 'n', scenario: null, tags: [], createdAt: 0, seed: 1, stream: 'n', parent: null },
    ...{ data: {}, stash: {}, fired: [], turn: 0, clock: 0, workMs: 0, attempts: {}, trace: [] },
    ...{ depth: 0, children: 0, waits: [], timeoutMs: null, onExpire: null, blobs: {} },
    ...more,
  };
}

export interface Door {
  /** The task of the workspace's first scenario, ready to be started. */
  readonly start: TaskStart;
  /** What went beside the events, and is for the sandbox's keeper alone. */
  readonly vault: readonly Vault[];
  /** What happened while the command was carried out. */
  send(command: Command): Promise<readonly Event[]>;
  /** Loads what these files make of the workspace. */
  reload(files: Files, more?: Partial<Settings>): Promise<readonly Event[]>;
}

/** Open until the test ends. `more`: settings of the sandbox beyond those of the workspace. */
export async function openDoor(files: Files, more: Partial<Settings> = {}): Promise<Door> {
  const { dir, remove } = makeWorkspace(files);
  const stackTrace = Error.prepareStackTrace;
  const heard: Event[] = [];
  const vault: Vault[] = [];
  const { carryOut, giveBack } = openHere(
    (events) => heard.push(...events),
    (line) => vault.push(line),
  );
  onTestFinished(() => {
    giveBack();
    Error.prepareStackTrace = stackTrace;
    remove();
  });
  const send: Door['send'] = async (command) => {
    await carryOut(command);
    return heard.splice(0);
  };
  const reload: Door['reload'] = async (changed, others = more) => {
    writeFiles(dir, changed);
    const read = await readWorkspace(dir);
    const settings = { ...settingsOf(read, { live: [], realTime: false, asks: false }), ...others };
    return send({ kind: 'load', settings, sources: read.sources, removed: [] });
  };
  await reload({});
  const { scenarios, mocks } = await readWorkspace(dir);
  const [first] = scenarios;
  if (!first) throw new Error('there is no scenario to begin with');
  return {
    start: beginningOf(first, mocks, { id: 'task', now: RUN_STARTS_AT, seed: 1, disabled: new Set() }),
    vault,
    send,
    reload,
  };
}
