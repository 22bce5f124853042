// The guide's steps for a system at work: looking without touching, feature flags, metrics, canaries.
import { expect } from 'vitest';
import { guideItem } from './item.ts';
import { canaryStep, guide, guideSteps } from './page.ts';
import { asSteps, GLOBALS, type Trial, tryAll } from './trial.ts';

const NOW = '2025-01-01T00:00:00.000Z';
const ended = (state: string, count: number, durationMs: number): object[] =>
  Array.from({ length: count }, () => ({
    state,
    durationMs,
    at: '2024-12-31T23:30:00Z',
    ...(state === 'error' && { error: 'x is missing' }),
  }));
const business = {
  customer: { name: 'Ann', address: { town: { district: { street: 'High St' } } } },
  orders: [1, 2, 3],
  note: null,
};
const canary = { deployment: 'canary', testGroup: 'a' };

const trials: readonly Trial[] = [
  {
    item: 68,
    says: 'safe_production_debug: task.workspace(), task.region(), and $debug as data',
    data: { debugProduction: true, safeMode: true, $via: { type: 'webhook', userAgent: 'curl' } },
    gives: {
      end: 'done/settled',
      data: {
        productionDebugComplete: true,
        $debug: {
          taskId: expect.stringMatching(/^\w+$/),
          workspaceInfo: { name: expect.any(String), region: expect.any(String) },
          executionContext: { timestamp: NOW, source: 'webhook', userAgent: 'curl' },
          systemHealth: { errorRate: 0 },
        },
      },
    },
  },
  {
    item: 68,
    says: 'safe_production_debug: without safe mode it does not run',
    data: { debugProduction: true },
    gives: { end: 'incomplete/rejected', steps: [] },
  },
  {
    item: 70,
    says: 'a recursive helper with default parameters: types, lists by length, an end at its depth',
    data: { debugProduction: true, safeMode: true, ...business },
    gives: {
      data: {
        $debug: {
          dataStructure: {
            safeMode: 'boolean',
            orders: 'Array(3)',
            note: null,
            customer: { name: 'string', address: { town: { district: '[Object]' } } },
          },
        },
      },
    },
  },
  {
    item: 71,
    says: 'feature_flag_debug: featureFlags: Object takes any flags, and each is read',
    data: {
      featureFlags: {
        search: { enabled: true, rolloutPercentage: 5, conditions: { tier: 'x' } },
        chat: { enabled: false },
      },
    },
    gives: {
      end: 'done/settled',
      data: {
        featureFlagDebugComplete: true,
        featureFlagAnalysis: {
          activeFlags: [{ name: 'search', enabled: true, rolloutPercentage: 5, conditions: { tier: 'x' } }],
          inactiveFlags: [{ name: 'chat', enabled: false }],
          conditionalFlags: [{ name: 'search' }],
          flagConflicts: [],
        },
      },
    },
  },
  {
    item: 71,
    says: 'feature_flag_debug: a list of flags is no Object',
    data: { featureFlags: ['search'] },
    gives: { end: 'incomplete/rejected' },
  },
  {
    item: 72,
    says: 'feature_flag_debug: flags that exclude each other are listed as conflicts',
    data: {
      featureFlags: {
        newCheckoutFlow: { enabled: true },
        legacyCheckoutFlow: { enabled: true },
        betaFeatures: { enabled: true },
        stableOnly: { enabled: false },
      },
    },
    gives: {
      data: {
        featureFlagAnalysis: {
          flagConflicts: [
            {
              type: 'mutually_exclusive',
              flags: ['newCheckoutFlow', 'legacyCheckoutFlow'],
              description: 'newCheckoutFlow and legacyCheckoutFlow should not be enabled simultaneously',
            },
          ],
        },
      },
    },
  },
  {
    item: 78,
    says: 'collect_test_metrics: counts of past tasks, percentages to one digit, advice, and an alarm below 95 %',
    data: { collectTestMetrics: true, testSuite: 'nightly' },
    scenario: { history: [...ended('done', 17, 100), ...ended('error', 3, 300)], config: { TEST_COVERAGE: 0.7 } },
    gives: {
      end: 'done/settled',
      logs: expect.arrayContaining(['audit alarm: fewer tests pass than should']),
      data: {
        testMetricsCollected: true,
        testMetrics: {
          testSuite: 'nightly',
          metrics: {
            totalTests: 20,
            passedTests: 17,
            failedTests: 3,
            avgExecutionTime: 130,
            errorCategories: { 'x is missing': 3 },
          },
        },
        testReport: {
          summary: { totalTests: 20, passRate: '85.0%', avgTime: '130ms', reliability: 0.85 },
          recommendations: [
            'Investigate failing tests and improve test stability',
            'Increase test coverage - add more edge case scenarios',
          ],
        },
      },
    },
  },
  {
    item: 88,
    says: 'collect_metrics: getTaskCount of running, done, error and pending; both thresholds are alarms',
    data: { healthCheck: true },
    scenario: {
      history: [...ended('done', 9, 50_000), ...ended('error', 1, 50_000), { state: 'running' }, { state: 'waiting' }],
    },
    gives: {
      end: 'done/settled',
      logs: [
        'audit alarm: High error rate detected',
        'audit alarm: High execution time detected',
        expect.stringContaining('log Health check complete: {'),
      ],
      data: {
        healthCheckComplete: true,
        healthMetrics: {
          workspace: { name: expect.any(String), region: expect.any(String) },
          tasks: { running: 1, completed: 9, failed: 1, pending: 1 },
          performance: { avgExecutionTime: 50_000, taskThroughput: 12, errorRate: 0.1 },
          system: { memoryUsage: { rss: expect.any(Number) }, diskUsage: null },
        },
      },
    },
  },
  {
    item: 88,
    says: 'collect_metrics: where all is well there is no alarm',
    data: { healthCheck: true },
    scenario: { history: ended('done', 3, 10) },
    gives: { logs: [expect.stringContaining('log Health check complete: {')] },
  },
  {
    item: 102,
    says: 'canary, spliced: with this seed it takes the stable logic',
    data: canary,
    scenario: { seed: 1, stream: 'canary', connectors: { shop: { processAsEver: { ok: 1 } } } },
    gives: {
      end: 'done/settled',
      logs: ['log Processing with EXISTING logic (stable)'],
      calls: [{ method: 'processAsEver' }],
      data: {
        canaryGroup: 'stable_logic',
        canaryMetrics: { group: 'stable_logic', processingTime: expect.any(Number) },
        canaryProcessed: true,
      },
    },
  },
  {
    item: 102,
    says: 'canary, spliced: with that seed it takes the new logic',
    data: canary,
    scenario: { seed: 27, stream: 'canary', connectors: { shop: { processAnew: { ok: 1 } } } },
    gives: {
      end: 'done/settled',
      logs: ['log Processing with NEW logic (canary)'],
      calls: [{ method: 'processAnew' }],
      data: { canaryGroup: 'new_logic', canaryProcessed: true },
    },
  },
];

const {
  safe_production_debug = '',
  feature_flag_debug = '',
  collect_test_metrics = '',
  collect_metrics = '',
} = guideSteps;
const canary_deployment = guide === null ? '' : canaryStep();
const steps = { safe_production_debug, feature_flag_debug, collect_test_metrics, collect_metrics, canary_deployment };
const report = tryAll(trials, { ...asSteps(steps), ...GLOBALS }, 'needs the guide');

guideItem(69, 'debugging that only reads: the diff shows that no business field was changed', () => {
  const turns = report().scenarios.flatMap(({ turns }) => turns.filter(({ step }) => step === 'safe_production_debug'));
  const changed = new Set(turns.flatMap(({ patches }) => patches.map(({ path }) => path[0])));
  expect(turns.length).toBeGreaterThan(1);
  expect([...changed].sort()).toEqual(['$debug', 'productionDebugComplete']);
});
