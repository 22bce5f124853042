// The guide's steps that analyse errors of the past, and those that deal with their own.
import { expect } from 'vitest';
import { guideItem } from './item.ts';
import { guideSteps } from './page.ts';
import { asSteps, GLOBALS, type Trial, tryAll } from './trial.ts';

const NOW = '2025-01-01T12:00:00.000Z';
const now = { now: NOW };
const failed = (message: string, at: string, where: object = {}): object => ({
  state: 'error',
  at,
  error: { name: 'Error', message, ...where },
});
const hubspot = { step: 'create contact', connector: 'hubspot' };

const past = [
  failed('connection reset by peer', '2025-01-01T11:05:00Z', hubspot),
  failed('Request failed: network down', '2025-01-01T11:15:00Z', hubspot),
  failed('401 unauthorized', '2025-01-01T10:00:00Z', { step: 'charge card', connector: 'stripe' }),
  failed('Missing required field', '2025-01-01T09:59:00Z', { step: 'validate' }),
  failed('Rate limit exceeded', '2025-01-01T09:00:00Z', hubspot),
  failed('internal server error', '2025-01-01T08:00:00Z', { step: 'charge card' }),
  failed('the moon is full', '2024-12-31T13:00:00Z'),
  failed('connection lost, but two days ago', '2024-12-30T13:00:00Z', hubspot),
  { state: 'done', at: '2025-01-01T11:00:00Z', durationMs: 5 },
];
const many = Array.from({ length: 51 }, () => failed('sync failed: timeout', '2025-01-01T11:00:00Z', hubspot));
const order = { id: 'O-1', status: 'pending' };
const paid = { order, customer: { validated: true } };
const shop = (processOrder: unknown): object => ({ connectors: { shop: { processOrder } } });

const critical = { criticalOperation: true, circuitBreakerEnabled: true, operation: { name: 'sync' } };

const trials: readonly Trial[] = [
  {
    item: 63,
    says: 'error_analyzer counts the errors of the last 24 hours by type, step, connector and hour',
    data: { analyzeErrors: true },
    scenario: { ...now, history: past },
    gives: {
      end: 'done/settled',
      data: {
        errorAnalysisComplete: true,
        errorAnalysis: {
          totalErrors: 7,
          errorsByStep: { 'create contact': 3, 'charge card': 2, validate: 1 },
          errorsByConnector: { hubspot: 3, stripe: 1 },
          timeDistribution: { 8: 1, 9: 2, 10: 1, 11: 2, 13: 1 },
          commonPatterns: [],
          recommendations: expect.arrayContaining(['3 × connectors.hubspot: check what it answers']),
          analyzedAt: NOW,
        },
      },
    },
  },
  {
    item: 64,
    says: 'categorizeError: each kind of message finds its category',
    data: { analyzeErrors: true },
    scenario: { ...now, history: past },
    gives: {
      data: {
        errorAnalysis: {
          errorsByType: { connection: 2, authentication: 1, validation: 1, rate_limit: 1, system: 1, unknown: 1 },
        },
      },
    },
  },
  {
    item: 64,
    says: 'identifyErrorPatterns: a connector that failed more than five times; and more than 50 errors are an alarm',
    data: { analyzeErrors: true },
    scenario: { ...now, history: many },
    gives: {
      logs: ['audit alarm: 51 errors', expect.stringContaining('log Error Analysis Complete: {')],
      data: { errorAnalysis: { commonPatterns: [{ type: 'connector_instability', count: 51 }] } },
    },
  },
  {
    item: 63,
    says: 'error_analyzer without any history: no error, no pattern, no alarm',
    data: { analyzeErrors: true },
    gives: {
      end: 'done/settled',
      data: { errorAnalysis: { totalErrors: 0, errorsByType: {}, commonPatterns: [], recommendations: [] } },
    },
  },
  {
    item: 79,
    says: 'robust_error_handling, all goes well: it still matches afterwards, and runs once',
    data: paid,
    scenario: shop({ success: true, id: 'O-1' }),
    gives: {
      end: 'done/settled',
      steps: ['robust_error_handling'],
      calls: [{ connector: 'shop', method: 'processOrder', args: order }],
      data: { order: { status: 'pending', processed: true, result: { success: true, id: 'O-1' } } },
    },
  },
  {
    item: 80,
    says: 'robust_error_handling: a retryable word counts a retry',
    data: paid,
    scenario: shop({ $throw: 'Connection Timeout' }),
    gives: {
      end: 'done/settled',
      logs: ['error Order processing error: Connection Timeout'],
      data: {
        order: {
          retryCount: 1,
          requiresRetry: true,
          errorHandled: true,
          error: {
            message: 'Connection Timeout',
            retryable: true,
            context: { orderId: 'O-1', customerValidated: true, orderStatus: 'pending' },
          },
        },
      },
    },
  },
  {
    item: 80,
    says: 'robust_error_handling: the third retry is the last, and an alarm',
    data: { ...paid, order: { ...order, retryCount: 2 } },
    scenario: shop({ $throw: 'rate limit' }),
    gives: {
      logs: ['error Order processing error: rate limit', 'audit alarm: rate limit'],
      data: { order: { retryCount: 3, requiresRetry: false } },
    },
  },
  {
    item: 80,
    says: 'robust_error_handling: what cannot be retried wants a person',
    data: paid,
    scenario: shop({ success: false, error: 'out of stock' }),
    gives: {
      data: {
        order: {
          requiresManualReview: true,
          error: { message: 'Order processing failed: out of stock', retryable: false },
        },
      },
    },
  },
  {
    item: 80,
    says: 'robust_error_handling: an order that nobody validated is an error of its own',
    data: { order },
    gives: {
      end: 'done/settled',
      data: { order: { error: { message: 'Customer must be validated before order processing' } } },
    },
  },
  {
    item: 74,
    says: 'circuit_breaker with its helpers: a failure is recorded, and the fallback runs',
    data: critical,
    scenario: { connectors: { shop: { execute: { $throw: 'backend down' }, fallBack: { from: 'cache' } } } },
    gives: {
      end: 'done/settled',
      logs: ['error Critical operation failed: backend down', 'audit sync: backend down'],
      data: {
        operationSuccessful: false,
        operationError: 'backend down',
        fallbackExecuted: { from: 'cache' },
        criticalOperationComplete: true,
      },
    },
  },
  {
    item: 74,
    says: 'circuit_breaker: a success is recorded',
    data: critical,
    scenario: { connectors: { shop: { execute: { rows: 3 } } } },
    gives: { logs: ['audit sync went well'], data: { operationSuccessful: true, operationResult: { rows: 3 } } },
  },
];

