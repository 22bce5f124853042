// Whether what has happened before is told to a task: it stands in its recording, so only where steps may ask.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { asksHistory } from '../../src/cli/asks-history.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import type { Source } from '../../src/step.ts';
import { ROOT } from '../check/workspace.ts';

const source = (kind: Source['kind'], name: string, text: string): Source => ({ kind, name, file: name, text });
const step = (text: string): Source => source('step', 's', text);
const globals = source('library', 'globals', 'export const getTaskCount = (state) => lib.history.count(state);');
const past = source('library', 'past', 'export const failed = () => lib.history.count("error");');

it.each<[string, boolean, Source[]]>([
  ['a step that asks', true, [step('data.n = lib.history.count();')]],
  ['a step that takes it apart', true, [step('const { history } = lib;')]],
  ['a step that speaks of a history of its own', false, [step('data.history.push(1);')]],
  ['a mock that asks', true, [source('connector', 'crm', 'export default { get: () => lib.history.count() };')]],
  ['a library that nobody uses', false, [past, step('data.n = 1;')]],
  ['a library that a step uses', true, [past, step('data.n = lib.past.failed();')]],
  ['a library that another one uses', true, [past, source('library', 'report', 'export const all = () => lib.past;')]],
  ['globals of which a step takes nothing', false, [globals, step('data.n = 1;')]],
  ['globals of which a step takes a name', true, [globals, step('data.n = getTaskCount("done");')]],
  [
    'globals in another form',
    true,
    [source('library', 'globals', 'module.exports = { n: () => lib.history };'), step('')],
  ],
])('%s', (_, asks, sources) => {
  expect(asksHistory(sources)).toBe(asks);
});

it('the samples have a library that asks, and no step that uses it', async () => {
  const { sources } = await readWorkspace(ROOT);
  expect(readFileSync(`${ROOT}/steps/lib/globals.ts`, 'utf8')).toContain('lib.history');
  expect(asksHistory(sources)).toBe(false);
});
