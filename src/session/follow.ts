// Follows the workspace on disk and the events of the sandbox.

import type { Compared, Event, Loaded, StopReason } from '../events.ts';
import type { Workspace } from '../step.ts';
import type { Settings } from '../task.ts';
import { awaitedSteps, disarm, withoutMended } from './breakpoints.ts';
import { brokenNotice } from './broken-notice.ts';
import { goOnWithConfluence } from './confluence.ts';
import type { Desk } from './desk.ts';
import { FormerSecrets } from './former-secrets.ts';
import { goesOnToGoal, shownAtEnd, shownAtGoal } from './over.ts';
import { reduce } from './reduce.ts';
import { firstStale, goOnWithRerun, staleTurns, withStale } from './rerun.ts';
import { followRunTo } from './run-to.ts';
import { SourceMasker } from './shown-sources.ts';
import { SourcesInForce } from './sources-in-force.ts';
import type { SessionState } from './state.ts';
import { StaticProblems } from './static-problems.ts';
import { ranks, settingsOf, workspaceView } from './workspace-view.ts';

const READS = 'reads file';

/** Milliseconds. */
const WATCH_AFTER = 150;

export class Follower {
  #read: Workspace | null = null;
  #rankOf: (step: string) => number = () => 0;
  readonly #masker = new SourceMasker();
  readonly #inForce = new SourcesInForce();
  readonly #former = new FormerSecrets();
  readonly #static: StaticProblems;
  #watching: { close(): Promise<void> } | null = null;
  #isClosed = false;
  /** What was said of how things stand: it is said no longer than it is so. */
  #standing = '';

  /** `first`: the scenario to begin with; without one it is the first. */
  constructor(
    readonly desk: () => Desk,
    readonly first: string | undefined,
  ) {
    this.#static = new StaticProblems(desk);
  }

  async open(): Promise<void> {
    const desk = this.desk();
    const { ports, store } = desk;
    const read = await ports.workspace.read((done, total) => desk.beside(READS, done, total));
    desk.beside(READS, 0, 0);
    this.#take(read);
    // The first agenda goes before: what changes until then is found when watching begins.
    ports.after(WATCH_AFTER, () => {
      if (!this.#isClosed) this.#watching = ports.workspace.watch(read, (changed) => this.#take(changed));
    });
    store.awaited.reading = 0;
    store.set({});
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#watching?.close();
  }

  hear(events: readonly Event[]): void {
    const { store, recordings } = this.desk();
    recordings.hear(events);
    for (const event of events) {
      if (event.kind === 'loaded') {
        this.#loaded(event);
        continue;
      }
      if (event.kind === 'rematched' || event.kind === 'compared') store.awaited.rematches--;
      if (event.kind === 'compared') this.#compared(event);
      if (event.kind === 'stopped') store.awaited.stops--;
      const before = store.state;
      const { status } = before;
      const next = reduce(before, event, this.#rankOf);
      // More was asked for than this stop answers: to the person it is one run.
      const { goal, isOneTurn } = this.desk();
      const goesOn = event.kind === 'stopped' && this.#goesOn(event.reason, next);
      const shown = isOneTurn ? next : shownAtEnd(before, next);
      store.state = goesOn ? { ...next, status } : event.kind === 'stopped' ? shownAtGoal(goal, shown) : next;
      if (event.kind === 'stopped' && !goesOn) disarm(this.desk(), event);
    }
    // Before anybody hears that it has stopped: to them it is one run.
    if (store.awaited.stops === 0 && store.state.status.kind === 'paused') goOnWithRerun(this.desk());
    if (store.awaited.stops === 0 && store.state.status.kind === 'paused') goOnWithConfluence(this.desk());
    this.#announce();
    followRunTo(this.desk());
    store.set({});
    this.#static.look();
  }

  #announce(): void {
    const desk = this.desk();
    if (desk.announce === '' || desk.store.awaited.stops > 0) return;
    desk.store.state = { ...desk.store.state, notice: desk.announce };
    desk.announce = '';
  }

  #compared(event: Compared): void {
    const { store, versions } = this.desk();
    const log = store.state.tasks.get(event.task);
    if (!log) return;
    const stale = staleTurns(log, event, versions);
    store.state = withStale(store.state, log.id, stale);
    if (log.id === store.state.task && !isSameTurns(stale, log.stale))
      this.#tell(stale.size === 0 ? '' : staleNotice(firstStale(stale), stale.size));
  }

