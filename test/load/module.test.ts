import { expect, test } from 'vitest';
import { mocksFromModule, scenariosFromModule } from '../../src/load/module.ts';
import type { Json } from '../../src/step.ts';

test('what a scenario written in JavaScript exports', () => {
  const { scenarios, problems } = scenariosFromModule('scenarios/billing/late.ts', [
    { a: 1, expectedSteps: ['x'], validateFinalState: { b: 'String' } },
    {
      name: 'two',
      data: { a: 2 },
      expect: { data: { code: { $regexp: ['^a', 'i'] }, id: 'Number' } },
      connectors: { crm: { get: { $function: 'get' }, list: [{ $function: 'list' }, 1] } },
    },
  ]);
  expect(problems).toEqual([]);
  expect(scenarios.map(({ name, file, line, data }) => ({ name, file, line, data }))).toEqual([
    { name: 'billing/late#0', file: 'scenarios/billing/late.ts', line: 0, data: { a: 1 } },
    { name: 'billing/late#two', file: 'scenarios/billing/late.ts', line: 0, data: { a: 2 } },
  ]);
  expect(scenarios[0]?.expect).toEqual({ expectedSteps: ['x'], validateFinalState: { b: 'String' } });
  expect(scenarios[1]?.expect.data).toEqual({
    kind: 'object',
    fields: [
      ['code', { kind: 'regexp', source: '^a', flags: 'i' }],
      ['id', { kind: 'type', type: 'Number' }],
    ],
  });
  expect(scenarios[1]?.connectors).toEqual({
    crm: { get: { $function: 'get' }, list: [{ $function: 'list' }, 1] },
  });
});

test('the name is the path below the scenarios folder, whatever that is called', () => {
  const { scenarios } = scenariosFromModule('cases/flow/x/a.js', { default: { a: 1 } }, 'cases/flow');
  expect(scenarios.map(({ name, data }) => [name, data])).toEqual([['x/a', { default: { a: 1 } }]]);
});

const FUNCTION = { $function: 'f' };
const REGEXP = { $regexp: ['a', ''] };

test.each<[Json, string]>([
  [FUNCTION, 'the export is a function, which is no data'],
  [{ a: { b: [FUNCTION] } }, 'a.b.0 is a function, which is no data'],
  [{ a: REGEXP }, 'a is a regular expression, which is no data'],
  [{ name: 'x', data: { a: FUNCTION } }, 'data.a is a function, which is no data'],
  [{ name: 'x', data: {}, config: { a: FUNCTION } }, 'config.a is a function, which is no data'],
  [
    { name: 'x', data: {}, expect: { paths: { a: REGEXP } } },
    'expect.paths.a is a regular expression, which is no data',
  ],
  [
    { name: 'x', data: {}, expect: { data: { a: FUNCTION } } },
    'an expectation holds no function, so this never matches',
  ],
])('%j is refused', (value, message) => {
  const { scenarios, problems } = scenariosFromModule('scenarios/a.js', value);
  expect(scenarios).toEqual([]);
  expect(problems).toMatchObject([{ severity: 'error', file: 'scenarios/a.js', line: 0, column: 0, message }]);
});

test('one bad element of a list leaves the others', () => {
  const { scenarios, problems } = scenariosFromModule('scenarios/a.js', [{ a: FUNCTION }, { a: 1 }]);
  expect(scenarios.map(({ name }) => name)).toEqual(['a#1']);
  expect(problems).toHaveLength(1);
});

test('methods of a connector', () => {
  const methods = { get: FUNCTION, list: [1, 2] };
  expect(mocksFromModule('scenarios/connectors/crm.ts', methods)).toEqual({ mocks: { crm: methods }, problems: [] });
});

test.each<[Json, string]>([
  [5, 'the mocks of connector "crm" must be an object of methods, not the number 5'],
  [FUNCTION, 'the mocks of connector "crm" must be an object of methods, not an object'],
])('a connector that exports %j', (value, message) => {
  const { mocks, problems } = mocksFromModule('scenarios/connectors/crm.ts', value);
  expect(mocks).toEqual({});
  expect(problems).toMatchObject([{ file: 'scenarios/connectors/crm.ts', message }]);
});
