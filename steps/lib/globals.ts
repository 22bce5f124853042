// Library: globals. Functions that steps call under their bare names, and that the platform or a team of one's own would supply.
// What asks for past tasks is answered from the history: here from .stepscope, under `run` from the scenario's `history`.
type Failure = { message: string; step?: string; connector?: string; timestamp: string };
type Counts = Record<string, number>;
type Analysis = { errorsByType: Counts; errorsByConnector: Counts };

// Tasks of the past.
export const getRecentErrors = async (hours: number): Promise<Failure[]> => lib.history.recentErrors(hours);
export const getTaskCount = async (state: string): Promise<number> => lib.history.count(state);
export const getAvgExecutionTime = async (): Promise<number> => lib.history.averageMs();
export const getTaskThroughput = async (): Promise<number> => lib.history.perHour();
export const getErrorRate = async (): Promise<number> => lib.history.errorRate();
export const getConnectorHealth = async () => {
  const broken = countBy(await getRecentErrors(24), ({ connector }) => connector);
  return Object.entries(broken).map(([connector, errors]) => ({ connector, errors }));
};

// Tasks of the past as tests: one that ended `done` has passed, one that ended in `error` has not.
export const getPassedTestCount = async (): Promise<number> => lib.history.count('done');
export const getFailedTestCount = async (): Promise<number> => lib.history.count('error');
export const getTestCount = async () => (await getPassedTestCount()) + (await getFailedTestCount());
export const getAvgTestExecutionTime = getAvgExecutionTime;
export const getErrorCategories = async () => countBy(await getRecentErrors(24), ({ message }) => message);
export const calculatePassRate = async () => {
  const all = await getTestCount();
  return all === 0 ? 1 : (await getPassedTestCount()) / all;
};
export const calculateReliabilityScore = async () => 1 - (await getErrorRate());
export const getPerformanceTrend = async () => ({ meanMs: await getAvgExecutionTime(), perHour: await getTaskThroughput() });
// A step cannot see which leaves the tests cover: `stepscope run --coverage` can. Put its share into the settings.
export const calculateTestCoverage = async (): Promise<number | null> => task.config('TEST_COVERAGE') ?? null;

// This machine.
export const getCpuUsage = async () => process.cpuUsage();
export const getMemoryUsage = async () => process.memoryUsage();
// Steps see no disk.
export const getDiskUsage = async () => null;
export const getSystemHealth = async () => ({ uptime: process.uptime(), errorRate: await getErrorRate() });

// Advice and alarms. Nothing is sent: an alarm is a line in the audit log.
export const generateErrorRecommendations = ({ errorsByType, errorsByConnector }: Analysis): string[] => [
  ...Object.entries(errorsByType).map(([type, count]) => `${count} × ${type}: look at the latest of them`),
  ...Object.entries(errorsByConnector).map(([name, count]) => `${count} × connectors.${name}: check what it answers`),
];
export const alertHighErrorRate = async (analysis: { totalErrors: number }) => alarm(`${analysis.totalErrors} errors`);
export const alertPerformanceIssue = async (text: string) => alarm(text);
export const alertOpsTeam = async (text: string) => alarm(text);
export const alertTestQualityRegression = async () => alarm('fewer tests pass than should');
export const notifyOpsTeam = async (error: Error) => alarm(error.message);

// Work. Whoever tries a step says with a mock of `connectors.shop` how it goes: scenario by scenario.
export const processOrder = async (order: object) => connectors.shop.processOrder(order);
export const processCustomerData = (customer: object) => ({ ...customer, processedAt: new Date().toISOString() });
export const processWithNewLogic = async () => connectors.shop.processAnew({});
export const processWithStableLogic = async () => connectors.shop.processAsEver({});
export const executeCriticalOperation = async (operation: object) => connectors.shop.execute(operation);
export const executeFallback = async (operation: object) => connectors.shop.fallBack(operation);

// A circuit breaker: what becomes of it is a line in the audit log.
export const recordCircuitBreakerSuccess = async (name: string) => audit.log(`${name} went well`);
export const recordCircuitBreakerFailure = async (name: string, error: Error) => audit.log(`${name}: ${error.message}`);
export const openCircuitBreaker = async (name: string, reason: string) => audit.log(`${name} is open: ${reason}`);

function alarm(text: string): void {
  audit.log(`alarm: ${text}`);
}

function countBy<T>(list: readonly T[], keyOf: (entry: T) => string | undefined): Counts {
  const counts: Counts = {};
  for (const key of list.map(keyOf)) if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
