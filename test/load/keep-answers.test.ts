// Answers go into the file of their scenario, and all else in it stays as its author has it.
import { chmodSync, lstatSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepAnswers } from '../../src/load/keep-answers.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import type { Mocks } from '../../src/step.ts';
import { makeFolder } from './folder.ts';

const ANSWERS: Mocks = { stripe: { charge: [{ $throw: 'down' }, { id: 'ch_1' }] } };
const CHARGE = '"charge": [{ "$throw": "down" }, { "id": "ch_1" }]';

/** The file afterwards, or why nothing was written. */
async function kept(file: string, text: string, name: string, answers = ANSWERS): Promise<string> {
  const path = `scenarios/${file}`;
  const dir = makeFolder({ 'steps/a.js': '', [path]: text });
  const written = keepAnswers(await readWorkspace(dir), { name, file: path }, answers);
  const now = readFileSync(join(dir, path), 'utf8');
  expect(readdirSync(join(dir, 'scenarios'))).toEqual([file]);
  if ('file' in written) return now;
  expect(now).toBe(text);
  return `refused: ${written.refused}`;
}

describe('JSON', () => {
  it.each([
    [
      'connectors, behind a comment and a trailing comma',
      '{\n  // Why.\n  "name": "x",\n  "data": { "a": 1 }, // data\n}\n',
      `{\n  // Why.\n  "name": "x",\n  "data": { "a": 1 }, // data\n  "connectors": { "stripe": { ${CHARGE} } },\n}\n`,
    ],
    [
      'connectors, behind a comment without one',
      '{\n  "name": "x",\n  "data": {} /* d */ // data\n}\n',
      `{\n  "name": "x",\n  "data": {}, /* d */ // data\n  "connectors": { "stripe": { ${CHARGE} } }\n}\n`,
    ],
    [
      'a connector, in one line',
      '{\n    "name": "x",\n    "data": {},\n    "connectors": { "crm": { "get": 1 } }\n}\n',
      `{\n    "name": "x",\n    "data": {},\n    "connectors": { "crm": { "get": 1 }, "stripe": { ${CHARGE} } }\n}\n`,
    ],
    [
      'a method, indented by tabs',
      '{\n\t"name": "x", "data": {},\n\t"connectors": {\n\t\t"stripe": {\n\t\t\t"get": 1, // one\n\t\t},\n\t},\n}\n',
      `{\n\t"name": "x", "data": {},\n\t"connectors": {\n\t\t"stripe": {\n\t\t\t"get": 1, // one\n\t\t\t${CHARGE},\n\t\t},\n\t},\n}\n`,
    ],
    [
      'an answer in the place of another, with the line ends of Windows',
      '{\r\n  "name": "x",\r\n  "data": {},\r\n  "connectors": { "stripe": { "charge": 1 /* c */ } }\r\n}\r\n',
      `{\r\n  "name": "x",\r\n  "data": {},\r\n  "connectors": { "stripe": { ${CHARGE} /* c */ } }\r\n}\r\n`,
    ],
    ['all in one line', '{"name":"x","data":{}}', `{"name":"x","data":{}, "connectors": { "stripe": { ${CHARGE} } }}`],
    [
      'into an empty object',
      '{ "name": "x", "data": {}, "connectors": {} }',
      `{ "name": "x", "data": {}, "connectors": { "stripe": { ${CHARGE} } } }`,
    ],
  ])('%s', async (_, text, edited) => {
    expect(await kept('one.jsonc', text, 'one')).toBe(edited);
  });

  it('breaks long answers into lines', async () => {
    const long = { x: { y: { a: 'a'.repeat(60), b: ['b'.repeat(60)] } } };
    const edited = await kept('one.json', '{\n  "name": "x",\n  "data": {}\n}\n', 'one', long);
    expect(edited).toBe(
      `{\n  "name": "x",\n  "data": {},\n  "connectors": {\n    "x": {\n      "y": {\n        "a": "${'a'.repeat(60)}",\n        "b": ["${'b'.repeat(60)}"]\n      }\n    }\n  }\n}\n`,
    );
  });

  it.each(['list#x', 'list#1'])('finds %s in a list', async (name) => {
    const list = '[\n  { "name": "z", "data": {} },\n  { "name": "x", "data": {} }, // second\n  { "a": 1 }\n]\n';
    const edited = list.replace('"x", "data": {}', `"x", "data": {}, "connectors": { "stripe": { ${CHARGE} } }`);
    expect(await kept('list.json', list, name)).toBe(edited);
  });

  it('a comma on a line of its own is understood, too', async () => {
    const edited = await kept('one.json', '{\n  "name": "x",\n  "data": {}\n  ,\n}\n', 'one');
    expect(edited).toContain('"stripe"');
  });
});

