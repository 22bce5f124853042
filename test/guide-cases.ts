// For each complete step of the guide: a task that it waits for; and what the guide's code calls and defines nowhere.
import type { JsonObject } from '../src/step.ts';

export const CASES: Readonly<Record<string, JsonObject>> = {
  validate_customer: { customer: { email: 'test@example.com', status: 'new' } },
  process_payment: { order: { id: 'O-1', validated: true, total: 10 }, testMode: true },
  debug_task_state: {
    debug: true,
    executionTrace: [{ step: 'one', timestamp: '2025-01-01' }],
    performance: { totalTime: 1, stepCount: 1, avgStepTime: 1 },
  },
  debug_data_structure: { debug: true, other: [1, 2] },
  performance_profiler: { profilePerformance: true, customers: [{ id: 1 }, { id: 2 }] },
  error_analyzer: { analyzeErrors: true },
  resource_monitor: { monitorResources: true },
  safe_production_debug: { debugProduction: true, safeMode: true, nested: { a: { b: 1 } }, list: [1] },
  feature_flag_debug: {
    featureFlags: {
      newCheckoutFlow: { enabled: true },
      legacyCheckoutFlow: { enabled: true, conditions: { tier: 'x' } },
    },
  },
  circuit_breaker: { criticalOperation: true, circuitBreakerEnabled: true, operation: { name: 'sync' } },
  collect_test_metrics: { collectTestMetrics: true },
  robust_error_handling: { order: { id: 'O-1', status: 'pending' }, customer: { validated: true } },
  performance_monitor: { testMode: true, performanceTest: true, workloadType: 'heavy' },
  collect_metrics: { healthCheck: true },
  validate_input: { validateInput: true, customer: { email: 'a@example.com' }, order: { total: '5000' } },
  robust_connector_usage: { customer: { email: 'a@example.com', validated: true } },
};

/** What each step must leave behind: a path and a value or type. */
export const PROOFS: Readonly<Record<string, JsonObject>> = {
  validate_customer: {
    'customer.validated': true,
    'customer.validationMethod': 'regex',
    'customer.executionTime': 'Number',
  },
  process_payment: { 'order.paymentProcessed': true, 'order.paymentResult.transactionId': 'String' },
  debug_task_state: { debugged: true, debuggedAt: '2025-01-01T00:00:00.000Z' },
  debug_data_structure: { debugComplete: true },
  performance_profiler: { profilingComplete: true, 'performanceProfile.operations.2.success': true },
  error_analyzer: { 'errorAnalysis.errorsByType.connection': 51, 'errorAnalysis.commonPatterns.0.count': 51 },
  resource_monitor: {
    'resourceUsage.memory.heapUsed': 'Number',
    'resourceUsage.activeHandles': 'Number',
    resourceHistory: 'Array',
  },
  safe_production_debug: { '$debug.dataStructure.list': 'Array(1)', '$debug.taskId': 'String' },
  feature_flag_debug: { 'featureFlagAnalysis.flagConflicts.0.type': 'mutually_exclusive' },
  circuit_breaker: { operationError: 'backend down', 'fallbackExecuted.fallback': 'sync' },
  collect_test_metrics: { 'testReport.summary.passRate': '90.0%', 'testReport.recommendations': 'Array' },
  robust_error_handling: { 'order.processed': true, 'order.result.id': 'O-1' },
  performance_monitor: { performanceComplete: true, 'performance.lastStepTime': 2000 },
  collect_metrics: { 'healthMetrics.tasks.running': 3, healthCheckComplete: true },
  validate_input: { validationErrors: ['Missing required field: order.items', 'order.total must be a number'] },
  robust_connector_usage: { 'customer.crmId': 'crm-7', 'customer.crmCreatedAt': '2025-01-01T00:00:02.000Z' },
};

export const MOCKS: JsonObject = {
  postgresql: { query: [{ rows: [{ id: 1 }] }] },
  hubspot: {
    getContacts: { contacts: [] },
    createContact: [{ $throw: { name: 'Error', message: 'timeout', code: 504 } }, { id: 'crm-7' }],
  },
  stripe: { charge: { id: 'ch_1', status: 'succeeded' } },
};

/** `steps/lib/globals.js`: visible to all steps under their bare names. */
export const GLOBALS = `
const failed = { message: 'connection failed', step: 'sync', connector: 'hubspot', timestamp: '2025-01-01T10:00:00Z' };
export const getRecentErrors = async () => Array.from({ length: 51 }, () => failed);
export const generateErrorRecommendations = (analysis) => [String(analysis.totalErrors)];
export const alertHighErrorRate = async () => {};
export const alertPerformanceIssue = async () => {};
export const processCustomerData = (customer) => ({ ...customer, done: true });
export const getSystemHealth = async () => ({ ok: true });
export const executeCriticalOperation = async () => { throw new Error('backend down'); };
export const executeFallback = async (operation) => ({ fallback: operation.name });
export const recordCircuitBreakerSuccess = async () => {};
export const recordCircuitBreakerFailure = async () => {};
export const openCircuitBreaker = async () => {};
export const getTestCount = async () => 10;
export const getPassedTestCount = async () => 9;
export const getFailedTestCount = async () => 1;
export const getAvgTestExecutionTime = async () => 12;
export const calculateTestCoverage = async () => 0.7;
export const getErrorCategories = async () => ({ validation: 1 });
export const calculatePassRate = async () => 0.9;
export const getPerformanceTrend = async () => 'flat';
export const calculateReliabilityScore = async () => 0.95;
export const alertTestQualityRegression = async () => {};
export const processOrder = async (order) => ({ success: true, id: order.id });
export const notifyOpsTeam = async () => {};
export const alertOpsTeam = async () => {};
export const getTaskCount = async () => 3;
export const getAvgExecutionTime = async () => 20;
export const getTaskThroughput = async () => 5;
export const getErrorRate = async () => 0.1;
export const getConnectorHealth = async () => ({ hubspot: 'ok' });
export const getCpuUsage = async () => 0.5;
export const getMemoryUsage = async () => 0.5;
export const getDiskUsage = async () => 0.5;
`;
