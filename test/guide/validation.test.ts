// The guide's self-validating step: a good address, a bad one, none at all, and a failure within it.
import { expect } from 'vitest';
import { guideSteps } from './page.ts';
import { asSteps, type Trial, tryAll } from './trial.ts';

const NOW = '2025-01-01T00:00:00.000Z';
const code = guideSteps.validate_customer ?? '';
const lineOf = (text: string): number => code.split('\n').findIndex((line) => line.includes(text)) + 1;

/** A list to push to that is no list: the push throws. */
const noList = { email: 'invalid', validationErrors: 'none' };
const noPush = 'data.customer.validationErrors.push is not a function';

const template = { source: 'test_data', environment: 'test', testMode: true, createdAt: '2025-01-15T10:00:00Z' };

const trials: readonly Trial[] = [
  {
    item: 6,
    says: 'testMode, environment, createdAt of the templates are data like any other: all stays, nothing happens by itself',
    data: { customer: { email: 'test.user@example.com' }, ...template },
    gives: { end: 'done/settled', steps: ['validate_customer'], data: expect.objectContaining(template) },
  },
  {
    item: 7,
    says: 'validate_customer, a valid address: validated, timestamps, method regex, log PASS',
    data: { customer: { email: 'test@example.com', validated: null } },
    gives: {
      end: 'done/settled',
      steps: ['validate_customer'],
      logs: ['log Customer validation: PASS'],
      data: {
        customer: {
          email: 'test@example.com',
          validated: true,
          validatedAt: NOW,
          validationMethod: 'regex',
          lastProcessedAt: NOW,
          lastProcessedBy: 'validate_customer_step',
          executionTime: expect.any(Number),
        },
      },
    },
  },
  {
    item: 8,
    says: 'validate_customer, an invalid address: an array of errors is made and pushed to, log FAIL, no throw, no state error',
    data: { customer: { email: 'invalid' }, testMode: true },
    gives: {
      end: 'done/settled',
      error: null,
      logs: ['log Customer validation: FAIL'],
      data: {
        testMode: true,
        customer: expect.objectContaining({
          validated: false,
          validationError: 'Invalid email format',
          validationErrors: [{ field: 'email', error: 'Invalid format', timestamp: NOW }],
        }),
      },
    },
  },
  {
    item: 8,
    says: 'validate_customer: a second error comes behind those that are there',
    data: { customer: { email: 'invalid', validationErrors: [{ field: 'name' }] } },
    gives: {
      data: { customer: { validationErrors: [{ field: 'name' }, expect.objectContaining({ field: 'email' })] } },
    },
  },
  {
    item: 9,
    says: 'validate_customer fails in test mode: thrown again, so state error, and what catch wrote is kept',
    data: { customer: noList, testMode: true },
    gives: {
      end: 'error/error',
      error: { name: 'TypeError', message: noPush, step: 'validate_customer', line: lineOf('validationErrors.push') },
      logs: [`error Customer validation error: ${noPush}`],
      data: {
        customer: {
          validated: false,
          validationError: noPush,
          lastError: { message: noPush, timestamp: NOW, step: 'validate_customer' },
        },
      },
    },
  },
  {
    item: 9,
    says: 'validate_customer fails without test mode: catch writes lastError and the task is done',
    data: { customer: noList },
    gives: {
      end: 'done/settled',
      error: null,
      data: { customer: { validated: false, lastError: { message: noPush } } },
    },
  },
  {
    item: 10,
    says: 'error.stack in data: its lines point into the step’s file and line',
    data: { customer: noList },
    gives: {
      data: {
        customer: {
          lastError: {
            stackTrace: expect.stringMatching(
              new RegExp(
                `^TypeError: .*\\n +at .*steps/validate_customer\\.js:${lineOf('validationErrors.push')}:\\d+`,
              ),
            ),
          },
        },
      },
    },
  },
  {
    item: 11,
    says: 'no address at all: the condition asks for a String, so nothing runs and nothing throws',
    data: { customer: { status: 'new' }, testMode: true },
    gives: { end: 'incomplete/rejected', steps: [], error: null, logs: [] },
  },
  {
    item: 12,
    says: 'an Error that is thrown inside try reaches the step’s own catch: an empty address is a String, and refused',
    data: { customer: { email: '' } },
    gives: {
      end: 'done/settled',
      data: { customer: { validated: false, validationError: 'Customer email is required for validation' } },
    },
  },
];

tryAll(trials, asSteps({ validate_customer: code }), 'needs the guide');

const forgetful = code.replace('data.customer.validated = true;', '');

const forgotten: readonly Trial[] = [
  {
    item: 12,
    says: 'output validation within the step: a field that was forgotten is found, and caught by the step itself',
    data: { customer: { email: 'test@example.com', validated: null } },
    gives: {
      end: 'done/settled',
      data: { customer: { validationError: 'Validation step completed but validated field not set' } },
    },
  },
  {
    item: 12,
    says: 'output validation in test mode: what was found ends the task in error',
    data: { customer: { email: 'test@example.com', validated: null }, testMode: true },
    gives: { end: 'error/error', error: { message: 'Validation step completed but validated field not set' } },
  },
];

tryAll(forgotten, asSteps({ validate_customer: forgetful }), 'needs the guide');
