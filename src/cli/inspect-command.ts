// `stepscope inspect`: one turn of a scenario in a process that a JavaScript debugger can attach to.
import { join, resolve } from 'node:path';
import { RUN_STARTS_AT } from '../check/run-one.ts';
import { idFrom } from '../engine/random.ts';
import type { Loaded, Ran } from '../events.ts';
import { nearest } from '../load/nearest.ts';
import { readWorkspace } from '../load/workspace.ts';
import { InspectHost } from '../sandbox/inspect-host.ts';
import type { InspectNews } from '../sandbox/inspect-protocol.ts';
import { beginningOf, settingsOf, type WorkspaceView, workspaceView } from '../session/workspace-view.ts';
import type { Scenario, Workspace } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { say } from './say.ts';
import { workspacePort } from './wiring.ts';

export interface InspectOptions {
  readonly dir: string;
  /** By its name, or its path below the scenarios. */
  readonly scenario: string;
  /** From 1. */
  readonly turn: number;
  readonly port: number;
  readonly seed: number;
  /** Epoch ms at which its clock starts, where the scenario does not say. */
  readonly now?: number;
}

export async function inspectCommand(options: InspectOptions): Promise<number> {
  if (!isWorkspace(options.dir)) return EXIT.wrongUse;
  const read = await readWorkspace(resolve(options.dir));
  const host = new InspectHost();
  try {
    return await inspect(host, read, options);
  } finally {
    host.close();
  }
}

async function inspect(host: InspectHost, read: Workspace, options: InspectOptions): Promise<number> {
  const view = await load(host, read);
  if (!view) return refuse(`the sandbox cannot be started: ${host.said}`);
  const scenario = view.scenarios.find(({ name, title }) => options.scenario === name || options.scenario === title);
  if (!scenario) return refuse(noScenario(options, view));
  const { turn, port } = options;
  const task = await start(host, scenario, view, options);
  const progress = new Progress(task, options);
  const hear = (news: InspectNews): void => progress.hear(news, read.dir);
  await host.ask({ kind: 'inspect', task, turn, port }, hear);
  let isThere = true;
  while (isThere && !progress.isOver) isThere = await host.ask({ kind: 'step', task }, hear);
  if (progress.refused !== null) return refuse(progress.refused);
  if (!progress.ran) return refuse(isThere ? tooFew(progress.turns, turn) : `the process has ended: ${host.said}`);
  process.stdout.write(`${endOf(progress.ran)}\n`);
  return EXIT.ok;
}

function refuse(why: string): number {
  say(`stepscope inspect: ${why}`);
  return EXIT.wrongUse;
}

function noScenario({ scenario, dir }: InspectOptions, { scenarios }: WorkspaceView): string {
  const near = nearest(
    scenario,
    scenarios.flatMap(({ name, title }) => [title ?? name, name]),
  );
  const meant = near === undefined ? ' stepscope scenario list names all.' : ` Is ${JSON.stringify(near)} meant?`;
  return `there is no scenario ${JSON.stringify(scenario)} in ${dir}.${meant}`;
}

function tooFew(turns: number, wanted: number): string {
  return `there is no turn ${wanted}: the task ended after ${turns === 1 ? '1 turn' : `${turns} turns`}`;
}

function endOf({ step, error }: Ran): string {
  if (!error) return `${step} has run to its end.`;
  const place = error.line > 0 ? ` (${error.file}:${error.line}:${error.column})` : '';
  return `${step} threw ${error.name}: ${error.message}${place}`;
}

async function load(host: InspectHost, read: Workspace): Promise<WorkspaceView | null> {
  let loaded: Loaded | null = null;
  const settings = settingsOf(read, { live: [], realTime: false, asks: false });
  const hear = (news: InspectNews): void => {
    if (news.kind === 'loaded') loaded = news;
  };
  await host.ask({ kind: 'load', settings, sources: read.sources, removed: [] }, hear);
  return loaded && workspaceView(read, loaded, workspacePort(read.dir));
}

/** As under `run`, unless told otherwise. Gives the task's name. */
async function start(
  host: InspectHost,
  scenario: Scenario,
  view: WorkspaceView,
  { seed, now = RUN_STARTS_AT }: InspectOptions,
): Promise<string> {
  const id = idFrom(`${seed}/${scenario.name}`);
  const beginning = beginningOf(scenario, view.mocks, { id, now, seed, disabled: new Set() });
  await host.ask({ kind: 'start', start: beginning }, () => {});
  return id;
}

/** What has become of the turn that is looked at. */
class Progress {
  turns = 0;
  ran: Ran | null = null;
  refused: string | null = null;
  #hasEnded = false;
  #step = '';

  constructor(
    readonly task: string,
    readonly options: InspectOptions,
  ) {}

  get isOver(): boolean {
    return this.#hasEnded || this.ran !== null || this.refused !== null;
  }

  hear(line: InspectNews, dir: string): void {
    if (line.kind === 'inspecting') this.#wait(line.url, dir);
    if (line.kind === 'attached') process.stdout.write('A debugger is attached.\n');
    if (line.kind === 'stopped' && line.reason.kind === 'ended') this.#hasEnded = true;
    if (!('task' in line) || line.task !== this.task) return;
    if (line.kind === 'selected') this.#step = line.step;
    if (line.kind !== 'ran') return;
    this.turns = line.turn;
    if (line.turn === this.options.turn) this.ran = line;
  }

  #wait(url: string | null, dir: string): void {
    const { port, turn } = this.options;
    if (url === null) this.refused = `port ${port} is taken: name another with --port`;
    else process.stdout.write(howToAttach(url, turn, this.#step, dir));
  }
}

/** `port` may have been 0: the one that it is stands in the address. */
function howToAttach(url: string, turn: number, step: string, dir: string): string {
  const port = Number(new URL(url).port);
  const configuration = {
    ...{ type: 'node', request: 'attach', name: 'stepscope', address: '127.0.0.1', port },
    ...{ localRoot: dir, resolveSourceMapLocations: null, continueOnAttach: true },
  };
  return `Turn ${turn}, ${step}, waits for a debugger at
  ${url}

Chrome or Edge: open chrome://inspect and choose the target; with another port than 9229, add 127.0.0.1:${port} under "Configure".
VS Code: "Debug: Attach", with this in ${join(dir, '.vscode', 'launch.json')}:
  ${JSON.stringify(configuration)}
In a terminal: node inspect 127.0.0.1:${port} (it shows the code as it is compiled)

It pauses at the first line of content. ctrl-c ends it.
`;
}
