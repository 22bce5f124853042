// The guide's steps that show the state of a task, and those that keep a trace of themselves.
import { expect } from 'vitest';
import { guide, guideSteps, trackingStep } from './page.ts';
import { asSteps, type Trial, tryAll } from './trial.ts';

const NOW = '2025-01-01T00:00:00.000Z';
const steps = {
  debug_task_state: guideSteps.debug_task_state ?? '',
  debug_data_structure: guideSteps.debug_data_structure ?? '',
  process_order: guide === null ? '' : trackingStep('{ track: true }'),
};

const trials: readonly Trial[] = [
  {
    item: 49,
    says: 'debug_task_state: task.id(), task.createdAt, no $via, no trace, no figures',
    data: { debug: true },
    gives: {
      end: 'done/settled',
      error: null,
      logs: expect.arrayContaining([
        'log === TASK DEBUG INFO ===',
        expect.stringMatching(/^log Task ID: \w+$/),
        `log Task created: ${NOW}`,
        `log Current timestamp: ${NOW}`,
        'log Task source: manual',
      ]),
      data: { debugged: true, debuggedAt: NOW },
    },
  },
  {
    item: 49,
    says: 'debug_task_state: $via, the trace and the figures where they are there',
    data: {
      debug: true,
      $via: { type: 'webhook' },
      executionTrace: [{ step: 'one', timestamp: NOW }],
      performance: { totalTime: 12, stepCount: 2, avgStepTime: 6 },
    },
    gives: {
      logs: expect.arrayContaining([
        'log Task source: webhook',
        `log 1. one at ${NOW}`,
        'log Total execution time: 12',
        'log Average step time: 6',
      ]),
    },
  },
  {
    item: 50,
    says: 'JSON.stringify(data) gives the data as it stands, indented',
    data: { debug: true, nested: { list: [1, { a: null }] } },
    gives: {
      logs: expect.arrayContaining([
        `log Data structure: ${JSON.stringify({ debug: true, nested: { list: [1, { a: null }] } }, null, 2)}`,
        "log Available data keys: [ 'debug', 'nested' ]",
      ]),
    },
  },
  {
    item: 52,
    says: 'debug steps whose condition stays true run once a task: no loop',
    data: { debug: true },
    gives: { end: 'done/settled', steps: ['debug_data_structure', 'debug_task_state'] },
  },
  {
    item: 53,
    says: 'execution tracking, spliced: on success the trace is pushed in finally',
    data: { track: true, order: { id: 'O-1', status: 'new' }, customer: { tier: 'enterprise' } },
    gives: {
      end: 'done/settled',
      logs: ['log Processing order: O-1', expect.stringMatching(/^log Step completed: process_order \(\d+ms\)$/)],
      data: {
        order: { status: 'processing', processedAt: NOW },
        executionTrace: [
          {
            step: 'process_order',
            startTime: NOW,
            endTime: NOW,
            executionTime: expect.any(Number),
            inputData: { orderId: 'O-1', orderStatus: 'new', customerTier: 'enterprise' },
            success: true,
            outputData: { orderStatus: 'processing', processedAt: NOW },
          },
        ],
      },
    },
  },
  {
    item: 53,
    says: 'execution tracking: a throw goes on, the task ends in error, and the trace of finally is kept',
    data: { track: true, executionTrace: [{ step: 'before' }] },
    gives: {
      end: 'error/error',
      error: { name: 'TypeError', step: 'process_order', message: expect.stringContaining("reading 'id'") },
      data: {
        executionTrace: [
          { step: 'before' },
          {
            success: false,
            endTime: NOW,
            error: { message: expect.any(String), stack: expect.stringContaining('process_order.js:') },
          },
        ],
      },
    },
  },
];

tryAll(trials, asSteps(steps), 'needs the guide');
