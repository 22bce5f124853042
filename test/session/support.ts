// The real session on a real folder with the real sandbox, and what a story needs to see of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { sessionPorts } from '../../src/cli/wiring.ts';
import type { Event } from '../../src/events.ts';
import type * as ahead from '../../src/sandbox/ahead.ts';
import type * as host from '../../src/sandbox/host.ts';
import type { Command, Session } from '../../src/session/command.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { openSession } from '../../src/session/session.ts';
import type { Snapshot } from '../../src/session/snapshot.ts';
import type { SessionState, TaskLog } from '../../src/session/state.ts';
import { type Files, makeWorkspace, ROOT, writeFiles } from '../check/workspace.ts';

/** Nothing that is waited for takes longer, ms. */
const PATIENCE = 6_000;

type Host = Pick<typeof host, 'openSandbox'> & Pick<typeof ahead, 'openProcess'>;

export async function bundledSandbox(): Promise<OpenSandbox> {
  return (await bundledHost()).openSandbox;
}

/**
 * The host of the sandbox looks for its child's script beside itself, which it is only once it is bundled: so it is
 * bundled by itself, and told that it lies in dist/.
 */
export async function bundledHost(): Promise<Host> {
  const beside = pathToFileURL(join(ROOT, 'dist', 'host.js')).href;
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    stdin: {
      contents:
        "export { openSandbox } from './src/sandbox/host.ts'; export { openProcess } from './src/sandbox/ahead.ts';",
      resolveDir: ROOT,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    define: { 'import.meta.url': JSON.stringify(beside) },
  });
  const dir = mkdtempSync(join(tmpdir(), 'stepscope-host-'));
  const file = join(dir, 'host.mjs');
  writeFileSync(file, outputFiles[0]?.text ?? '');
  const bundled = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Host;
  rmSync(dir, { recursive: true });
  return bundled;
}

export interface Story {
  readonly dir: string;
  readonly session: Session;
  /** All events of the sandbox so far. */
  readonly events: readonly Event[];
  /** Carries out one command after the other, each when the one before is done. */
  act(...commands: readonly (Command | Command['kind'])[]): Promise<SessionState>;
  /** Asks for something without waiting for it. */
  ask(command: Command | Command['kind']): void;
  until(what: string, holds: (state: SessionState) => boolean): Promise<SessionState>;
  /** Writes files and waits until the session knows of them and is idle. */
  save(files: Files, holds?: (state: SessionState) => boolean): Promise<SessionState>;
  state(): SessionState;
  /** The task on screen. */
  log(): TaskLog;
  /** How things stand at the cursor. */
  here(): Snapshot;
}

/** Open, loaded, and before the first turn; closed when the test ends. */
export function openStory(openSandbox: OpenSandbox, files: Files, first?: string): Promise<Story> {
  const { dir, remove } = makeWorkspace(files);
  onTestFinished(remove);
  return openIn(openSandbox, dir, first);
}

/** The same on a folder that is there; `breakpoints` are steps, as the command line names them. */
export async function openIn(
  openSandbox: OpenSandbox,
  dir: string,
  first?: string,
  breakpoints: readonly string[] = [],
): Promise<Story> {
  const events: Event[] = [];
  let ids = 0;
  const ports = {
    ...sessionPorts(dir),
    openSandbox: (listener: Parameters<OpenSandbox>[0], advance: Parameters<OpenSandbox>[1]) =>
      openSandbox((heard) => {
        events.push(...heard);
        listener(heard);
      }, advance),
    newId: () => `task${++ids}`,
    newSeed: () => 1,
    now: () => Date.UTC(2025, 0, 1),
  };
  const session = openSession(dir, ports, first, breakpoints);
  onTestFinished(() => session.close());
  const story = storyOf(dir, session, events);
  await story.until('it is idle', isIdle);
  return story;
}

function isIdle({ status }: SessionState): boolean {
  return status.kind === 'paused';
}

function storyOf(dir: string, session: Session, events: readonly Event[]): Story {
  const state = () => session.getState();
  const ask: Story['ask'] = (command) =>
    session.dispatch(typeof command === 'string' ? ({ kind: command } as Command) : command);
  const log = (): TaskLog => {
    const { tasks, task } = state();
    const found = task === null ? undefined : tasks.get(task);
    if (!found) throw new Error('there is no task on screen');
    return found;
  };
  const until: Story['until'] = (what, holds) => untilState(session, what, holds);
  return {
    ...{ dir, session, events, state, ask, log, until },
    async act(...commands) {
      for (const command of commands) {
        ask(command);
        await idle(session);
      }
      return state();
    },
    async save(files, holds = () => true) {
      const before = state().sources;
      writeFiles(dir, files);
      await until('the change is loaded', (now) => now.sources !== before && holds(now));
      await idle(session);
      return state();
    },
    here() {
      const snapshot = log().snapshots[state().cursor];
      if (!snapshot) throw new Error(`there is no snapshot at ${state().cursor}`);
      return snapshot;
    },
  };
}

async function idle(session: Session): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`never idle: ${summary(session.getState())}`)), PATIENCE);
  });
  await Promise.race([session.whenIdle(), late]);
  clearTimeout(timer);
}

function untilState(session: Session, what: string, holds: (state: SessionState) => boolean): Promise<SessionState> {
  if (holds(session.getState())) return Promise.resolve(session.getState());
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`waited in vain until ${what}: ${summary(session.getState())}`));
    }, PATIENCE);
    const unsubscribe = session.subscribe(() => {
      if (!holds(session.getState())) return;
      end();
      resolve(session.getState());
    });
  });
}

function summary({ status, task, cursor, notice, tasks }: SessionState): string {
  const turns = task === null ? 0 : tasks.get(task)?.turns.length;
  return JSON.stringify({ status, task, cursor, turns, notice });
}

/** A step's file. */
export function step(fields: string, body: string): string {
  return `export const condition = { ${fields} };\nexport const content = async () => {\n${body}\n};\n`;
}

/** What a snapshot says apart from wall time. */
export function timeless({ data, agenda, fired, clock, verdicts }: Snapshot): object {
  return { data, agenda, fired: [...fired.keys()].sort(), clock, verdicts: Object.fromEntries(verdicts) };
}

export const pick = (name: string): Command => ({ kind: 'pick', step: name });
export const toggle = (name: string): Command => ({ kind: 'toggle', step: name });
export const choose = (scenario: string): Command => ({ kind: 'choose', scenario });
export const jump = (turns: number): Command => ({ kind: 'jump', turns });
