// One task that lives in this process: its state between turns, and what is kept beside it for speed.
import type { Pin, TapedCall } from '../call.ts';
import type { Ended, ErrorInfo } from '../events.ts';
import { applyPatches, type Patch } from '../patch.ts';
import type { Condition, Json, JsonObject, PastTask } from '../step.ts';
import type { ExpectedValues, NamedSecret, TaskId, TaskState } from '../task.ts';
import { Agenda, type AgendaChange } from './agenda.ts';
import type { AnswerSetup } from './answers.ts';
import { diff } from './diff.ts';
import { landed } from './into.ts';
import { LoopWatch } from './loop.ts';
import { Mask, publicData } from './mask.ts';
import type { MockWorld } from './mock-world.ts';
import { nextState } from './next-state.ts';
import type { EnginePort } from './port.ts';
import { childResult, type Family } from './subtask.ts';

/** What a task was started with besides its state. */
export interface TaskSetup extends AnswerSetup {
  /** From the scenario; wins over the workspace's secrets and environment. */
  readonly config: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly formerSecrets?: readonly NamedSecret[] | undefined;
  /** Path globs that are shown masked. */
  readonly redact: readonly string[];
  /** Steps switched off. */
  readonly disabled: ReadonlySet<string>;
  /** Where code of mocks lives; null where there is none. */
  readonly mockWorld: MockWorld | null;
  /** For `lib.history`. */
  readonly history: readonly PastTask[];
  /** What the final data shall match. */
  readonly expected?: Condition;
  readonly expectedValues?: ExpectedValues;
}

/** Turns that are looked at to say what goes round. */
const REMEMBERED = 12;

export class Task {
  readonly loops = new LoopWatch();
  /** Something came in from outside since it was matched last. */
  #isDisturbed = false;
  readonly mask: Mask;
  /** Steps that ran, in order; that of the state is where it began. */
  readonly trace: { step: string; at: number }[];
  /** Steps that ran and were not re-armed; those of the state are where it began: a list for each turn would cost as much as all turns before. */
  readonly #fired: Set<string>;
  #agenda: Agenda | null = null;
  /** The agenda whose changes were told last. */
  #told: Agenda | null = null;
  /** What the agenda has not heard of yet: a turn is told before the next one is matched, which may take long or for ever. */
  #behind: ((agenda: Agenda) => void)[] = [];
  #matchMs = 0;
  /** What it ended with, as it really is. */
  result: Json = null;
  /** The error that it ended in, as it really is. */
  failure: ErrorInfo | null = null;
  /** Calls of a turn that was abandoned: where the same step runs on the same state again, it has their answers. */
  again: { readonly step: string; readonly state: TaskState; readonly calls: readonly TapedCall[] } | null = null;
  /** The last turns: what a task that never ends was doing. */
  readonly #lately: { readonly step: string; readonly patches: readonly Patch[] }[] = [];

  constructor(
    public state: TaskState,
    public setup: TaskSetup,
    readonly port: EnginePort,
    readonly family: Family = { made: 0 },
  ) {
    this.trace = [...state.trace];
    this.#fired = new Set(state.fired);
    family.mask ??= new Mask(setup.secrets, setup.redact, setup.config, setup.formerSecrets);
    this.mask = family.mask;
    this.mask.hold(state.stash);
    this.mask.learn(() => state.data);
  }

