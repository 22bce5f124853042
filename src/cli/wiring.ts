// The ports that session and check ask for, made of the rooms that they may not import.

import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };
import type { RunPorts } from '../check/run-scenarios.ts';
import { idFrom } from '../engine/random.ts';
import type { History } from '../history/history.ts';
import type { TaskRow } from '../history/rows.ts';
import { BreakpointFile } from '../load/breakpoint-file.ts';
import { keepAnswers } from '../load/keep-answers.ts';
import { mocksInData } from '../load/mocks-in-data.ts';
import { mocksFromModule, scenariosFromModule } from '../load/module.ts';
import { saveScenario } from '../load/save-scenario.ts';
import { withoutDoubles } from '../load/scenario-file.ts';
import { watchWorkspace } from '../load/watch.ts';
import { WatchFile } from '../load/watch-file.ts';
import { readWorkspace } from '../load/workspace.ts';
import { Recordings } from '../recording/recordings.ts';
import type { OpenProcess } from '../sandbox/ahead.ts';
import { openSandbox } from '../sandbox/host.ts';
import type { SessionPorts } from '../session/desk.ts';
import type { WorkspacePort } from '../session/ports.ts';
import { mocksFolder, type Problem, type Workspace } from '../step.ts';
import { hiderOf, openHiderOf, stepHider } from './hider.ts';
import { KeptTasks } from './kept-tasks.ts';

/** More sandboxes than this cost more to start than they save. */
const MOST_SANDBOXES = 8;

const SEEDS = 2 ** 31;

/** What of the world outside tasks may reach. */
export type Reality = RunPorts['reality'];

const NOTHING_REAL: Reality = { live: [], realTime: false };

export function workspacePort(dir: string): WorkspacePort {
  return {
    read: (advance) => readWorkspace(dir, advance),
    watch: (read, onChange) => watchWorkspace(read.dir, read.config, onChange, read),
    withoutDoubles,
    shownSteps: stepHider(),
    scenariosOf: (read, file, value) => {
      const { scenarios, problems } = scenariosFromModule(file, value, read.config.scenarios);
      return { scenarios, problems: [...problems, ...mocksInData(scenarios, read.sources, mocksFolder(read.config))] };
    },
    mocksOf: (_: Workspace, file, value) => mocksFromModule(file, value),
  };
}

/** Everything that runs is kept below `.stepscope/`. */
export function keptTasksIn(dir: string, by: TaskRow['by'], onProblem: (problem: Problem) => void): KeptTasks {
  const { version } = manifest;
  const recordings = new Recordings({ dir, version, now: () => Date.now(), hider: hiderOf, onProblem });
  const warn = (message: string): void =>
    onProblem({ severity: 'warning', file: '.stepscope', line: 0, column: 0, message, hint: 'Nothing is to be done.' });
  const openHistory = async (): Promise<History> => {
    const history = await import('../history/history.ts');
    return history.openHistory(dir, { warn }, true);
  };
  return new KeptTasks(recordings, { dir, by, openHistory, onProblem });
}

/** Of a task that nobody described further: it begins now, and no other has its name or its random values. */
export function freshOrigin(): { readonly id: string; readonly now: number; readonly seed: number } {
  return { id: idFrom(`${Date.now()}/${process.pid}/${randomInt(SEEDS)}`), now: Date.now(), seed: randomInt(SEEDS) };
}

/** `openProcess`: how the sandbox's process is started. */
export function sessionPorts(dir: string, reality: Reality = NOTHING_REAL, openProcess?: OpenProcess): SessionPorts {
  return {
    reality,
    openSandbox: (hear, advance) => openSandbox(hear, advance, openProcess),
    openRecordings: (onProblem) => keptTasksIn(dir, 'screen', onProblem),
    workspace: workspacePort(dir),
    breakpoints: new BreakpointFile(dir),
    watches: new WatchFile(dir),
    scenarioFiles: { save: saveScenario, keepAnswers },
    hider: openHiderOf,
    now: () => Date.now(),
    wallNow: () => performance.now(),
    newId: () => freshOrigin().id,
    newSeed: () => freshOrigin().seed,
    after(ms, run) {
      setTimeout(run, ms).unref();
    },
  };
}

export function runPorts(dir: string, reality: Reality = NOTHING_REAL): RunPorts {
  const sandboxes = Math.min(MOST_SANDBOXES, availableParallelism());
  return { openSandbox, workspace: workspacePort(dir), reality, wallNow: () => performance.now(), idFrom, sandboxes };
}
