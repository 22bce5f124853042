// The guide's payment step: in test mode, and live with the payment service answered by mocks.
import { expect } from 'vitest';
import { guideSteps } from './page.ts';
import { asSteps, type Trial, tryAll } from './trial.ts';

const NOW = '2025-01-01T00:00:00.000Z';
const order = { id: 'ORD-1', validated: true, paymentProcessed: null, total: 49.9 };
const live = { order, payment: { token: 'tok_1' }, customer: { id: 'C-7' } };
const charged = { amount: 49.9, source: 'tok_1', metadata: { orderId: 'ORD-1', customerId: 'C-7' } };

const trials: readonly Trial[] = [
  {
    item: 13,
    says: 'process_payment in test mode: a random transaction id, a nested result, no call',
    data: { order, testMode: true },
    gives: {
      end: 'done/settled',
      logs: ['log RUNNING IN TEST MODE', 'log Payment processing: SUCCESS'],
      calls: [],
      data: {
        order: {
          paymentProcessed: true,
          paymentResult: {
            success: true,
            transactionId: expect.stringMatching(/^test_txn_[a-z0-9]{1,9}$/),
            amount: 49.9,
            testMode: true,
            processedAt: NOW,
          },
        },
      },
    },
  },
  {
    item: 13,
    says: 'process_payment: environment "test" is test mode too',
    data: { order, environment: 'test' },
    gives: { data: { order: { paymentProcessed: true, paymentResult: { success: true } } } },
  },
  {
    item: 14,
    says: 'testPaymentFailure: paymentProcessed becomes false, and the step runs once',
    data: { order: { ...order, testPaymentFailure: true }, testMode: true },
    gives: {
      end: 'done/settled',
      steps: ['process_payment'],
      logs: ['log RUNNING IN TEST MODE', 'log Payment processing: FAILED'],
      data: {
        order: {
          paymentProcessed: false,
          paymentResult: { success: false, error: 'Test payment failure', testMode: true, failedAt: NOW },
        },
      },
    },
  },
  {
    item: 14,
    says: 'paymentProcessed false is not null: a task that begins with it is not eligible',
    data: { order: { ...order, paymentProcessed: false }, testMode: true },
    gives: { end: 'incomplete/rejected', steps: [] },
  },
  {
    item: 15,
    says: 'process_payment live: the canned answer of stripe.charge is the result',
    data: live,
    scenario: { connectors: { stripe: { charge: { id: 'ch_1', status: 'succeeded' } } } },
    gives: {
      end: 'done/settled',
      calls: [
        {
          connector: 'stripe',
          method: 'charge',
          args: charged,
          source: 'mock',
          result: { id: 'ch_1', status: 'succeeded' },
        },
      ],
      data: { order: { paymentProcessed: true, paymentResult: { id: 'ch_1', status: 'succeeded' } } },
    },
  },
  {
    item: 15,
    says: 'process_payment live: an error of stripe.charge arrives with message and code',
    data: live,
    scenario: {
      connectors: { stripe: { charge: { $throw: { message: 'Your card was declined', code: 'card_declined' } } } },
    },
    gives: {
      end: 'done/settled',
      logs: ['error Payment processing failed: Your card was declined', 'log Payment processing: FAILED'],
      calls: [{ method: 'charge', error: { message: 'Your card was declined', code: 'card_declined' } }],
      data: {
        order: {
          paymentProcessed: false,
          requiresManualReview: true,
          paymentResult: { success: false, error: 'Your card was declined', errorCode: 'card_declined' },
        },
      },
    },
  },
];

tryAll(trials, asSteps({ process_payment: guideSteps.process_payment ?? '' }), 'needs the guide');
