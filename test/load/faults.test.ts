// Each thing that can be wrong with a file is a Problem with its place, and everything beside it loads.
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkspace } from '../../src/load/workspace.ts';
import type { Problem } from '../../src/step.ts';
import { type FileTexts, makeFolder } from './folder.ts';

interface FaultCase {
  readonly what: string;
  readonly files?: FileTexts;
  readonly prepare?: (dir: string) => void;
  readonly problem: Partial<Problem>;
}

const error = (file: string, line: number, column: number, message: string): Partial<Problem> => ({
  severity: 'error',
  file,
  line,
  column,
  message,
});

const CASES: readonly FaultCase[] = [
  {
    what: 'two steps of one name',
    files: { 'steps/a.js': '1', 'steps/a.ts': '2' },
    problem: error('steps/a.js', 1, 1, 'several files are the step "a": steps/a.js and steps/a.ts'),
  },
  {
    what: 'two libraries of one name',
    files: { 'steps/lib/a.js': '1', 'steps/lib/a.mts': '2' },
    problem: error('steps/lib/a.js', 1, 1, 'several files are the library "a": steps/lib/a.js and steps/lib/a.mts'),
  },
  {
    what: 'mocks in data and in code for one connector',
    files: { 'scenarios/connectors/a.js': '1', 'scenarios/connectors/a.json': '{"m":1}' },
    problem: error(
      'scenarios/connectors/a.js',
      1,
      1,
      'several files are the connector "a": scenarios/connectors/a.js and scenarios/connectors/a.json',
    ),
  },
  {
    what: 'an empty step',
    files: { 'steps/a.js': ' \n' },
    problem: error('steps/a.js', 1, 1, 'the file is empty'),
  },
  {
    what: 'a binary step',
    files: { 'steps/a.js': 'x\ny\0z' },
    problem: error('steps/a.js', 2, 2, 'this is no text: it has a NUL byte'),
  },
  {
    what: 'UTF-16',
    files: { 'steps/a.js': Buffer.from('\uFEFFlet a;', 'utf16le') },
    problem: error('steps/a.js', 1, 4, 'this is no text: it has a NUL byte'),
  },
  {
    what: 'broken UTF-8',
    files: { 'steps/a.js': Buffer.concat([Buffer.from('ž\n\uFFFDé'), Buffer.from([0xc3, 0x28])]) },
    problem: error('steps/a.js', 2, 3, 'this is no UTF-8 text'),
  },
  {
    what: 'a step of more than 5 MB',
    files: { 'steps/a.js': '/'.repeat(5 * 1024 * 1024 + 1) },
    problem: error('steps/a.js', 1, 1, 'the file is too large: 5.0 MB, the limit is 5 MB'),
  },
  {
    what: 'a folder named like a step',
    files: { 'steps/a.js/readme.md': '' },
    problem: {
      severity: 'warning',
      file: 'steps/a.js',
      line: 1,
      column: 1,
      message: 'this is a folder, though it is named like a file of code',
    },
  },
  {
    what: 'a broken link',
    prepare: (dir) => symlinkSync('nowhere.js', join(dir, 'steps/a.js')),
    problem: error('steps/a.js', 1, 1, 'this link points to a file that is not there'),
  },
  {
    what: 'a link to itself',
    prepare: (dir) => symlinkSync('a.js', join(dir, 'steps/a.js')),
    problem: error('steps/a.js', 1, 1, 'its symbolic links lead in a circle'),
  },
  {
    what: 'a link into its own folder',
    prepare: (dir) => symlinkSync('..', join(dir, 'steps/up')),
    problem: error('steps/up', 1, 1, 'this link leads back into its own folder'),
  },
  {
    what: 'a pipe',
    prepare: (dir) => execFileSync('mkfifo', [join(dir, 'steps/a.js')]),
    problem: error('steps/a.js', 1, 1, 'this is no regular file'),
  },
  {
    what: 'an empty data file',
    files: { 'scenarios/a.json': '' },
    problem: error('scenarios/a.json', 1, 1, 'the file is empty'),
  },
  {
    what: 'comments only',
    files: { 'scenarios/a.json': '// later\n' },
    problem: error('scenarios/a.json', 1, 1, 'the file holds comments only'),
  },
  {
    what: 'a missing comma',
    files: { 'scenarios/a.json': '{\r\n  "a": 1\r\n  "b": 2\r\n}' },
    problem: error('scenarios/a.json', 3, 3, 'a comma is missing before this'),
  },
  {
    what: 'a file cut short',
    files: { 'scenarios/a.json': '{\n  "a": [1, 2\n' },
    problem: error('scenarios/a.json', 2, 13, 'a closing bracket is missing'),
  },
  {
    what: 'single quotes',
    files: { 'scenarios/a.json': "{ 'a': 1 }" },
    problem: error('scenarios/a.json', 1, 3, 'this is no JSON value'),
  },
  {
    what: 'a key that stands twice',
    files: { 'scenarios/a.json': '{ "a": 1,\n "a": 2 }' },
    problem: {
      severity: 'warning',
      file: 'scenarios/a.json',
      line: 2,
      column: 2,
      message: 'the key "a" stands twice in this object',
    },
  },
  {
    what: 'a number beyond all',
    files: { 'scenarios/a.json': '{ "a": 1e999 }' },
    problem: error('scenarios/a.json', 1, 8, 'this number is too large'),
  },
  {
    what: 'nesting that would overflow the parser',
    files: { 'scenarios/a.json': '['.repeat(100_000) },
    problem: error('scenarios/a.json', 1, 1, 'the data is nested more than 500 deep'),
  },
  {
    what: 'nesting that would overflow others',
    files: { 'scenarios/a.json': '['.repeat(502) + ']'.repeat(502) },
    problem: error('scenarios/a.json', 1, 1, 'the data is nested more than 500 deep'),
  },
  {
    what: 'YAML that is not aligned',
    files: { 'scenarios/a.yaml': 'a: 1\n b: 2\n' },
    problem: error('scenarios/a.yaml', 1, 4, 'a second colon on this line, or keys that are not aligned'),
  },
  {
    what: 'a YAML bomb of aliases',
    files: {
      'scenarios/a.yml': `a: &a [1,1,1,1,1,1,1,1,1]\n${['b', 'c', 'd', 'e']
        .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcd'[index]}`)}]\n`)
        .join('')}`,
    },
    problem: error(
      'scenarios/a.yml',
      1,
      1,
      'its aliases cannot be followed: Excessive alias count indicates a resource exhaustion attack',
    ),
  },
  {
    what: 'a YAML alias of nothing',
    files: { 'scenarios/a.yml': 'a: *nope' },
    problem: error(
      'scenarios/a.yml',
      1,
      1,
      'its aliases cannot be followed: Unresolved alias (the anchor must be set before the alias): nope',
    ),
  },
  {
    what: 'a YAML alias of itself',
    files: { 'scenarios/a.yml': 'b: 1\na: &a [*a]' },
    problem: error('scenarios/a.yml', 2, 1, 'the data is nested more than 500 deep'),
  },
  {
    what: 'a YAML value that JSON has not',
    files: { 'scenarios/a.yml': 'a:\n  - 1\n  - .nan\n' },
    problem: error('scenarios/a.yml', 3, 5, 'NaN is no JSON value'),
  },
  {
    what: 'two YAML documents where one value is wanted',
    files: { 'scenarios/connectors/a.yml': 'a: 1\n---\nb: 1\n' },
    problem: error('scenarios/connectors/a.yml', 2, 1, 'a second document begins here'),
  },
  {
    what: 'a YAML tag',
    files: { 'scenarios/a.yml': 'a: !secret x\n' },
    problem: {
      severity: 'warning',
      file: 'scenarios/a.yml',
      line: 1,
      column: 4,
      message: 'this tag has no meaning here',
    },
  },
  {
    what: 'mocks that are no object',
    files: { 'scenarios/connectors/a.json': '[1]' },
    problem: error(
      'scenarios/connectors/a.json',
      1,
      1,
      'the mocks of connector "a" must be an object of methods, not a list',
    ),
  },
  {
    what: 'a list of answers without any',
    files: { 'scenarios/connectors/a.json': '{ "m": 5,\n  "none": [] }' },
    problem: error(
      'scenarios/connectors/a.json',
      2,
      3,
      '"none" has no answer: a list holds one answer for each attempt, and this one is empty',
    ),
  },
  {
    what: 'a config that is torn',
    files: { 'stepscope.config.json': '{\n "steps": ' },
    problem: error('stepscope.config.json', 2, 10, 'a value is missing here'),
  },
];

