// Globals for code that runs while its file is loaded: what belongs to a task says that there is none.
import type { Makers } from '../engine/globals.ts';

const OF_A_TASK = ['data', 'task', 'step', 'connectors', 'audit', 'blob'];

export function absentMakers(): Makers {
  const silent = (): void => {};
  const console = new Proxy({}, { get: () => silent });
  return { console: () => console, ...Object.fromEntries(OF_A_TASK.map((name) => [name, () => absentGlobal(name)])) };
}

function absentGlobal(name: string): object {
  const refuse = (): never => {
    throw new Error(`${name} is only there while the step runs: use it inside content`);
  };
  return new Proxy({}, { get: refuse, set: refuse, has: refuse, ownKeys: refuse, deleteProperty: refuse });
}
