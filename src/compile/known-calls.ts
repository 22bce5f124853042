// What JavaScript's own functions, and the platform's, do with what they are given; and the names in a call.
import type { Expression, MemberExpression } from 'oxc-parser';

/** Give what has nothing to do with the place they were given. */
export const FRESH = new Set([
  ...['console', 'connectors', 'audit', 'Math', 'JSON', 'Number', 'String', 'Boolean', 'Date', 'BigInt', 'isNaN'],
  ...['parseInt', 'parseFloat', 'structuredClone', 'encodeURIComponent', 'decodeURIComponent', 'Intl', 'crypto'],
  ...['task', 'step', 'clearTimeout', 'isFinite', 'Error', 'TypeError', 'RangeError'],
  ...['RegExp', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'process', 'performance', 'blob', 'Symbol'],
]);
/** Of `Object`, `Array`, …: those that look and change nothing. */
const LOOKING = new Set([
  'keys',
  'isArray',
  'hasOwn',
  'is',
  'values',
  'entries',
  'from',
  'of',
  'fromEntries',
  'freeze',
]);
export const NEW_KEYS = new Set(['keys', 'isArray', 'hasOwn', 'is']);
/** Of lists: those that call a function with an element first. */
export const WITH_ELEMENTS = new Set([
  ...['forEach', 'map', 'filter', 'find', 'findLast', 'findIndex', 'findLastIndex', 'some', 'every', 'flatMap', 'sort'],
]);
export const WITH_TWO = new Set(['reduce', 'reduceRight', 'from']);

/** Of texts, numbers and lists: those whose answer is no place. */
export const PLAIN_ANSWERS = new Set([
  ...[
    'trim',
    'toLowerCase',
    'toUpperCase',
    'toFixed',
    'toString',
    'split',
    'join',
    'includes',
    'startsWith',
    'endsWith',
  ],
  ...['indexOf', 'replace', 'replaceAll', 'match', 'test', 'some', 'every', 'findIndex', 'push', 'unshift', 'padStart'],
  ...['padEnd', 'repeat', 'substring', 'charAt', 'toISOString', 'hasOwnProperty', 'localeCompare', 'keys'],
]);

/** The key that a member expression names; null where it is computed. */
export function nameOf(expression: MemberExpression): string | null {
  if (expression.property.type === 'PrivateIdentifier') return expression.property.name;
  if (!expression.computed && expression.property.type === 'Identifier') return expression.property.name;
  return textOf(expression.property);
}

export function textOf(expression: { readonly type: string; readonly value?: unknown }): string | null {
  if (expression.type !== 'Literal') return null;
  return typeof expression.value === 'string' || typeof expression.value === 'number' ? String(expression.value) : null;
}

/** The name at the root of `a.b.c`, or `this`. */
export function rootName(expression: Expression): string | null {
  let at = expression;
  while (at.type === 'MemberExpression' || at.type === 'ChainExpression' || at.type === 'ParenthesizedExpression')
    at = at.type === 'MemberExpression' ? at.object : at.expression;
  if (at.type === 'ThisExpression') return 'this';
  return at.type === 'Identifier' ? at.name : null;
}

/** `Object.keys` and the like. */
export function isLooking(callee: Expression): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  return ['Object', 'Array', 'Reflect'].includes(callee.object.name) && LOOKING.has(nameOf(callee) ?? '');
}

const CALLERS = new Set(['then', 'catch', 'finally', 'replace', 'replaceAll']);
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Promise']);

/** It calls the function that it is handed, and changes nothing of what that gives. */
export function isCaller(callee: Expression): boolean {
  if (callee.type === 'Identifier') return TIMERS.has(callee.name);
  if (callee.type !== 'MemberExpression') return false;
  const name = nameOf(callee) ?? '';
  return WITH_ELEMENTS.has(name) || WITH_TWO.has(name) || CALLERS.has(name);
}
