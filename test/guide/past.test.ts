// What the guide's steps ask of tasks of the past, answered from the tasks that really ran here.
import { afterAll, beforeAll, expect } from 'vitest';
import { guideItem, item } from './item.ts';
import { guideSteps } from './page.ts';
import { openShell, type Shell } from './shell.ts';
import { asSteps, GLOBALS } from './trial.ts';

const file = (condition: string, body: string): string =>
  `export const condition = ${condition};\nexport const content = async () => {\n  ${body}\n};\n`;

const files = {
  ...GLOBALS,
  ...asSteps(guideSteps),
  'steps/pay.js': file('{ pay: Number }', 'await connectors.bank.pay({ amount: data.pay });'),
  'steps/caught.js': file(
    '{ caught: true }',
    'try { await connectors.bank.pay({}); } catch { data.caught = "so what"; }',
  ),
  'steps/mistaken.js': file('{ mistaken: true }', "throw new Error('Missing required field');"),
  'steps/ask.js': file(
    '{ ask: true }',
    `data.errors = await getRecentErrors(24);
  data.counts = [await getTaskCount('running'), await getTaskCount('done'), await getTaskCount('error'), await getTaskCount('pending')];
  data.rate = await getErrorRate();
  data.meanMs = await getAvgExecutionTime();
  data.perHour = await getTaskThroughput();
  data.connectors = await getConnectorHealth();`,
  ),
  'scenarios/connectors/bank.json': { pay: { $throw: { name: 'Refused', message: 'connection refused' } } },
};

let shell: Shell;
const run = async (name: string, data: object): Promise<Record<string, unknown>> => {
  await shell.sh(`aloma task new "${name}" -d '${JSON.stringify(data)}'`);
  return JSON.parse((await shell.sh(`aloma task show "${name}" --data`)).stdout) as Record<string, unknown>;
};

beforeAll(async () => {
  shell = openShell(files);
  await run('paid', { pay: 5 });
  await run('caught', { caught: true });
  await run('mistaken', { mistaken: true });
}, 120_000);

afterAll(() => shell.remove());

item(88, 'getTaskCount, getErrorRate and the other figures are answered from the local history', async () => {
  expect(await run('ask 1', { ask: true })).toMatchObject({
    counts: [0, 1, 2, 0],
    rate: 2 / 3,
    meanMs: expect.any(Number),
    perHour: 3,
  });
});

item(
  63,
  'getRecentErrors tells what really failed, newest first: with step and time, and the connector where it was one',
  async () => {
    const { errors, connectors } = await run('ask 2', { ask: true });
    const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
    expect(errors).toEqual([
      { name: 'Error', message: 'Missing required field', step: 'mistaken', task: 'mistaken', timestamp },
      { name: 'Refused', message: 'connection refused', step: 'pay', connector: 'bank', task: 'paid', timestamp },
    ]);
    expect(connectors).toEqual([{ connector: 'bank', errors: 1 }]);
  },
);

guideItem(63, 'error_analyzer on real errors: by type, step, connector and hour', async () => {
  const { errorAnalysis } = await run('analysis', { analyzeErrors: true });
  expect(errorAnalysis).toMatchObject({
    totalErrors: 2,
    errorsByType: { connection: 1, validation: 1 },
    errorsByStep: { pay: 1, mistaken: 1 },
    errorsByConnector: { bank: 1 },
  });
});

guideItem(88, 'collect_metrics on real tasks', async () => {
  const { healthMetrics } = await run('metrics', { healthCheck: true });
  expect(healthMetrics).toMatchObject({ tasks: { running: 0, failed: 2, pending: 0 }, workspace: { region: 'local' } });
});
