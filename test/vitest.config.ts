import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/setup.ts'],
    provide: { inProcess: false },
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