  /** How things stand now; with nothing to say, what was said of them before goes, and nothing else. */
  #tell(text: string): void {
    const { store } = this.desk();
    const isSaid = store.state.notice !== '' && store.state.notice === this.#standing;
    if (text !== '' || isSaid) store.state = { ...store.state, notice: text };
    this.#standing = text;
  }

  #take(read: Workspace): void {
    const { store, sandbox } = this.desk();
    this.#read = read;
    store.awaited.loads++;
    // A reload lands between turns, also in a long run.
    if (store.state.status.kind === 'running') sandbox.pause();
    sandbox.load(this.#settings(read), read.sources);
  }

  #settings(read: Workspace): Settings {
    return this.#former.added(settingsOf(read, { ...this.desk().ports.reality, asks: true }));
  }

  #goesOn(reason: StopReason, next: SessionState): boolean {
    const desk = this.desk();
    const { kind: stop } = reason;
    if (goesOnToGoal(desk, reason, next)) return true;
    if (stop === 'call') desk.wasContinuing = desk.isContinuing;
    if (stop === 'ended' || stop === 'call' || stop === 'breakpoint') desk.isContinuing = false;
    const { stops, loads } = desk.store.awaited;
    return stops > 0 || (desk.isContinuing && loads > 0);
  }

  #loaded(loaded: Loaded): void {
    const desk = this.desk();
    const { store, ports } = desk;
    if (!this.#read) return;
    store.awaited.loads--;
    const view = workspaceView(this.#read, loaded, ports.workspace);
    desk.workspace = view;
    this.#rankOf = ranks(view.steps, view.read.config.strategy);
    const { steps, scenarios, problems } = view;
    this.#static.loaded(view);
    const { config, sources } = this.#read;
    const shown = this.#masker.shown(sources, config.secrets, ports.hider(config.secrets).text);
    for (const log of store.state.tasks.values()) desk.versions.note(log);
    const inForce = this.#inForce.take(steps, sources);
    desk.versions.take(inForce);
    desk.recordings.loaded(this.#settings(this.#read), steps, inForce);
    const before = store.state.problems;
    store.state = withoutMended({
      ...store.state,
      steps,
      sources: shown,
      scenarios,
      problems: [...problems, ...this.#static.found, ...desk.troubles],
    });
    this.#goOn(brokenNotice(before, store.state.problems, steps));
  }

  /** Where a task is open it is matched anew (or runs on); otherwise the first scenario begins. */
  #goOn(broken: string): void {
    const desk = this.desk();
    const { task, status, scenarios } = desk.store.state;
    // The newest workspace decides, and it is on its way.
    if (desk.store.awaited.loads > 0) return;
    if (task !== null) {
      this.#tell(broken);
      if (desk.isContinuing && status.kind === 'running') desk.send(() => desk.sandbox.continue(task));
      else {
        desk.rematch();
        for (const log of desk.store.state.tasks.values()) if (log.turns.length > 0) desk.compare(log.id);
      }
      return;
    }
    const { first } = this;
    const wanted =
      first === undefined ? undefined : scenarios.find(({ name, title }) => name === first || title === first);
    const scenario = wanted ?? scenarios[0];
    if (scenario) desk.start(scenario);
    else desk.store.state = { ...desk.store.state, status: { kind: 'paused' } };
    const missing = first !== undefined && !wanted ? `There is no scenario ${first}.` : awaitedSteps(desk.store.state);
    this.#tell(missing);
  }
}

function isSameTurns(one: SessionStale, other: SessionStale): boolean {
  return one.size === other.size && [...one.keys()].every((turn) => other.has(turn));
}

type SessionStale = ReadonlyMap<number, unknown>;

function staleNotice(first: number, count: number): string {
  const which = count === 1 ? `Turn ${first} is stale` : `${count} turns are stale, the first is ${first}`;
  return `${which}: r runs again from there.`;
}
