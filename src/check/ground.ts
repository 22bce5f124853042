// A sandbox with the workspace loaded in it: where scenarios run, and recordings are run again.
import type { OpenSandbox, SandboxPort } from '../session/ports.ts';
import {
  type ModulesPort,
  type Reality,
  ranks,
  settingsOf,
  type WorkspaceView,
  workspaceView,
} from '../session/workspace-view.ts';
import type { Workspace } from '../step.ts';
import type { Settings } from '../task.ts';
import { Ear } from './ear.ts';

export interface GroundPorts {
  readonly openSandbox: OpenSandbox;
  readonly workspace: ModulesPort;
  readonly reality: Pick<Reality, 'live' | 'realTime' | 'wantsFacts'>;
}

export interface Ground {
  readonly read: Workspace;
  readonly view: WorkspaceView;
  readonly settings: Settings;
  readonly sandbox: SandboxPort;
  readonly ear: Ear;
  readonly rankOf: (step: string) => number;
}

export async function openGround(read: Workspace, ports: GroundPorts): Promise<Ground> {
  const ear = new Ear();
  const sandbox = ports.openSandbox((events) => ear.hear(events));
  const loading = ear.untilLoaded();
  const settings = settingsOf(read, { ...ports.reality, asks: false });
  sandbox.load(settings, read.sources);
  const view = workspaceView(read, await loading, ports.workspace);
  return { read, view, settings, sandbox, ear, rankOf: ranks(view.steps, read.config.strategy) };
}
