// The fields of the report on the page are those of real reports.
import { beforeAll, expect, test } from 'vitest';
import { ROOT, runFiles, runFolder } from '../check/workspace.ts';
import { names, part, table } from './page.ts';

/** Below these stands what the user's own data holds. */
const FREE = /\.(data|result|args|value|expected|actual|path|insert\[\]|insert)$|\.calls\[\]\.error$/;

/** What looks like something that has a table already: a subtask like its task, a change between turns like one in a turn. */
const ALIKE: ReadonlyMap<string, string> = new Map([
  ['scenarios[].children[]', 'scenarios[]'],
  ['scenarios[].entries[].patches[]', 'scenarios[].turns[].patches[]'],
]);

const real = new Set<string>();

function collect(value: unknown, path: string): void {
  if (path !== '') real.add(path);
  if (FREE.test(path)) return;
  if (Array.isArray(value)) {
    real.delete(path);
    real.add(`${path}[]`);
    for (const element of value) collect(element, ALIKE.get(`${path}[]`) ?? `${path}[]`);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) collect(inner, path === '' ? key : `${path}.${key}`);
}

/** What the samples do not have: a failure at a place, a problem, a call that nobody answers, a removed field. */
const ODD = {
  'steps/a.js':
    'export const condition = { a: 1 };\nexport const content = () => { delete data.a; connectors.x.y(); };',
  'steps/b.js': 'export const',
  'scenarios/a.json': { a: 1, validateFinalState: { a: 1 } },
};

beforeAll(async () => {
  collect((await runFolder(ROOT, '--coverage')).report, '');
  collect((await runFiles(ODD, '--retry', '1')).report, '');
  collect((await runFiles({ ...ODD, 'scenarios/a.json': { b: 1, expectedSteps: ['a'] } }, '-u')).report, '');
});

/** The heading of a table names what its fields stand in. */
const TABLES = {
  '## Report': '',
  '### A scenario: `scenarios[]`': 'scenarios[].',
  '### A turn: `scenarios[].turns[]`': 'scenarios[].turns[].',
  '### A failure: `scenarios[].failures[]`': 'scenarios[].failures[].',
  '### A problem: `problems[]`': 'problems[].',
};

test('every field of a report is on the page, and no other', () => {
  const told = Object.entries(TABLES).flatMap(([heading, place]) =>
    names(table(part(heading), 'field', 'what')).map((field) => place + field),
  );
  for (const group of ['totals', 'coverage.steps', 'coverage.leaves']) real.delete(group);
  expect([...told].sort()).toEqual([...real].sort());
});
