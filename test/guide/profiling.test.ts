// The guide's steps that measure: time, memory, the process; and helpers that stand below content.
import { expect } from 'vitest';
import { guideItem } from './item.ts';
import { guideSteps } from './page.ts';
import { asSteps, GLOBALS, type Trial, tryAll } from './trial.ts';

const steps = asSteps({
  performance_profiler: guideSteps.performance_profiler ?? '',
  resource_monitor: guideSteps.resource_monitor ?? '',
  performance_monitor: guideSteps.performance_monitor ?? '',
  error_analyzer: guideSteps.error_analyzer ?? '',
});
const mocks = { postgresql: { query: { rows: [{ id: 1 }] } }, hubspot: { getContacts: { contacts: [] } } };
const figures = { rss: expect.any(Number), heapUsed: expect.any(Number) };
const isShortFor = (ms: number) =>
  expect.toSatisfy((value: number) => value >= ms && value < ms + 1_000, `${ms} ms and little more`);

const trials: readonly Trial[] = [
  {
    item: 59,
    says: 'performance_profiler: process.memoryUsage, canned answers of two connectors, a stored profile',
    data: { profilePerformance: true, customers: [{ id: 1 }, { id: 2 }] },
    scenario: { connectors: mocks },
    gives: {
      end: 'done/settled',
      error: null,
      calls: [
        { connector: 'postgresql', method: 'query', args: 'SELECT * FROM customers LIMIT 100' },
        { connector: 'hubspot', method: 'getContacts', args: { limit: 50 } },
      ],
      data: {
        profilingComplete: true,
        performanceProfile: {
          memoryStart: figures,
          memoryDelta: figures,
          totalTime: expect.any(Number),
          operations: [
            { name: 'database_query', success: true, resultSize: '{"rows":[{"id":1}]}'.length },
            { name: 'api_call', success: true, resultSize: '{"contacts":[]}'.length },
            { name: 'data_processing', success: true, duration: expect.any(Number) },
          ],
        },
      },
    },
  },
  {
    item: 59,
    says: 'performance_profiler: ten slow seconds of a connector are an alarm',
    data: { profilePerformance: true, customers: [] },
    scenario: { connectors: { ...mocks, postgresql: { query: { $delay: 10_500, $return: { rows: [] } } } } },
    gives: {
      logs: ['audit alarm: Slow execution detected', expect.stringContaining('log Performance Profile:')],
      data: {
        performanceProfile: { totalTime: isShortFor(10_500), operations: [{ duration: isShortFor(10_500) }, {}, {}] },
      },
    },
  },
  {
    item: 61,
    says: 'a connector that fails within the helper’s try is recorded as success: false',
    data: { profilePerformance: true, customers: [] },
    scenario: { connectors: { ...mocks, postgresql: { query: { $throw: 'too many clients' } } } },
    gives: {
      end: 'done/settled',
      data: {
        performanceProfile: { operations: [{ success: false, error: 'too many clients' }, { success: true }, {}] },
      },
    },
  },
  {
    item: 65,
    says: 'resource_monitor: uptime, cpuUsage, _getActiveHandles, _getActiveRequests',
    data: { monitorResources: true },
    gives: {
      end: 'done/settled',
      data: {
        resourceMonitoringComplete: true,
        resourceUsage: {
          memory: figures,
          uptime: expect.any(Number),
          cpu: { user: expect.any(Number), system: expect.any(Number) },
          activeHandles: expect.any(Number),
          activeRequests: expect.any(Number),
        },
      },
    },
  },
  {
    item: 66,
    says: 'setTimeout and setImmediate in helpers are waited for, and 100 ms pass on the task’s clock',
    data: { monitorResources: true },
    gives: { ms: isShortFor(100), data: { resourceUsage: { eventLoop: expect.any(Number) } } },
  },
  {
    item: 67,
    says: 'a history capped at 100 entries: the oldest goes, the newest comes',
    data: {
      monitorResources: true,
      resourceHistory: Array.from({ length: 100 }, (_, index) => ({ index, text: 'x'.repeat(50) })),
    },
    gives: {
      end: 'done/settled',
      data: { resourceHistory: expect.toSatisfy((list: unknown[]) => list.length === 100) },
    },
  },
  {
    item: 83,
    says: 'performance_monitor: the standard workload, when none is given, takes 500 ms',
    data: { testMode: true, performanceTest: true },
    gives: {
      end: 'done/settled',
      ms: isShortFor(500),
      logs: [expect.stringMatching(/^log Performance: 5\d\dms \(avg: 5\d\d\.\d\dms\)$/)],
      data: { performanceComplete: true, performance: { totalSteps: 1, lastStepTime: isShortFor(500), errors: 0 } },
    },
  },
  {
    item: 83,
    says: 'performance_monitor: a heavy workload takes 2 s, and the running mean counts what was there',
    data: {
      testMode: true,
      performanceTest: true,
      workloadType: 'heavy',
      performance: { stepTimes: [1_000, 3_000], totalSteps: 2 },
    },
    gives: {
      ms: isShortFor(2_000),
      data: {
        performance: { stepTimes: [1_000, 3_000, isShortFor(2_000)], totalSteps: 3, avgStepTime: isShortFor(2_000) },
      },
    },
  },
  {
    item: 83,
    says: 'performance_monitor: a light workload takes 100 ms, an unknown one none',
    data: { testMode: true, performanceTest: true, workloadType: 'light' },
    gives: { ms: isShortFor(100) },
  },
];

