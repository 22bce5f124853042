// The guide's steps that guard themselves: against loops, against wrong input, against connectors that fail.
import { expect } from 'vitest';
import { guideItem } from './item.ts';
import { block, guideSteps } from './page.ts';
import { asSteps, type Trial, tryAll } from './trial.ts';

const LOOPS = 'Step execution limit exceeded - possible infinite loop';
/** "Add loop detection": its condition and its logic are ours, which here asks to run again. */
const counted = `export const condition = { work: Boolean };
${block('Add loop detection').replace('// Your step logic here', 'if (data.work) step.redo();')}`;

const email = 'a@example.com';
const contact = (...answers: unknown[]): object => ({ connectors: { hubspot: { createContact: answers } } });
const down = { $throw: { name: 'Error', message: 'hubspot is down', code: 503 } };

const trials: readonly Trial[] = [
  {
    item: 95,
    says: 'loop prevention by counter: the eleventh run throws, and the throw ends the task',
    data: { work: true },
    gives: {
      end: 'error/error',
      error: { message: LOOPS, step: 'counted' },
      steps: Array(11).fill('counted'),
      data: { stepExecutionCount: 11 },
    },
  },
  {
    item: 95,
    says: 'loop prevention by counter: what runs once is not disturbed',
    data: { work: false },
    gives: { end: 'done/settled', steps: ['counted'], data: { stepExecutionCount: 1, processingComplete: true } },
  },
  {
    item: 96,
    says: 'validate_input: what is missing and what is of the wrong type, through getNestedValue',
    data: { validateInput: true, customer: { email: 7 }, order: { total: '5000' } },
    gives: {
      end: 'done/settled',
      logs: ["error Validation failed: [ 'Missing required field: order.items', 'order.total must be a number' ]"],
      data: {
        validationErrors: ['Missing required field: order.items', 'order.total must be a number'],
        validationPassed: false,
        inputValidated: true,
      },
    },
  },
  {
    item: 96,
    says: 'validate_input: no parent at all is missing too, and items must be a list',
    data: { validateInput: true, order: { total: 5, items: 'none' } },
    gives: { data: { validationErrors: ['Missing required field: customer.email', 'order.items must be an array'] } },
  },
  {
    item: 96,
    says: 'validate_input: all is well',
    data: { validateInput: true, customer: { email }, order: { total: 5, items: [] } },
    scenario: contact({ id: 'crm-1' }),
    gives: {
      logs: expect.arrayContaining(['log Validation passed']),
      data: { validationPassed: true, inputValidated: true },
    },
  },
  {
    item: 97,
    says: 'robust_connector_usage: fails twice, then succeeds, 2 s and 4 s later on the task’s clock, and returns from the loop',
    data: { customer: { email, firstName: 'Ann', lastName: 'Lee' } },
    scenario: contact(down, down, { id: 'crm-7' }, { id: 'never asked' }),
    gives: {
      end: 'done/settled',
      ms: expect.toSatisfy((ms: number) => ms >= 6_000 && ms < 7_000, '6 s and little more'),
      calls: [
        { args: { email, firstName: 'Ann', lastName: 'Lee' }, error: { message: 'hubspot is down', code: 503 } },
        { error: { message: 'hubspot is down' } },
        { result: { id: 'crm-7' } },
      ],
      logs: [
        'error Connector attempt 1 failed: hubspot is down',
        'error Connector attempt 2 failed: hubspot is down',
        'log CRM record created: crm-7',
      ],
      data: { customer: { crmId: 'crm-7', crmRecordCreated: true, crmCreatedAt: '2025-01-01T00:00:06.000Z' } },
    },
  },
  {
    item: 98,
    says: 'robust_connector_usage: when all attempts have failed it goes on with flags, and the state is not error',
    data: { customer: { email } },
    scenario: contact(down),
    gives: {
      end: 'done/settled',
      error: null,
      calls: [{}, {}, {}],
      logs: expect.arrayContaining(['error CRM record creation failed after all retries']),
      data: {
        customer: {
          crmRecordCreated: false,
          requiresManualCrmCreation: true,
          crmError: { message: 'hubspot is down', retries: 3, finalAttemptAt: '2025-01-01T00:00:06.000Z' },
        },
      },
    },
  },
  {
    item: 99,
    says: 'robust_connector_usage sets customer.crmRecordCreated and waits for crmRecordCreated: it still matches, and runs once',
    data: { customer: { email } },
    scenario: contact({ id: 'crm-7' }),
    gives: { end: 'done/settled', steps: ['robust_connector_usage'] },
  },
];

const { validate_input = '', robust_connector_usage = '' } = guideSteps;
const steps = {
  counted,
  validate_input,
  robust_connector_usage,
};
const report = tryAll(trials, asSteps(steps), 'needs the guide');

guideItem(97, 'back-off of seconds on the task’s clock takes none of ours', () => {
  expect(report().durationMs).toBeLessThan(5_000);
});
