// What lives as long as the screen: its own state, the clock that ticks while something runs, and what a key sets going.
import { join } from 'node:path';
import type { Session } from '../session/command.ts';
import type { SessionState } from '../session/state.ts';
import { createMemo } from '../session/views/memo.ts';
import { effectOf } from './actions.ts';
import type { FilePlace } from './editor.ts';
import type { Effect } from './effect.ts';
import { followSession } from './follow-session.ts';
import type { KeyId } from './key-table.ts';
import { rowsFor, whyNowhere } from './keys.ts';
import { Opener } from './opener.ts';
import { createCommands } from './palette.ts';
import { pointed } from './pointing.ts';
import { NO_RECORDINGS, type RecordingsPort } from './recordings.ts';
import { createScenes, type MakeScene, type Moment, type Scene } from './scene.ts';
import { type Cell, type Key, keyName } from './terminal/key.ts';
import type { Size } from './terminal/size.ts';
import { typed } from './typing.ts';
import { reduceUi, type UiAction } from './ui-reducer.ts';
import { INITIAL_UI, type UiState } from './ui-state.ts';
import { isEarly, whyOff } from './usable.ts';

export interface ScreenOptions {
  readonly session: Session;
  readonly quit: () => void;
  /** It was asked for: help tells of it. */
  readonly mouse?: boolean;
  /** Onto the clipboard. */
  readonly copy?: (text: string) => void;
  /** In the person's editor, by its path on disk; gives what is to be said of it. */
  readonly openFile?: (place: FilePlace) => Promise<string>;
  readonly recordings?: RecordingsPort;
  /** Monotonic, ms; the clock that `running.since` is on. */
  readonly now?: () => number;
}

/** Its time is shown, or how far it has come. */
function isUnderWay({ status, progress }: SessionState): boolean {
  return status.kind === 'running' || progress !== null;
}

/** Many events a second are one picture: at most one each so many ms. */
const FRAME = 33;
/** How often the running time is shown anew. */
const TICK = 200;

