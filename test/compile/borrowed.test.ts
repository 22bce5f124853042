// Which names of steps/lib/globals a step uses: better one too few than one too many.
import { expect, it } from 'vitest';
import { borrowedNames } from '../../src/compile/borrowed.ts';

const NAMES = ['getCount', 'RATE', 'notify'];

it.each<[string, string, string[], string?]>([
  ['a call', 'await getCount("done");', ['getCount'], '2:7'],
  ['a value', 'data.price = 2 * RATE;', ['RATE'], '2:18'],
  ['several, each once, at the first of them', 'notify(RATE);\nnotify(RATE);', ['notify', 'RATE'], '2:1'],
  ['in a template and as an argument', 'list.map(notify); `${RATE}`;', ['notify', 'RATE'], '2:10'],
  ['as the short form of a field', 'data.all = { RATE };', ['RATE'], '2:14'],
  ['as a computed key', 'data[RATE] = { [notify]: 1 };', ['RATE', 'notify'], '2:6'],
  ['no name of a field', 'data.RATE = { notify: 1, getCount() {} }; data.notify();', []],
  ['no text', 'console.log("getCount", /RATE/); // notify', []],
  ['no names by way of lib', 'lib.globals.getCount();', []],
  ['what the step declares itself', 'const RATE = 2; function notify() {} notify(RATE);', []],
  ['what it takes as parameters', '[1].map((RATE) => RATE); ((...notify) => notify)();', []],
  ['what it takes apart', 'const { getCount, a: RATE = 1, ...notify } = data; use(getCount, RATE, notify);', []],
  ['what it catches', 'try {} catch (notify) { use(notify); }', []],
])('%s', (_, content, names, place) => {
  const text = `export const condition = {}; export const content = async () => {\n${content}\n};`;
  const found = borrowedNames('steps/s.ts', text, NAMES);
  expect(found?.names ?? []).toEqual(names);
  expect(found ? `${found.position.line}:${found.position.column}` : undefined).toBe(place);
});

it('helpers beside content use them too, and what a step imports is its own', () => {
  const text = "import { RATE } from './rate.js';\nfunction help() {\n  return notify(RATE);\n}\n";
  expect(borrowedNames('steps/s.js', text, NAMES)).toEqual({ names: ['notify'], position: { line: 3, column: 10 } });
});

it('without such a library there is nothing', () => {
  expect(borrowedNames('steps/s.js', 'getCount(', [])).toBeNull();
});
