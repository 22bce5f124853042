// Globals for code that runs while its file is loaded: what belongs to a task says that there is none.

const OF_A_TASK = ['data', 'task', 'step', 'connectors', 'audit', 'blob'];

/** `others`: globals that are there at any time. */
export function loadTimeGlobals(others: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const silent = (): void => {};
  const console = new Proxy({}, { get: () => silent });
  const absent = Object.fromEntries(OF_A_TASK.map((name) => [name, absentGlobal(name)]));
  return { ...others, console, ...absent };
}

function absentGlobal(name: string): object {
  const refuse = (): never => {
    throw new Error(`${name} is only there while the step runs: use it inside content`);
  };
  return new Proxy({}, { get: refuse, set: refuse, has: refuse, ownKeys: refuse, deleteProperty: refuse });
}