  /** The agenda as the rules and the data are now. */
  get agenda(): Agenda {
    const { network, judge } = this.port.rules();
    if (this.#agenda?.network === network) {
      this.#catchUp(this.#agenda);
      return this.#agenda;
    }
    this.#behind = [];
    const off = network.steps.filter((step) => step.disabled || this.setup.disabled.has(step.name));
    const blocked = [...this.#fired, ...off.map((step) => step.name)];
    const { data, stash } = this.state;
    this.#agenda = this.#timed(() => new Agenda(network, judge, this.#seen(data, stash), blocked, this.mask.hides));
    return this.#agenda;
  }

  #catchUp(agenda: Agenda): void {
    if (this.#behind.length === 0) return;
    const changes = this.#behind;
    this.#behind = [];
    this.#timed(() => {
      for (const change of changes) change(agenda);
    });
  }

  /** Whether the rules are no longer those that were matched last. */
  get isOutdated(): boolean {
    return this.#isDisturbed || this.#agenda?.network !== this.port.rules().network;
  }

  /** Nothing is matched before a child has ended. */
  get isBlocked(): boolean {
    return this.state.waits.some(({ blocks }) => blocks);
  }

  /** Results are still to come. */
  get isExpecting(): boolean {
    return this.state.waits.some(({ blocks, into }) => blocks || into !== null);
  }

  /** Steps of the last turns, and the places that they changed; indices of lists are left out. */
  lately(): { readonly steps: readonly string[]; readonly paths: readonly string[] } {
    const steps = this.#lately.map(({ step }) => step);
    const paths = this.#lately.flatMap(({ patches }) =>
      patches.map(({ path }) => path.filter((key) => typeof key === 'string').join('.')),
    );
    return { steps: [...new Set(steps)], paths: [...new Set(paths)].slice(0, 8) };
  }

  /** A hand edit: the same as if the platform had changed the data from outside. Gives the patches as everyone may see them. */
  edit(patches: readonly Patch[]): readonly Patch[] {
    this.#isDisturbed = true;
    this.loops.forget();
    const { data, stash } = this.state;
    return this.enter(this.port.normaliser.normalise(data, applyPatches(data, patches)).value as JsonObject, stash);
  }

  /** A child has ended at `clock`: its result goes where it was wanted. Throws a TypeError where there is no such place. */
  receive(child: TaskId, ended: Ended, clock: number): readonly Patch[] {
    const wait = this.state.waits.find((waiting) => waiting.child === child);
    const waits = this.state.waits.filter((waiting) => waiting.child !== child);
    this.state = { ...this.state, waits, clock: Math.max(this.state.clock, clock) };
    const result = wait ? childResult(wait, ended) : null;
    if (!result) return [];
    this.#isDisturbed = true;
    this.loops.forget();
    const changed = landed(this.state, result.path, result.value);
    const normalised = (before: JsonObject, after: JsonObject): JsonObject =>
      this.port.normaliser.normalise(before, after).value as JsonObject;
    return this.enter(normalised(this.state.data, changed.data), normalised(this.state.stash, changed.stash));
  }

  /** What changed on the agenda since the last call, and the wall time that matching took since then, ms. */
  takeMatch(): AgendaChange & { readonly fresh: boolean; readonly matchMs: number } {
    const { agenda } = this;
    this.#isDisturbed = false;
    const fresh = agenda !== this.#told;
    this.#told = agenda;
    const { on, off, verdicts } = agenda.take();
    const matchMs = this.#matchMs;
    this.#matchMs = 0;
    return { on, off, verdicts, fresh, matchMs };
  }

  /** Takes over new data; gives the patches as everyone may see them. */
  enter(data: JsonObject, stash: JsonObject): readonly Patch[] {
    const before = this.state;
    this.mask.hold(stash);
    this.state = nextState(before, { data, stash });
    const patches = diff(before.data, data);
    const isSame = stash === before.stash;
    const seen = this.#seen(data, stash);
    const touched = isSame ? patches : diff(this.#seen(before.data, before.stash), seen);
    this.#behind.push((agenda) => agenda.update(seen, touched));
    const shown = isSame ? patches : diff(publicData(before.data, before.stash), publicData(data, stash));
    const masked = this.mask.patches(shown);
    if (masked !== patches || this.mask.isActive) this.port.keep({ kind: 'vault', task: before.id, patches, stash });
    return masked;
  }

  /** A step has run: it stays off the agenda unless it asked to be armed again. */
  fire(step: string, rearmed: boolean, patches: readonly Patch[]): void {
    this.#lately.push({ step, patches });
    if (this.#lately.length > REMEMBERED) this.#lately.shift();
    this.#behind.push((agenda) => agenda.block(step, !rearmed));
    if (rearmed) this.#fired.delete(step);
    else this.#fired.add(step);
  }

  /** The turn that has just run never happened: all is as it was before it. */
  goBack(state: TaskState): void {
    this.state = state;
    this.#agenda = null;
    this.#behind = [];
    this.trace.pop();
    // It could run, so it had not before.
    this.#fired.delete(this.#lately.pop()?.step ?? '');
  }

  /** Other answers from now on. */
  pin(pins: TaskSetup['pins']): void {
    this.setup = { ...this.setup, pins: pinsOf(this.state.id, pins) };
  }

  /** Other steps are switched off from now on: match anew next time. */
  switchOff(disabled: ReadonlySet<string>): void {
    this.setup = { ...this.setup, disabled };
    this.#agenda = null;
  }

  /** Conditions may ask for the types of stashed values; `$stash` is always there, also where nothing is in it. */
  #seen(data: JsonObject, stash: JsonObject): JsonObject {
    return this.port.rules().network.root.children.has('$stash') ? { ...data, $stash: stash } : data;
  }

  #timed<T>(work: () => T): T {
    const began = this.port.wallNow();
    const result = work();
    this.#matchMs += this.port.wallNow() - began;
    return result;
  }
}

/** Of all pins, those that this task's calls may be answered by. */
export function pinsOf(id: TaskId, pins: readonly Pin[]): readonly Pin[] {
  return pins.filter(({ task = id }) => task === id);
}
