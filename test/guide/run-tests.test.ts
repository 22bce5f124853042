// The guide's script run_tests.sh, with and without a case that fails.
import { afterEach, expect } from 'vitest';
import { item } from './item.ts';
import { block, guide } from './page.ts';
import { openShell, type Shell } from './shell.ts';

const steps = {
  'steps/validate_customer.js': `export const condition = { customer: { email: String, validated: null } };
export const content = async () => {
  data.customer.validated = /^[^@ ]+@[^@ ]+$/.test(data.customer.email);
  if (!data.customer.validated && data.testMode) throw new Error('Invalid email format');
};
`,
};
const customer = (email: string): object => ({ customer: { email }, testMode: true });
const tests = {
  'tests/data/valid_customer.json': customer('a@example.com'),
  'tests/data/valid_order.json': customer('b@example.com'),
  'tests/data/invalid_data.json': customer('c@example.com'),
  'tests/integration/customer_onboarding.json': customer('d@example.com'),
  'tests/integration/order_fulfillment.json': customer('e@example.com'),
  'tests/performance/load_test.json': customer('f@example.com'),
};

/** The script's logic, shorter, where the guide is not here. */
const ours = `
aloma task new "Unit Test - Customer Validation" -f tests/data/valid_customer.json
aloma task new "Unit Test - Error Handling" -f tests/data/invalid_data.json
FAILED_TESTS=$(aloma task list --state error | grep "Test" | wc -l)
PASSED_TESTS=$(aloma task list --state done | grep "Test" | wc -l)
echo "Test Results:"
echo "  Passed: $PASSED_TESTS"
echo "  Failed: $FAILED_TESTS"
if [ $FAILED_TESTS -gt 0 ]; then
  echo "Some tests failed. Check logs for details."
  aloma task list --state error | grep "Test"
  exit 1
else
  echo "All tests passed!"
  exit 0
fi`;
const script = guide === null ? ours : block('# scripts/run_tests.sh');
const count = guide === null ? 2 : 15;

let shell: Shell | null = null;
afterEach(() => shell?.remove());

/** A task has ended when its command has, so there is nothing to sleep for. */
const open = (files: Record<string, unknown>): Shell => {
  shell = openShell({ ...steps, ...files }, { sleep: 'exit 0' });
  return shell;
};

item(
  101,
  'run_tests.sh, all is well: it counts what has passed and ends with 0',
  async () => {
    const { code, stdout } = await open(tests).sh(script);
    expect(stdout).toContain(`Test Results:\n  Passed: ${count}\n  Failed: 0\nAll tests passed!\n`);
    expect(code).toBe(0);
  },
  60_000,
);

item(
  101,
  'run_tests.sh, one case fails: it counts and names it, and ends with 1',
  async () => {
    const { code, stdout } = await open({ ...tests, 'tests/data/invalid_data.json': customer('nobody') }).sh(script);
    expect(stdout).toContain(`Test Results:\n  Passed: ${count - 1}\n  Failed: 1\nSome tests failed.`);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^Unit Test - Error Handling +\w+ +error/);
    expect(code).toBe(1);
  },
  60_000,
);