test.each(CASES)('$what', async ({ files = {}, prepare, problem }) => {
  const others = { 'steps/ok.js': 'ok', 'scenarios/ok.json': '{"ok":1}', 'scenarios/connectors/ok.json': '{"m":1}' };
  const dir = makeFolder({ ...others, ...files });
  prepare?.(dir);
  const { sources, scenarios, mocks, problems } = await readWorkspace(dir);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject(problem);
  expect(problems[0]?.hint).not.toBe('');
  // A file at fault gives nothing, unless it is only warned of.
  const own = problem.severity === 'warning' && problem.file?.startsWith('scenarios') ? ['a'] : [];
  expect(sources.map(({ name }) => name)).toEqual(['ok']);
  expect(scenarios.map(({ name }) => name)).toEqual([...own, 'ok']);
  expect(mocks).toEqual({ ok: { m: 1 } });
});

test('a link to a folder or file elsewhere is followed', async () => {
  const dir = makeFolder({ 'steps/ok.js': '1', 'shared/x.js': '2', 'scenarios/a.json': '{}' });
  symlinkSync('../shared', join(dir, 'steps/shared'));
  symlinkSync('../shared/x.js', join(dir, 'steps/y.js'));
  const { sources, problems } = await readWorkspace(dir);
  expect(sources.map(({ name, text }) => [name, text])).toEqual([
    ['ok', '1'],
    ['shared/x', '2'],
    ['y', '2'],
  ]);
  expect(problems).toEqual([]);
});

test('a frame shows the place', async () => {
  const dir = makeFolder({ 'steps/a.js': '1', 'scenarios/a.json': '{\n\t"a": 1\n\t"b": 2\n}\n' });
  const { problems } = await readWorkspace(dir);
  expect(problems[0]?.frame).toBe(['  2 |  "a": 1', '> 3 |  "b": 2', '    |  ^', '  4 | }'].join('\n'));
});

test('a file with thousands of mistakes is reported in good time', async () => {
  const wrong = JSON.stringify(Array(5000).fill({ expectedSteps: 1 }), null, 1);
  const dir = makeFolder({ 'steps/a.js': '1', 'scenarios/a.json': wrong });
  const start = performance.now();
  const { problems } = await readWorkspace(dir);
  expect(performance.now() - start).toBeLessThan(2000);
  expect(problems).toHaveLength(5000);
  expect(problems.at(-1)).toMatchObject({ line: 3 * 5000, column: 3 });
  expect(problems.filter(({ frame }) => frame !== undefined)).toHaveLength(20);
});
