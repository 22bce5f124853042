// Runs a script: turn after turn as it was recorded, with what a person did in between.
import type { StopReason } from '../events.ts';
import { applyPatches, type Patch } from '../patch.ts';
import type { TaskId } from '../task.ts';
import { FamilyLogs } from './family-logs.ts';
import type { Ground } from './ground.ts';
import type { Move, Script } from './script.ts';

/** A step of the family that is nobody's turn can come between two turns, at most so often. */
const IDLE_STEPS = 3;

/** Gives what happened. Stops where the script cannot be followed any more: something has come out otherwise by then. */
export async function drive(script: Script, ground: Ground): Promise<FamilyLogs> {
  const { logs, roots } = await driveOpen(script, ground);
  for (const root of roots) ground.sandbox.drop(root);
  return logs;
}

/** The tasks stay in the sandbox, the one that went on last of all at the end. */
export async function driveOpen(
  script: Script,
  ground: Ground,
): Promise<{ readonly logs: FamilyLogs; readonly roots: readonly TaskId[] }> {
  const driver = new Driver(script, ground);
  await driver.run();
  return driver;
}

class Driver {
  readonly logs: FamilyLogs;
  /** Those whose tasks live in the sandbox; the last one goes on. */
  readonly roots: TaskId[];
  #stop: StopReason['kind'] = 'entry';

  constructor(
    readonly script: Script,
    readonly ground: Ground,
  ) {
    this.logs = new FamilyLogs(ground.rankOf);
    this.roots = [script.start.id];
  }

  async run(): Promise<void> {
    const { start, moves, isWhole } = this.script;
    const { sandbox } = this.ground;
    await this.#act(() => sandbox.start(start));
    // From the last thing that a person did it goes on by itself.
    const last = moves.findLastIndex((move) => move.kind !== 'turn' || move.pick !== undefined);
    for (const move of isWhole ? moves.slice(0, last + 1) : moves) if (!(await this.#carryOut(move))) break;
    while (isWhole && this.#stop !== 'ended') await this.#act(() => sandbox.continue(this.#root));
  }

  get #root(): TaskId {
    return this.roots.at(-1) ?? '';
  }

  async #act(send: () => void): Promise<void> {
    const stopped = this.ground.ear.untilStopped(this.#root, this.logs.take);
    send();
    this.#stop = await stopped;
  }

  /** False where it cannot be done. */
  async #carryOut(move: Move): Promise<boolean> {
    const { sandbox } = this.ground;
    if (move.kind === 'fork') {
      const { id, from, resumes, edit } = move;
      if (!this.logs.get(from.task)?.snapshots[from.turns]) return false;
      this.roots.push(id);
      await this.#act(() => sandbox.fork(id, from, { resumes, edit }));
      return true;
    }
    // Only a fork goes on after the end; that it came too early is seen later.
    if (this.#stop === 'ended') return true;
    if (move.kind === 'turn') return this.#turn(move);
    if (move.kind === 'switch') sandbox.switchOff(move.task, move.disabled);
    else if (this.#fits(move.task, move.patches)) await this.#act(() => sandbox.edit(move.task, move.patches));
    else return false;
    return true;
  }

  async #turn({ task, turn, pick }: Extract<Move, { kind: 'turn' }>): Promise<boolean> {
    const { sandbox } = this.ground;
    const isDone = (): boolean => this.logs.get(task)?.turns[turn - 1]?.finished === true;
    if (pick !== undefined && !this.logs.get(task)?.snapshots[turn - 1]?.agenda?.includes(pick)) return false;
    for (let tries = 0; tries < IDLE_STEPS && !isDone() && this.#stop !== 'ended'; tries++)
      await this.#act(() => (pick === undefined ? sandbox.step(this.#root) : sandbox.step(task, pick)));
    return isDone() || this.#stop === 'ended';
  }

  /** An edit of data that came out otherwise may lead nowhere. */
  #fits(task: TaskId, patches: readonly Patch[]): boolean {
    try {
      applyPatches(this.logs.get(task)?.snapshots.at(-1)?.data ?? {}, patches);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
}
