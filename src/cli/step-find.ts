// The steps of a workspace as commands name them: by name, the last part of it, file or id; also those that do not load.
import { resolve } from 'node:path';
import { readWorkspace } from '../load/workspace.ts';
import { hashOf } from '../recording/header.ts';
import type { WorkspaceView } from '../session/workspace-view.ts';
import type { Problem, Source, StepInfo } from '../step.ts';
import type { Around } from './broken-steps.ts';
import { openHiderOf } from './hider.ts';
import { stepNamed } from './why-command.ts';

export interface ListedStep {
  readonly name: string;
  /** As long as the name is the same, so is this. */
  readonly id: string;
  readonly file: string;
  /** Null where it does not load. */
  readonly info: StepInfo | null;
  /** What is wrong with its file. */
  readonly problems: readonly Problem[];
  /** The file as it stands on disk; secrets in it are masked. */
  readonly source: string;
}

const ID_LENGTH = 8;

export function listedSteps({ read, steps, problems }: WorkspaceView): readonly ListedStep[] {
  const infos = new Map(steps.map((step) => [step.file, step]));
  const hide = openHiderOf(read.config.secrets);
  return read.sources
    .filter(({ kind }) => kind === 'step')
    .map(({ name, file, text }: Source) => ({
      ...{ name, file, id: hashOf(name).slice(0, ID_LENGTH), info: infos.get(file) ?? null, source: hide.text(text) },
      problems: problems.filter((problem) => problem.file === file),
    }));
}

export function isValid({ info, problems }: ListedStep): boolean {
  return info !== null && !info.stale && problems.every(({ severity }) => severity !== 'error');
}

/** A text says that there is none, and which may be meant. */
export function listedStep(text: string, steps: readonly ListedStep[], around: Around): ListedStep | string {
  return steps.find(({ id }) => id === text.toLowerCase()) ?? stepNamed(text, steps, around);
}

/** The step by its file's text alone, where nothing has to be loaded. */
export async function stepSource(dir: string, text: string) {
  const read = await readWorkspace(resolve(dir));
  const all = listedSteps({ read, steps: [], scenarios: [], mocks: {}, problems: [], facts: [] });
  const found = listedStep(text, all, { problems: read.problems, read });
  return typeof found === 'string' ? found : { read, found };
}
