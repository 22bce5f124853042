// The rooms of src/ and what each may import (README, Decisions). Type imports count as well.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';

const SRC = new URL('../src/', import.meta.url).pathname;

/** The files beside the rooms: the words that all of them speak. */
const VOCABULARY = [
  'step.ts',
  'call.ts',
  'breakpoints.ts',
  'breakpoint-text.ts',
  'glob.ts',
  'task.ts',
  'events.ts',
  'expected.ts',
  'facts.ts',
  'patch.ts',
  'kept-data.ts',
  'recorded.ts',
  'frame.ts',
  'thrown.ts',
  'json.ts',
];

interface Room {
  /** Rooms, or single files of them. */
  readonly ours: readonly string[];
  /** Packages; `node:*` stands for all of Node. */
  readonly packages: readonly string[];
}

const ROOMS: Readonly<Record<string, Room>> = {
  engine: { ours: [], packages: ['immer'] },
  compile: { ours: [], packages: ['oxc-transform', 'oxc-parser', '@jridgewell/trace-mapping', 'node:vm'] },
  sandbox: { ours: ['engine', 'compile'], packages: ['immer', 'node:*'] },
  load: { ours: [], packages: ['node:*', 'chokidar', 'yaml', 'jsonc-parser', 'zod'] },
  recording: { ours: [], packages: ['node:fs', 'node:path', 'node:crypto', 'node:string_decoder', 'zod'] },
  history: { ours: ['recording'], packages: ['libsql', 'node:fs', 'node:os', 'node:path', 'node:timers'] },
  session: { ours: ['engine/condition.ts', 'analysis'], packages: ['jsondiffpatch'] },
  analysis: { ours: ['engine/condition.ts'], packages: ['jsondiffpatch'] },
  check: { ours: ['analysis', 'session', 'format'], packages: ['junit-report-builder'] },
  format: { ours: ['session', 'analysis'], packages: ['string-width'] },
  tui: { ours: ['session', 'format'], packages: ['ink', 'react', 'fuzzysort', 'open-editor', 'node:*'] },
  cli: { ours: ['*'], packages: ['commander', 'parse-duration', 'node:*'] },
};

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const imports: readonly Import[] = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const specifiers = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/g),
  ];
  return specifiers.map((found) => {
    const specifier = found[1] ?? found[2] ?? '';
    const isOurs = specifier.startsWith('.');
    return { file, target: isOurs ? posix.normalize(posix.join(dirname(file), specifier)) : specifier };
  });
}

function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

function isAllowed({ file, target }: Import): boolean {
  const room = roomOf(file);
  if (target.startsWith('../')) return room === 'cli';
  if (VOCABULARY.includes(target)) return true;
  // The vocabulary speaks of nothing but itself.
  const rules = ROOMS[room];
  if (!rules) return false;
  if (/\.tsx?$/.test(target)) {
    return (
      roomOf(target) === room || rules.ours.some((ours) => ours === '*' || ours === target || ours === roomOf(target))
    );
  }
  return rules.packages.some(
    (name) => name === target || target.startsWith(`${name}/`) || (name === 'node:*' && target.startsWith('node:')),
  );
}

test('every import goes where its room may go', () => {
  const stray = imports.filter((entry) => !isAllowed(entry)).map(({ file, target }) => `${file} → ${target}`);
  expect(stray).toEqual([]);
});

test('there is no import cycle', () => {
  const next = new Map<string, string[]>();
  for (const { file, target } of imports) next.set(file, [...(next.get(file) ?? []), target]);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of next.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  expect(files.map((file) => visit(file, [])).find((cycle) => cycle !== null) ?? []).toEqual([]);
});

test('headless commands never load the screen', () => {
  const headless = files.filter(
    (file) => roomOf(file) === 'check' || roomOf(file) === 'session' || roomOf(file) === 'sandbox',
  );
  const loads = imports.filter(({ file, target }) => headless.includes(file) && /^(ink|react)/.test(target));
  expect(loads).toEqual([]);
});

test('no file of ours is longer than 300 lines', () => {
  const long = files.filter((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > 300);
  expect(long).toEqual([]);
});
