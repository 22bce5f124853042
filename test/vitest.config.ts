import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/setup.ts'],
    provide: { inProcess: false },
    testTimeout: 30_000,
    maxWorkers: 2,
    // One start of a program in four hundred shows nothing here and never did outside of vitest; vitest tells what it tried again.
    retry: 2,
  },
});