const steps = asSteps({
  error_analyzer: guideSteps.error_analyzer ?? '',
  robust_error_handling: guideSteps.robust_error_handling ?? '',
  circuit_breaker: guideSteps.circuit_breaker ?? '',
});
tryAll(trials, { ...steps, ...GLOBALS }, 'needs the guide');

const bare: readonly Trial[] = [
  {
    item: 80,
    says: 'robust_error_handling without processOrder: the text of the ReferenceError is recorded, and wants a person',
    data: paid,
    gives: {
      end: 'done/settled',
      data: {
        order: {
          error: {
            message: 'processOrder is not defined',
            retryable: false,
            stack: expect.stringContaining('robust_error_handling.js:'),
          },
          requiresManualReview: true,
        },
      },
    },
  },
  {
    item: 74,
    says: 'circuit_breaker without its five helpers: the error within catch is the task’s',
    data: critical,
    gives: {
      end: 'error/error',
      error: { name: 'ReferenceError', message: 'recordCircuitBreakerFailure is not defined', step: 'circuit_breaker' },
      logs: ['error Critical operation failed: executeCriticalOperation is not defined'],
    },
  },
];
tryAll(bare, steps, 'needs the guide');

const open = (guideSteps.circuit_breaker ?? '').replace(
  "state: 'CLOSED'",
  "state: 'OPEN', reason: 'too many failures'",
);

const opened: readonly Trial[] = [
  {
    item: 73,
    says: 'circuit_breaker, open: the operation is skipped, the fallback runs, and content returns early',
    data: critical,
    scenario: { connectors: { shop: { fallBack: { from: 'cache' } } } },
    gives: {
      end: 'done/settled',
      logs: ['warn Circuit breaker OPEN for sync. Skipping operation.'],
      calls: [{ method: 'fallBack', args: { name: 'sync' } }],
      data: {
        ...critical,
        circuitBreakerTriggered: true,
        circuitBreakerReason: 'too many failures',
        fallbackExecuted: { from: 'cache' },
      },
    },
  },
];
const openReport = tryAll(opened, { ...asSteps({ circuit_breaker: open }), ...GLOBALS }, 'needs the guide');

guideItem(73, 'circuit_breaker, open: nothing behind the early return was written', () => {
  expect(openReport().scenarios[0]?.data).not.toHaveProperty('criticalOperationComplete');
});