describe('YAML', () => {
  it.each([
    [
      'connectors, as far in as the file has it',
      '# Why.\nname: x\ndata:\n    a: "1" # data\n    list:\n    - 1\n',
      '# Why.\nname: x\ndata:\n    a: "1" # data\n    list:\n    - 1\nconnectors:\n    stripe:\n        charge:\n            - $throw: down\n            - id: ch_1\n',
    ],
    [
      'a method',
      "name: 'x'\ndata: { a: 1 }\nconnectors:\n  stripe:\n    # one\n    get: { $throw: no } # two\n\nexpect: {}\n",
      "name: 'x'\ndata: { a: 1 }\nconnectors:\n  stripe:\n    # one\n    get: { $throw: no } # two\n    charge:\n      - $throw: down\n      - id: ch_1\n\nexpect: {}\n",
    ],
    [
      'an answer in the place of another',
      'name: x\r\ndata: {a: 1}\r\nconnectors: {stripe: {charge: 1}}\r\n',
      'name: x\r\ndata: {a: 1}\r\nconnectors: {stripe: {charge: [ { $throw: down }, { id: ch_1 } ]}}\r\n',
    ],
    [
      'an answer in the place of several lines',
      'name: x\ndata: {}\nconnectors:\n  stripe:\n    charge:\n      id: 1\n      # old\n    get: 1\n',
      'name: x\ndata: {}\nconnectors:\n  stripe:\n    charge:\n      [ { $throw: down }, { id: ch_1 } ]\n      # old\n    get: 1\n',
    ],
    [
      'a scenario of a list',
      '- name: y\n  data: {}\n- name: one\n  data: {}\n',
      '- name: y\n  data: {}\n- name: one\n  data: {}\n  connectors:\n    stripe:\n      charge:\n        - $throw: down\n        - id: ch_1\n',
    ],
    [
      'one of several documents',
      '--- # first\nname: y\ndata: {}\n---\n# second\nname: one\ndata: {}\n...\n---\nb: 1 # third\n',
      '--- # first\nname: y\ndata: {}\n---\n# second\nname: one\ndata: {}\nconnectors:\n  stripe:\n    charge:\n      - $throw: down\n      - id: ch_1\n...\n---\nb: 1 # third\n',
    ],
  ])('%s', async (_, text, edited) => {
    expect(await kept('one.yaml', text, text.startsWith('-') ? 'one#one' : 'one')).toBe(edited);
  });

  it('what is shared through an alias is not changed', async () => {
    const text = 'name: x\ndata: {}\nexpect: {}\nconnectors: { other: &m { get: 1 }, stripe: *m }\n';
    expect(await kept('one.yaml', text, 'one')).toMatch(/^refused: .*cannot be edited here/);
  });
});

describe('refuses', () => {
  it.each([
    ['data alone', 'one.json', '{ "a": 1 }', 'one', /save the task as a scenario/],
    ['data in a list', 'one.json', '[{ "a": 1 }]', 'one#0', /save the task as a scenario/],
    ['code', 'one.js', 'export default { name: "x", data: {} }', 'one', /is code/],
    ['what is gone', 'one.json', '[{ "name": "x", "data": {} }]', 'one#y', /save the task as a scenario/],
    ['what is broken', 'one.json', '{ "name": "x", "data": {} ', 'one', /save the task as a scenario/],
    [
      'a key that stands twice',
      'one.json',
      '{ "name": "x", "data": {}, "connectors": {}, "connectors": { "a": { "b": 1 } } }',
      'one',
      /cannot be edited/,
    ],
  ])('%s', async (_, file, text, name, why) => {
    expect(await kept(file, text, name)).toMatch(why);
  });

  it('what stands in deploy.yaml', async () => {
    const dir = makeFolder({ 'steps/a.js': '', 'deploy.yaml': 'workspaces: []' });
    const written = keepAnswers(await readWorkspace(dir), { name: 'x', file: 'deploy.yaml' }, ANSWERS);
    expect(written).toEqual({ refused: expect.stringContaining('no file of scenarios') });
  });
});

it('goes through a link, and keeps who may read the file', async () => {
  const dir = makeFolder({ 'steps/a.js': '', 'scenarios/one.json': '{ "name": "x", "data": {} }' });
  const [link, real] = [join(dir, 'scenarios/one.json'), join(dir, 'real.json')];
  renameSync(link, real);
  symlinkSync(real, link);
  chmodSync(real, 0o640);
  const written = keepAnswers(await readWorkspace(dir), { name: 'one', file: 'scenarios/one.json' }, ANSWERS);
  expect(written).toEqual({ file: 'scenarios/one.json' });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync(real).mode & 0o777).toBe(0o640);
  expect(readFileSync(real, 'utf8')).toContain('ch_1');
});
