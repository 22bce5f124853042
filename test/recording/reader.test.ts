// What the reader says of files that are damaged, forged, or no recordings at all; none of them stops it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { DEEPEST } from '../../src/json.ts';
import type { RecordedLine, RecordingHeader } from '../../src/recorded.ts';
import { parseRecording, readRecording } from '../../src/recording/read.ts';
import type { HEADER as HEADER_SHAPE, LINE } from '../../src/recording/shapes.ts';
import { openPlayback } from '../../src/session/playback.ts';
import { createViews } from '../../src/session/views/views.ts';

const HEADER: RecordingHeader = {
  ...{ format: 'stepscope-recording', version: 1, stepscope: '0.1.0' },
  task: { id: 't', name: 'one', scenario: 'one', seed: 1, createdAt: 0, stream: 'one' },
  settings: {
    ...{ strategy: 'specificity', completion: 'settled', order: [], realTime: false, live: [] },
    limits: { turns: 10, stepMs: 10, memoryMb: 10, logLines: 10, dataMb: 1 },
  },
  steps: [
    {
      ...{
        name: 'a',
        file: 'steps/a.js',
        specificity: 1,
        order: 0,
        disabled: false,
        stale: false,
        hash: 'x',
        source: '',
      },
      condition: { kind: 'object', fields: [['n', { kind: 'type', type: 'Number' }]] },
    },
  ],
  ...{ libraries: [], disabled: [], config: {}, history: [] },
};

const LINES: readonly RecordedLine[] = [
  {
    ...{ kind: 'started', task: 't', name: 'one', scenario: 'one', tags: [], createdAt: 0, seed: 1, stream: 'one' },
    ...{ parent: null, data: { n: 1, list: [1, 2] } },
  },
  { kind: 'matched', task: 't', turn: 1, on: ['a'], off: [], fresh: true, verdicts: [], matchMs: 0 },
  { kind: 'selected', task: 't', turn: 1, step: 'a', why: 'alone', over: null },
  {
    ...{ kind: 'ran', task: 't', turn: 1, step: 'a', runMs: 1, clock: 1, rearmed: false },
    patches: [{ op: 'replace', path: ['n'], value: 2 }],
  },
  { kind: 'matched', task: 't', turn: 2, on: [], off: ['a'], fresh: false, verdicts: [], matchMs: 0 },
  { kind: 'ended', task: 't', state: 'done', reason: 'settled', result: null, error: null, durationMs: 1 },
];

const text = (lines: readonly unknown[], header: unknown = HEADER): string =>
  [header, ...lines].map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
const changed = (index: number, change: object): string =>
  text(LINES.map((line, place) => (place === index ? { ...line, ...change } : line)));
const replaced = (index: number, line: unknown): string =>
  text(LINES.map((one, place) => (place === index ? line : one)));
const patched = (...patches: readonly unknown[]): string => changed(3, { patches });

const GOOD = text(LINES);

function problemOf(given: string) {
  const read = parseRecording(given, 'x.stepscope.jsonl');
  return 'problem' in read ? read.problem : null;
}

/** A new kind of event must be given its shape. */
type Shapeless = Exclude<RecordedLine['kind'], z.infer<typeof LINE>['kind'] | 'compared'>;
const hasShapes: [Shapeless] extends [never] ? true : false = true;

it('knows every kind of line', () => expect(hasShapes).toBe(true));

/** A shape as a plain type: without the keys that are let pass, and nothing of it written to. */
type Plain<T> = unknown extends T
  ? unknown
  : T extends readonly [infer A, infer B]
    ? readonly [Plain<A>, Plain<B>]
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? { readonly [Key in keyof T as string extends Key ? never : Key]: Plain<T[Key]> }
        : T;
/** What an event may hold and its shape refuses could be written, and never read again. */
const takesWhatIsWritten = (line: Exclude<RecordedLine, { kind: 'compared' }>): Plain<z.infer<typeof LINE>> => line;
const takesItsHeader = (header: RecordingHeader): Plain<z.infer<typeof HEADER_SHAPE>> => header;

