// The tests that judge mutants of the engine: all in one process, each case by itself.
import { defineConfig } from 'vitest/config';

const TABLES = ['api', 'connectors', 'ends', 'json-data', 'regressions', 'steps', 'subtasks', 'turn'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/engine/*.test.ts', ...TABLES.map((name) => `test/check/${name}.test.ts`)],
    provide: { inProcess: true },
    testTimeout: 5_000,
    pool: 'threads',
    maxWorkers: 1,
  },
});
