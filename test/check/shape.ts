// The form of the JSON report, as formats.md has it: which keys each object has, no more and no fewer.

export type Shape = 'text' | 'number' | 'any' | 'object' | { readonly [key: string]: Shape } | ListOf | OrNull | OneOf;
interface ListOf {
  readonly list: Shape;
}
interface OrNull {
  readonly orNull: Shape;
}
/** The first word that is the value of `op` (or whatever key) decides; see `patch`. */
interface OneOf {
  readonly oneOf: readonly Shape[];
}

const path: Shape = 'object';
const patch: Shape = {
  oneOf: [
    { op: 'text', path, value: 'any' },
    { op: 'text', path },
    { op: 'text', path, index: 'number', remove: 'number', insert: { list: 'any' } },
  ],
};
const call: Shape = {
  oneOf: ['result', 'error', ''].map((end) => ({
    ...{ connector: 'text', method: 'text', args: 'any', source: 'text' },
    ...(end === '' ? {} : { [end]: 'any' }),
  })) as readonly Shape[],
};
const failure = { check: 'text', expected: 'any', actual: 'any', message: 'text' } as const;
const task: Shape = {
  ...{ id: 'text', name: 'text', tags: { list: 'text' }, state: 'text', reason: 'text', result: 'any' },
  durationMs: 'number',
  error: {
    orNull: { name: 'text', message: 'text', step: 'text', file: 'text', line: 'number', column: 'number' },
  },
};
const turn: Shape = {
  ...{ turn: 'number', step: 'text', agenda: { list: 'text' }, matchMs: 'number', runMs: 'number' },
  patches: { list: patch },
  logs: { list: { level: 'text', text: 'text' } },
  calls: { list: call },
};

export const REPORT: Shape = {
  ...{ version: 'number', dir: 'text', seed: 'number', durationMs: 'number' },
  totals: { scenarios: 'number', passed: 'number', failed: 'number', skipped: 'number' },
  scenarios: {
    list: {
      ...{ name: 'text', file: 'text', status: 'text', steps: { list: 'text' } },
      task: { orNull: task },
      turns: { list: turn },
      entries: { list: { after: 'number', cause: 'text', patches: { list: patch } } },
      children: { list: 'object' },
      data: 'object',
      failures: { list: { oneOf: [failure, { ...failure, path: 'text' }] } },
    },
  },
  problems: {
    list: { severity: 'text', file: 'text', line: 'number', column: 'number', message: 'text', hint: 'text' },
  },
  coverage: 'any',
};

/** Places where a value is not of that form, with what is wrong there. */
export function misfits(value: unknown, shape: Shape, at = 'report'): string[] {
  if (shape === 'any') return [];
  if (shape === 'text') return typeof value === 'string' ? [] : [`${at} is no text`];
  if (shape === 'number') return typeof value === 'number' ? [] : [`${at} is no number`];
  if (shape === 'object') return typeof value === 'object' && value !== null ? [] : [`${at} is no object`];
  if (isOneOf(shape))
    return shape.oneOf.some((one) => misfits(value, one).length === 0) ? [] : [`${at} has no known form`];
  if (isOrNull(shape)) return value === null ? [] : misfits(value, shape.orNull, at);
  if (isListOf(shape)) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((item: unknown, index) => misfits(item, shape.list, `${at}.${index}`));
  }
  return misfitFields(value, shape, at);
}

function misfitFields(value: unknown, shape: { readonly [key: string]: Shape }, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${at} is no object`];
  const fields = value as Readonly<Record<string, unknown>>;
  const extra = Object.keys(fields).filter((key) => !Object.hasOwn(shape, key));
  const missing = Object.keys(shape).filter((key) => !Object.hasOwn(fields, key));
  return [
    ...extra.map((key) => `${at}.${key} is not in formats.md`),
    ...missing.map((key) => `${at}.${key} is missing`),
    ...Object.entries(shape).flatMap(([key, inner]) =>
      Object.hasOwn(fields, key) ? misfits(fields[key], inner, `${at}.${key}`) : [],
    ),
  ];
}

function isOneOf(shape: Shape): shape is OneOf {
  return typeof shape === 'object' && Array.isArray((shape as { oneOf?: unknown }).oneOf);
}

function isOrNull(shape: Shape): shape is OrNull {
  return typeof shape === 'object' && 'orNull' in shape;
}

function isListOf(shape: Shape): shape is ListOf {
  return typeof shape === 'object' && 'list' in shape;
}
