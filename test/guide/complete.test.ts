// Every item of the guide's checklist has a test here, and every step that the guide prints whole is in one.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { guideItem } from './item.ts';
import { guideSteps } from './page.ts';
import { GLOBALS } from './trial.ts';

const HERE = new URL('.', import.meta.url).pathname;
const ITEMS = 102;

const files = readdirSync(HERE).filter((file) => file.endsWith('.test.ts') && file !== 'complete.test.ts');
const tests = files.map((file) => readFileSync(`${HERE}/${file}`, 'utf8')).join('\n');

test('every item from 1 to 102 has a test, and none is left out', () => {
  const tried = new Set(
    [...tests.matchAll(/(?:^(?:guideItem|item)\(\s*|^ +item: )(\d+),/gm)].map(([, number]) => Number(number)),
  );
  const missing = Array.from({ length: ITEMS }, (_, index) => index + 1).filter((number) => !tried.has(number));
  expect(missing).toEqual([]);
  expect([...tried].filter((number) => number > ITEMS)).toEqual([]);
  expect(tests).not.toMatch(/\.(?:skip|todo|only|fails)\b/);
});

guideItem(62, 'each step that the guide prints whole is tried', () => {
  expect(Object.keys(guideSteps)).toHaveLength(16);
  expect(Object.keys(guideSteps).filter((name) => !new RegExp(`\\b${name}\\b`).test(tests))).toEqual([]);
});

/** Of JavaScript, and what helpers take as parameters. */
const KNOWN = ['setTimeout', 'setImmediate', 'resolve', 'operation'];

guideItem(62, 'every function that a step calls and defines nowhere is supplied by the samples’ globals', () => {
  const supplied = [...String(Object.values(GLOBALS)).matchAll(/export const (\w+)/g)].map(([, name]) => name);
  const missing = Object.values(guideSteps).flatMap((code) =>
    [...code.matchAll(/(?<![.\w'"`])([a-z]\w*)\(/g)]
      .map(([, name = '']) => name)
      .filter((name) => ![...supplied, ...KNOWN].includes(name) && !code.includes(`function ${name}(`)),
  );
  expect(supplied.length).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});