it('takes whatever an event may hold', () => {
  const waiting = { kind: 'waiting', task: 't', after: 1, why: 'park' } as const;
  expect(problemOf(text([...LINES.slice(0, 4), takesWhatIsWritten(waiting)], takesItsHeader(HEADER)))).toBeNull();
});

it('reads what is right', () => {
  expect(parseRecording(GOOD, 'x')).toEqual({
    recording: { file: 'x', header: HEADER, lines: LINES, isTruncated: false },
  });
  expect(problemOf(`\ufeff${GOOD}`)).toBeNull();
});

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const withDeep = (levels: number): string =>
  replaced(0, JSON.stringify({ ...LINES[0], data: { n: 0 } }).replace('"n":0', `"n":0,"deep":${nested(levels)}`));

describe('a fault', () => {
  it.each([
    ['an empty file', '', 1, /empty/],
    ['another file', '{"name": "a"}\n', 1, /no header/],
    ['a text', 'hello\n', 1, /no header/],
    ['null', 'null\n', 1, /no header/],
    ['a newer format', text([], { ...HEADER, version: 2 }), 1, /format 2/],
    ['a header without steps', text([], { ...HEADER, steps: undefined }), 1, /"steps"/],
    [
      'a condition of no known kind',
      text([], { ...HEADER, steps: [{ ...HEADER.steps[0], condition: { kind: 'x' } }] }),
      1,
      /condition/,
    ],
    [
      'a moment that no Date can hold',
      text([], { ...HEADER, task: { ...HEADER.task, createdAt: 1e300 } }),
      1,
      /createdAt/,
    ],
    ['a line that is no JSON', replaced(1, '{"kind": '), 3, /no JSON/],
    ['a blank line', replaced(1, ''), 3, /no JSON/],
    [
      'a line of no known kind',
      replaced(1, { kind: 'exploded', task: 't' }),
      3,
      /"kind" is "exploded", which is not known here/,
    ],
    ['a list as a line', replaced(1, []), 3, /no line/],
    ['data that is a list', changed(0, { data: [] }), 2, /"data"/],
    ['data nested too deep', withDeep(1_100), 2, /1020 deep/],
    [
      'a number that is a text',
      changed(3, { runMs: 'fast' }),
      5,
      /"runMs" .*: it is "fast", and must be of the type number/,
    ],
    ['a number that is not there', changed(3, { runMs: undefined }), 5, /"runMs" is missing/],
    ['a reason of none', changed(2, { why: 'luck' }), 4, /"why" .*: it is "luck", and must be "specificity" or /],
    ['a task that has not begun', changed(1, { task: 'other' }), 3, /"other", which has not begun/],
    ['a task that begins twice', replaced(1, LINES[0]), 3, /begun before/],
    [
      'a fork of nobody',
      replaced(1, { kind: 'forked', task: 'f', from: { task: 'x', turns: 0 }, rearmed: [] }),
      3,
      /fork of "x"/,
    ],
    [
      'a fork of the future',
      replaced(1, { kind: 'forked', task: 'f', from: { task: 't', turns: 5 }, rearmed: [] }),
      3,
      /after turn 5/,
    ],
    ['a turn out of order', changed(2, { turn: 2 }), 4, /turn 2, but 0 turns are over/],
    ['a turn far away', changed(2, { turn: 4_000_000_000 }), 4, /turn 4000000000/],
    ['a turn 0', changed(2, { turn: 0 }), 4, /"turn"/],
    ['a match far away', changed(1, { turn: 1e9 }), 3, /turn 1000000000/],
    ['a turn that begins twice', replaced(3, LINES[2]), 5, /has begun and is not over/],
    ['a run of nothing', replaced(2, LINES[1]), 5, /nothing was selected/],
    ['a patch that leads nowhere', patched({ op: 'add', path: ['no', 'where'], value: 1 }), 5, /no place at no/],
    ['a patch far behind a list', patched({ op: 'add', path: ['list', 4e9], value: 1 }), 5, /no place at list/],
    ['a patch beside a list', patched({ op: 'add', path: ['list', 'length'], value: 9 }), 5, /no place at list/],
    [
      'a splice of no list',
      patched({ op: 'splice', path: ['n'], index: 0, remove: 0, insert: [] }),
      5,
      /no (list|place)/,
    ],
    [
      'a splice far behind a list',
      patched({ op: 'splice', path: ['list'], index: 9, remove: 0, insert: [] }),
      5,
      /no place 9/,
    ],
    ['a patch of the whole', patched({ op: 'replace', path: [], value: 1 }), 5, /"patches.0.path"/],
    ['a patch of no known kind', patched({ op: 'move', path: ['n'] }), 5, /"patches.0/],
    ['a patch without its value', patched({ op: 'add', path: ['x'] }), 5, /"patches.0.value"/],
    [
      'an edit of the past',
      replaced(4, { kind: 'entered', task: 't', after: 0, cause: 'edit', child: null, patches: [], clock: 1 }),
      6,
      /turn 0/,
    ],
  ] as const)('%s', (_, given, line, message) => {
    const problem = problemOf(given);
    expect(problem).toMatchObject({
      severity: 'error',
      file: 'x.stepscope.jsonl',
      line,
      message: expect.stringMatching(message),
    });
    expect(problem?.hint).not.toBe('');
  });

  it('a file that is not there, or is a folder', () => {
    expect(readRecording('/no/such/file')).toMatchObject({ problem: { message: 'there is no such file', line: 0 } });
    expect(readRecording('/')).toMatchObject({ problem: { message: expect.stringContaining('EISDIR') } });
  });
});

describe('a last line', () => {
  it.each([
    ['cut short', GOOD.slice(0, -20), 5],
    ['without its end, but whole', GOOD.slice(0, -1), 6],
    ['cut within a character', `${GOOD}{"kind":"logged","text":"\ufffd`, 6],
  ])('%s', (_, given, count) => {
    const read = parseRecording(given, 'x');
    expect(read).toMatchObject({ recording: { isTruncated: true } });
    expect('recording' in read && read.recording.lines.length).toBe(count);
  });
});

/** Whatever the reader lets pass, the debugger can show. */
function show(given: string): void {
  const read = parseRecording(given, 'x');
  if ('problem' in read) return;
  const session = openPlayback(read.recording);
  const views = createViews();
  for (const kind of ['continue', 'back', 'rewind', 'forward', 'step'] as const) {
    session.dispatch({ kind });
    const state = session.getState();
    for (const view of [views.header, views.agenda, views.tasks, views.timeline, views.log, views.calls] as const)
      (view as (given: typeof state) => unknown)(state);
  }
}

it('data as deep as steps may nest it can be played', () => {
  expect(problemOf(withDeep(DEEPEST))).toBeNull();
  show(withDeep(DEEPEST));
});

it('what passes can be played, whatever was done to it', () => {
  const values = fc.constantFrom(
    'null',
    '-1',
    '1e9',
    '"t"',
    '[]',
    '{}',
    '""',
    'true',
    '{"__proto__":{"x":1}}',
    '["__proto__","x"]',
  );
  // A value anywhere in the file becomes another one.
  const places = [
    ...GOOD.matchAll(/(?<=[:[,])("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|null|true|false|\[\]|\{\})(?=[,\]}])/g),
  ];
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 3 }), (changes) => {
      const sorted = changes.map(([at, value]) => [places[at % places.length], value] as const);
      const unique = new Map(sorted.map((one) => [one[0]?.index ?? 0, one]));
      const forged = [...unique.values()]
        .sort((a, b) => (b[0]?.index ?? 0) - (a[0]?.index ?? 0))
        .reduce(
          (whole, [place, value]) =>
            whole.slice(0, place?.index) + value + whole.slice((place?.index ?? 0) + (place?.[0].length ?? 0)),
          GOOD,
        );
      show(forged);
    }),
    { numRuns: 3_000 },
  );
});

it('bytes of any kind are a Problem, or play', () => {
  fc.assert(
    fc.property(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 6 }), (at, bytes) => {
      const given = Buffer.from(GOOD);
      given.set(bytes, at % (given.length - bytes.length));
      show(given.toString('utf8'));
    }),
    { numRuns: 3_000 },
  );
});
