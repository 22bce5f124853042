// Functions of mocks as one task and its subtasks have them: their modules are opened anew for it and live in its world, so
// that a scenario is the same alone and in company.
import { MockWorld } from '../engine/mock-world.ts';
import type { Mocks } from '../step.ts';
import type { TaskStart } from '../task.ts';
import { functionNames, type MockFunction } from './markers.ts';

/** Opens the module that has this function anew; gives all functions of it by name. */
export type OpenMocks = (name: string, world: MockWorld) => Promise<ReadonlyMap<string, MockFunction>>;

export class OwnMocks {
  readonly world: MockWorld;
  readonly functions = new Map<string, MockFunction>();

  constructor(
    { seed, stream }: Pick<TaskStart, 'seed' | 'stream'>,
    clock: number,
    readonly open: OpenMocks,
  ) {
    this.world = new MockWorld({ clock, seed, stream });
  }

  /** Opens what these need and is not open yet. */
  async add(connectors: readonly Mocks[]): Promise<void> {
    for (const name of connectors.flatMap(functionNames))
      if (!this.functions.has(name))
        for (const [opened, run] of await this.open(name, this.world)) this.functions.set(opened, run);
  }
}
