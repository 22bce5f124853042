// The ports that session and check ask for, made of the rooms that they may not import.

import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };
import type { RunPorts } from '../check/run-scenarios.ts';
import { idFrom } from '../engine/random.ts';
import { BreakpointFile } from '../load/breakpoint-file.ts';
import { keepAnswers } from '../load/keep-answers.ts';
import { mocksFromModule, scenariosFromModule } from '../load/module.ts';
import { saveScenario } from '../load/save-scenario.ts';
import { withoutDoubles } from '../load/scenario-file.ts';
import { watchWorkspace } from '../load/watch.ts';
import { WatchFile } from '../load/watch-file.ts';
import { readWorkspace } from '../load/workspace.ts';
import { Recordings } from '../recording/recordings.ts';
import { openAhead } from '../sandbox/ahead.ts';
import { openSandbox } from '../sandbox/host.ts';
import type { SessionPorts } from '../session/desk.ts';
import type { OpenRecordings, WorkspacePort } from '../session/ports.ts';
import type { Limits, Workspace } from '../step.ts';
import { hiderOf, textHiderOf } from './hider.ts';

/** More sandboxes than this cost more to start than they save. */
const MOST_SANDBOXES = 8;

const SEEDS = 2 ** 31;

/** What of the world outside tasks may reach. */
export type Reality = RunPorts['reality'];

const NOTHING_REAL: Reality = { live: [], realTime: false };

export function workspacePort(dir: string): WorkspacePort {
  return {
    read: () => readWorkspace(dir),
    watch: (read, onChange) => watchWorkspace(read.dir, read.config, onChange, read),
    withoutDoubles,
    scenariosOf: (read, file, value) => scenariosFromModule(file, value, read.config.scenarios),
    mocksOf: (_: Workspace, file, value) => mocksFromModule(file, value),
  };
}

/** Everything that runs in the debugger is kept below `.stepscope/`. */
function recordingsIn(dir: string): OpenRecordings {
  const { version } = manifest;
  return (onProblem) => new Recordings({ dir, version, now: () => Date.now(), hider: hiderOf, onProblem });
}

/** `limits`: of the sandbox, which then starts at once. */
export function sessionPorts(dir: string, reality: Reality = NOTHING_REAL, limits?: Limits): SessionPorts {
  const openProcess = limits && openAhead(limits);
  return {
    reality,
    openSandbox: (hear) => openSandbox(hear, openProcess),
    openRecordings: recordingsIn(dir),
    workspace: workspacePort(dir),
    breakpoints: new BreakpointFile(dir),
    watches: new WatchFile(dir),
    scenarioFiles: { save: saveScenario, keepAnswers },
    hider: textHiderOf,
    now: () => Date.now(),
    wallNow: () => performance.now(),
    newId: () => idFrom(`${Date.now()}/${randomInt(SEEDS)}`),
    newSeed: () => randomInt(SEEDS),
    after(ms, run) {
      setTimeout(run, ms).unref();
    },
  };
}

export function runPorts(dir: string, reality: Reality = NOTHING_REAL): RunPorts {
  const sandboxes = Math.min(MOST_SANDBOXES, availableParallelism());
  return { openSandbox, workspace: workspacePort(dir), reality, wallNow: () => performance.now(), idFrom, sandboxes };
}
