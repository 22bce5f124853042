// The order of the guide as a state to look at: three turns done, two steps match, one is nearly there.
import type { Patch } from '../../../src/patch.ts';
import type { SessionState } from '../../../src/session/state.ts';
import type { JsonObject, StepInfo } from '../../../src/step.ts';
import { NUMBER, type Played, STRING, stateOf, stepOf } from './fixture.ts';

export const ORDER_STEPS: readonly StepInfo[] = [
  stepOf('validate_customer', {
    customer: { email: { kind: 'regexp', source: '^[^@]+@[^@]+$', flags: 'i' }, validated: null },
  }),
  stepOf('normalize', { order: { total: NUMBER, normalized: null } }),
  stepOf('enrich/customer tier', { customer: { validated: true, tier: null } }),
  stepOf('notify_sales', { order: { status: 'processing', customer: { tier: 'enterprise' } }, notified: null }),
  stepOf('log_order', { order: { status: STRING }, logged: null }),
  stepOf('process_order', {
    order: {
      status: 'pending',
      total: NUMBER,
      items: {
        kind: 'array',
        elements: [
          {
            kind: 'object',
            fields: [
              ['sku', STRING],
              ['price', NUMBER],
            ],
          },
        ],
      },
    },
  }),
  stepOf('refund', { refund: { requested: true, amount: NUMBER, approved: { by: STRING } } }),
  stepOf('archive', { archived: true }, { disabled: true }),
  stepOf('escalate', { order: { age: NUMBER, status: 'stuck' } }, { stale: true }),
];

export const ORDER_DATA: JsonObject = {
  order: {
    id: 'ORD-TEST-001',
    status: 'pending',
    total: 5000,
    items: [
      { id: 'a', sku: 'PRD-001', quantity: 2, price: 2500 },
      { id: 'b', sku: 'PRD-002', quantity: 1, price: 12.5 },
      { id: 'c', sku: 'PRD-003', quantity: 10, price: 1 },
    ],
    customer: { tier: 'enterprise', accountValue: 50000 },
    tags: ['new', 'priority', 'europe'],
  },
  customer: { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
  testMode: true,
  environment: 'test',
};

const NORMALIZE: readonly Patch[] = [
  { op: 'replace', path: ['order', 'total'], value: '5000' },
  { op: 'add', path: ['order', 'normalized'], value: true },
];

const PROCESS: readonly Patch[] = [
  { op: 'replace', path: ['order', 'status'], value: 'processing' },
  { op: 'add', path: ['order', 'processedAt'], value: '2025-01-01T00:00:00.500Z' },
  { op: 'splice', path: ['order', 'tags'], index: 0, remove: 1, insert: [] },
  { op: 'remove', path: ['environment'] },
];

export const ORDER_TURNS: readonly Played[] = [
  {
    step: 'validate_customer',
    patches: [{ op: 'add', path: ['customer', 'validated'], value: true }],
    turn: { why: 'order', over: 'normalize', runMs: 1.2, logs: [{ level: 'log', text: 'Customer validation: PASS' }] },
  },
  {
    step: 'normalize',
    patches: NORMALIZE,
    turn: {
      why: 'specificity',
      over: 'log_order',
      runMs: 0.31,
      logs: [
        { level: 'warn', text: 'total is kept as text\n  was: 5000' },
        { level: 'audit', text: 'normalized ORD-TEST-001' },
      ],
    },
  },
  {
    step: 'enrich/customer tier',
    patches: PROCESS,
    turn: {
      why: 'hand',
      over: 'log_order',
      runMs: 14.2,
      calls: [
        {
          connector: 'crm',
          method: 'lookup',
          args: { email: 'ada@example.com' },
          source: 'mock',
          result: { tier: 'gold', since: 2019 },
        },
        {
          connector: 'billing',
          method: 'charge',
          args: { amount: 5000 },
          source: 'tape',
          error: { name: 'Error', message: 'card declined' },
        },
      ],
    },
  },
];

export function orders(more: Parameters<typeof stateOf>[0]['state'] = {}, turns = ORDER_TURNS): SessionState {
  return stateOf({ steps: ORDER_STEPS, data: ORDER_DATA, turns, state: more });
}