const supplied = tryAll(trials, { ...steps, ...GLOBALS }, 'needs the guide');

guideItem(60, 'helper functions below content work in content, and a warning says that deploy drops them', () => {
  const warned = supplied().problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`);
  for (const [file, helper] of [
    ['performance_profiler', 'profileOperation'],
    ['performance_monitor', 'simulateWork'],
    ['resource_monitor', 'getCpuUsage'],
  ])
    expect(warned).toContainEqual(expect.stringMatching(new RegExp(`^warning steps/${file}\\.js .*${helper}.*deploy`)));
});

guideItem(
  62,
  'a library globals supplies what no step defines, and a warning says that deploy drops the bare names',
  () => {
    const warned = supplied().problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`);
    expect(warned).toContainEqual(
      expect.stringMatching(
        /^warning steps\/error_analyzer\.js getRecentErrors, .*of steps\/lib\/globals work here.*will be missing after deploy/,
      ),
    );
  },
);

guideItem(67, 'the capped history: the patch says what came and went, not the whole list', () => {
  const scenario = supplied().scenarios.find(
    ({ data }) => Array.isArray(data.resourceHistory) && data.resourceHistory.length === 100,
  );
  const patches = scenario?.turns[0]?.patches.filter(({ path }) => path[0] === 'resourceHistory') ?? [];
  expect(patches.length).toBeGreaterThan(0);
  expect(patches.every(({ op }) => op === 'splice')).toBe(true);
  expect(patches.reduce((sum, patch) => sum + (patch.op === 'splice' ? patch.insert.length : 0), 0)).toBe(1);
  expect(patches.reduce((sum, patch) => sum + (patch.op === 'splice' ? patch.remove : 0), 0)).toBe(1);
});

const withoutGlobals: readonly Trial[] = [
  {
    item: 61,
    says: 'a function that is defined nowhere, called within the helper’s try, is recorded as success: false',
    data: { profilePerformance: true, customers: [{ id: 1 }] },
    scenario: { connectors: mocks },
    gives: {
      end: 'done/settled',
      data: {
        performanceProfile: {
          operations: [
            { success: true },
            { success: true },
            { success: false, error: 'processCustomerData is not defined' },
          ],
        },
      },
    },
  },
  {
    item: 62,
    says: 'a function that is defined nowhere, called elsewhere, ends the task in error and is named',
    data: { analyzeErrors: true },
    gives: {
      end: 'error/error',
      error: { name: 'ReferenceError', message: 'getRecentErrors is not defined', step: 'error_analyzer' },
    },
  },
];

tryAll(withoutGlobals, steps, 'needs the guide');
