// The past of a recorded task once more, with the steps that it had: its task is in the sandbox then, and can go on.
import { type Recording, stepsAfter } from '../recorded.ts';
import type { TaskLog } from '../session/state.ts';
import type { Source } from '../step.ts';
import type { Settings, TaskStart } from '../task.ts';
import type { Divergence } from './divergence.ts';
import { driveOpen } from './drive.ts';
import type { Ground } from './ground.ts';
import { scriptOf } from './script.ts';
import { firstDivergence } from './verify.ts';

export interface Repeated {
  readonly start: TaskStart;
  /** The task that the recording is of. */
  readonly log: TaskLog | null;
  /** Where its past comes out otherwise: it cannot be gone on from. */
  readonly divergence: Divergence | null;
  /** What the workspace of today does not give any more: sentences. */
  readonly missing: readonly string[];
}

/** null where the recording ends before its task began. The steps of today are loaded again afterwards. */
export async function repeatPast(recording: Recording, ground: Ground): Promise<Repeated | null> {
  const { header } = recording;
  const { settings, sandbox, ear, read, view } = ground;
  const scenario = view.scenarios.find(({ name }) => name === header.task.scenario);
  const script = scriptOf(recording, { scenario, secrets: settings.secrets });
  if (!script) return null;
  // Once the past is over, calls are answered as they are today.
  const start = { ...script.start, connectors: [scenario?.connectors ?? {}, view.mocks] };
  await loaded(() => sandbox.load(settingsThen(settings, recording), sourcesThen(recording)));
  const { logs } = await driveOpen({ ...script, start }, ground);
  const divergence = firstDivergence(recording, logs);
  await loaded(() => sandbox.load(settings, read.sources));
  return { start, log: logs.get(header.task.id) ?? null, divergence, missing: script.missing };

  async function loaded(load: () => void): Promise<void> {
    const done = ear.untilLoaded();
    load();
    await done;
  }
}

function settingsThen(settings: Settings, { header }: Recording): Settings {
  const { strategy, completion, limits, order } = header.settings;
  return { ...settings, strategy, completion, limits, order, realTime: false, live: [] };
}

function sourcesThen(recording: Recording): readonly Source[] {
  const source = (
    kind: Source['kind'],
    { name, file, source: text = '' }: { name: string; file: string; source?: string },
  ) => ({
    ...{ kind, name, file, text },
  });
  return [
    ...stepsAfter(recording).map((step) => source('step', step)),
    ...recording.header.libraries.map((library) => source('library', library)),
  ];
}