export class Screen {
  #session: Session;
  /** Left for a recording that is played in its place, with what the screen was. */
  #below: { readonly session: Session; readonly ui: UiState } | null = null;
  readonly #quit: () => void;
  readonly #copy: (text: string) => void;
  readonly #openFile: (place: FilePlace) => Promise<string>;
  readonly #now: () => number;
  readonly #makeScene: MakeScene;
  readonly #scenes = createMemo<Scene>();
  readonly #listeners = new Set<() => void>();
  #unsubscribe: () => void;
  readonly #recordings: RecordingsPort;
  readonly #opener = new Opener({
    now: () => this.#now(),
    advance: (progress) => this.#act({ kind: 'opening', progress }),
    opened: (opened) => this.#play(opened),
  });
  /** A file is being opened. */
  #edited: Promise<void> = Promise.resolve();
  #moment: Moment;
  /** Pressed before the steps were there. */
  readonly #early: { readonly id: KeyId; readonly size: Size }[] = [];
  #late: NodeJS.Timeout | null = null;
  #ticking: NodeJS.Timeout | null = null;

  constructor(options: ScreenOptions) {
    const { session, quit, copy = () => {}, now = () => performance.now() } = options;
    this.#session = session;
    this.#makeScene = createScenes(createCommands(), options.mouse);
    this.#quit = quit;
    this.#copy = copy;
    this.#recordings = options.recordings ?? NO_RECORDINGS;
    this.#openFile = options.openFile ?? (() => Promise.resolve('there is no editor here'));
    this.#now = now;
    this.#moment = { state: session.getState(), ui: INITIAL_UI, now: now() };
    this.#unsubscribe = session.subscribe(this.#sessionChanged);
    this.#keepTime();
  }

  readonly getMoment = (): Moment => this.#moment;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A key acts on the scene that was painted: it is not made twice. */
  scene(moment: Moment, size: Size): Scene {
    const { state, ui, now } = moment;
    return this.#scenes([state, ui, now, size.columns, size.rows], () => this.#makeScene(moment, size));
  }

  press(key: Key, size: Size): void {
    // What the person acts on is what stands now, even if it was not painted yet.
    this.#takeIn();
    if (key.at !== undefined) {
      this.#point(key.name, key.at, size);
      return;
    }
    const text = typed(key, this.#moment.ui);
    if (text !== null) {
      this.#take(text, size);
      return;
    }
    this.#act({ kind: 'say', text: '' });
    this.#run(keyName(key), this.scene(this.#moment, size));
  }

  #point(name: string, at: Cell, size: Size): void {
    const meant = pointed(name, at, this.scene(this.#moment, size));
    if (meant.kind === 'press') {
      this.press({ name: meant.name }, size);
      return;
    }
    this.#act({ kind: 'say', text: '' });
    for (const effect of meant.effects) this.#take(effect, size);
  }

  /** Resolves when the session has nothing pending and all of it has been given to the painter. */
  async whenIdle(): Promise<void> {
    await this.#edited;
    await this.#opener.whenOver;
    await this.#session.whenIdle();
    this.#takeIn();
  }

  dispose(): void {
    this.#opener.stop();
    this.#unsubscribe();
    if (this.#late !== null) clearTimeout(this.#late);
    if (this.#ticking !== null) clearInterval(this.#ticking);
  }

  #run(key: string, scene: Scene): void {
    // Where a key has several meanings in a place, the first that can be used is meant.
    let off: string | null = null;
    for (const { id } of rowsFor(key, scene.place)) {
      off = whyOff(id, scene);
      if (off === null) return this.#carryOut(id, scene);
      if (isEarly(id, scene)) {
        this.#early.push({ id, size: scene.size });
        off = `${off}: ${key} waits for them`;
      }
    }
    this.#act({ kind: 'say', text: off ?? whyNowhere(key, scene.place) });
  }

  #carryOut(id: KeyId, scene: Scene): void {
    const effect = effectOf(id, scene);
    if (effect !== null) this.#take(effect, scene.size);
  }

  #take(effect: Effect, size: Size): void {
    if (effect.kind === 'command' && effect.command.kind === 'pause' && this.#moment.ui.opening) this.#opener.stop();
    else if (effect.kind === 'quit') this.#leave();
    else if (effect.kind === 'ui') this.#act(effect.action);
    else if (effect.kind === 'copy') this.#toClipboard(effect);
    else if (effect.kind === 'open') this.#edited = this.#edit(effect);
    else if (effect.kind === 'recordings') this.#act({ kind: 'recordings', rows: this.#recordings.list() });
    else if (effect.kind === 'play') this.#opener.begin(this.#recordings.open(effect.path));
    else if (effect.kind === 'key') this.#runFromList(effect, size);
    else this.#dispatch(effect);
  }

  #toClipboard({ text, said }: Extract<Effect, { kind: 'copy' }>): void {
    this.#copy(text);
    this.#act({ kind: 'say', text: said });
  }

  /** The debugger stands still meanwhile. */
  #play(opened: Session | string): void {
    if (typeof opened === 'string') {
      this.#act({ kind: 'say', text: opened });
      return;
    }
    this.#below = { session: this.#session, ui: reduceUi(this.#moment.ui, { kind: 'panel', panel: null }) };
    this.#show(opened, INITIAL_UI);
  }

  /** A recording leads back to where it was opened. */
  #leave(): void {
    const below = this.#below;
    if (below === null) {
      this.#quit();
      return;
    }
    this.#below = null;
    void this.#session.close();
    this.#show(below.session, below.ui);
  }

  #show(session: Session, ui: UiState): void {
    this.#unsubscribe();
    this.#session = session;
    this.#unsubscribe = session.subscribe(this.#sessionChanged);
    this.#publish({ state: session.getState(), ui, now: this.#now() });
  }

  async #edit({ place }: Extract<Effect, { kind: 'open' }>): Promise<void> {
    const file = join(this.#moment.state.dir, place.file);
    this.#act({ kind: 'say', text: await this.#openFile({ ...place, file }) });
  }

  /** In the pane that had the focus before the list was opened. */
  #runFromList({ id, beside }: Extract<Effect, { kind: 'key' }>, size: Size): void {
    this.#act(beside);
    this.#carryOut(id, this.scene(this.#moment, size));
  }

  #dispatch({ command, beside }: Extract<Effect, { kind: 'command' }>): void {
    if (beside !== undefined) this.#act(beside);
    if (this.#moment.ui.heard !== '') this.#publish({ ...this.#moment, ui: { ...this.#moment.ui, heard: '' } });
    this.#session.dispatch(command);
    // What answers a key, as travelling does, waits for no other frame.
    this.#takeIn();
  }

  #act(action: UiAction): void {
    const { ui: before, state } = this.#moment;
    const next = reduceUi(before, action);
    // Who opens a panel has read what was said before.
    const isOpened = next.panel !== null && next.panel !== before.panel;
    const ui = isOpened ? { ...next, heard: state.notice } : next;
    if (ui !== before) this.#publish({ ...this.#moment, ui, ...(action.kind === 'opening' && { now: this.#now() }) });
    // Who leaves the list has changed their mind.
    if (ui.opening !== null && ui.panel !== 'recordings') this.#opener.stop();
  }

  /** Where it has come to rest a person waits for it; what goes by is shown as often as it can be seen. */
  readonly #sessionChanged = (): void => {
    const goesBy = isUnderWay(this.#session.getState());
    const wait = goesBy ? FRAME - (this.#now() - this.#moment.now) : 0;
    if (wait <= 0) this.#takeIn();
    else this.#late ??= setTimeout(this.#takeIn, wait);
  };

  /** Takes in what the session has come to. */
  readonly #takeIn = (): void => {
    if (this.#late !== null) clearTimeout(this.#late);
    this.#late = null;
    const state = this.#session.getState();
    const { state: before, ui } = this.#moment;
    if (state === before) return;
    this.#publish({ state, ui: followSession(ui, before, state), now: this.#now() });
    this.#carryOutEarly();
  };

  /** Keys pressed while steps were loaded do then what they would have done. */
  #carryOutEarly(): void {
    if (this.#early.length === 0 || this.#moment.state.status.kind !== 'paused') return;
    const early = this.#early.splice(0);
    for (const { id, size } of early) {
      const scene = this.scene(this.#moment, size);
      if (whyOff(id, scene) === null) this.#carryOut(id, scene);
    }
  }

  #publish(moment: Moment): void {
    this.#moment = moment;
    this.#keepTime();
    for (const listener of this.#listeners) listener();
  }

  #keepTime(): void {
    const running = isUnderWay(this.#moment.state) || this.#moment.ui.opening !== null;
    if (running && this.#ticking === null) this.#ticking = setInterval(this.#tick, TICK).unref();
    if (running || this.#ticking === null) return;
    clearInterval(this.#ticking);
    this.#ticking = null;
  }

  readonly #tick = (): void => this.#publish({ ...this.#moment, now: this.#now() });
}
