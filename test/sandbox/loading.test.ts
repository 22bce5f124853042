// Loading steps, as it crosses the border to the sandbox: each is told as it is loaded, only what changed is told again, and
// what did not change stays the very same object.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Event, Loaded } from '../../src/events.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import type { SandboxLine } from '../../src/sandbox/protocol.ts';
import { beginningOf, settingsOf } from '../../src/session/workspace-view.ts';
import type { StepInfo } from '../../src/step.ts';
import { type Files, makeWorkspace, writeFiles } from '../check/workspace.ts';
import { bundledHost } from '../session/support.ts';

let host: Awaited<ReturnType<typeof bundledHost>>;
beforeAll(async () => {
  host = await bundledHost();
});

const step = (condition: string, body = ''): string =>
  `export const condition = { ${condition} };\nexport const content = async () => { ${body} };\n`;
const DIES = "import process from 'node:process';\nprocess.kill(process.pid, 'SIGKILL');\n";
const NAMES = ['a', 'b', 'c', 'd', 'e'] as const;
const stepOf = (name: string): string => step(`x: '${name}', y: { z: Number }`);
const C = stepOf('c');
const FIVE = {
  'stepscope.config.json': { limits: { stepMs: 500 } },
  ...Object.fromEntries(NAMES.map((name) => [`steps/${name}.js`, stepOf(name)])),
  'scenarios/one.json': { x: 1 },
};

interface Told extends Loaded {
  /** What crossed the border for it. */
  readonly crossed: readonly SandboxLine[];
}

/** A real sandbox on a real folder; `save` writes files (null: deletes them) and has all loaded that is there then. */
async function open(files: Files): Promise<{
  readonly first: Told;
  save(changes?: Files): Promise<Told>;
  /** Two saves, of which the second is sent before the first has been answered; gives what is told of the second. */
  saveBoth(one: Files, other: Files): Promise<Loaded>;
  /** Runs the scenario until it stops. */
  run(): Promise<readonly Event[]>;
}> {
  const { dir, remove } = makeWorkspace(files);
  const events: Event[] = [];
  let crossed: SandboxLine[] = [];
  let wake = (): void => {};
  const sandbox = host.openSandbox(
    (heard) => {
      events.push(...heard);
      wake();
    },
    () => {},
    (limits, listener) =>
      host.openProcess(limits, {
        ...listener,
        onLines: (lines) => {
          crossed.push(...lines);
          return listener.onLines(lines);
        },
      }),
  );
  onTestFinished(() => sandbox.close().then(remove));
  const heard = (kind: Event['kind'], times = 1): Promise<void> =>
    new Promise((resolve) => {
      wake = () => events.filter((event) => event.kind === kind).length >= times && resolve();
    });
  const read = async () => {
    const workspace = await readWorkspace(dir);
    return { workspace, settings: settingsOf(workspace, { live: [], realTime: false, asks: false }) };
  };
  const written = (changes: Files) => {
    for (const [file, content] of Object.entries(changes))
      if (content === null) rmSync(join(dir, file));
      else writeFiles(dir, { [file]: content });
    return read();
  };
  const saveBoth = async (...saves: readonly Files[]): Promise<Loaded> => {
    const all = [];
    for (const changes of saves) all.push(await written(changes));
    events.length = 0;
    for (const { settings, workspace } of all) sandbox.load(settings, workspace.sources);
    await heard('loaded', all.length);
    return events.findLast((event) => event.kind === 'loaded') as Loaded;
  };
  const save = async (changes: Files = {}): Promise<Told> => {
    const { workspace, settings } = await written(changes);
    events.length = 0;
    crossed = [];
    sandbox.load(settings, workspace.sources);
    await heard('loaded');
    const all = events.filter((event) => event.kind === 'loaded');
    expect(all).toHaveLength(1);
    return { ...(all[0] as Loaded), crossed };
  };
  const run = async (): Promise<readonly Event[]> => {
    const { workspace } = await read();
    const [scenario] = workspace.scenarios;
    if (!scenario) throw new Error('there is no scenario');
    events.length = 0;
    const origin = { id: 't', now: 0, seed: 1, disabled: new Set<string>() };
    sandbox.start(beginningOf(scenario, {}, origin));
    sandbox.continue('t');
    await heard('ended');
    return [...events];
  };
  return { first: await save(), save, saveBoth, run };
}

const namesOf = ({ steps }: Loaded): readonly string[] => steps.map(({ name }) => name);
const toldOf = ({ crossed }: Told): readonly string[] =>
  crossed.flatMap((line) => (line.kind === 'step' ? [line.step.name] : []));
const loadingOf = ({ crossed }: Told): readonly string[] =>
  crossed.flatMap((line) => (line.kind === 'loading' ? [line.file] : []));
/** Names of the steps that are the very same objects in both. */
const keptIn = (before: Loaded, now: Loaded): readonly string[] =>
  now.steps.filter((each) => before.steps.includes(each)).map(({ name }) => name);
const stepIn = ({ steps }: Loaded, name: string): StepInfo => {
  const found = steps.find((each) => each.name === name);
  if (!found) throw new Error(`there is no step ${name}`);
  return found;
};

describe('what is loaded', () => {
  it('is told one by one, each behind the name of its file, and put together at the end', async () => {
    const { first } = await open(FIVE);
    const kinds = first.crossed.map(({ kind }) => kind);
    expect(kinds.slice(0, 10)).toEqual(NAMES.flatMap(() => ['loading', 'step']));
    expect(kinds.slice(10, 11)).toEqual(['loaded']);
    expect(first.steps).toEqual(
      NAMES.map((name, order) => ({
        ...{ name, file: `steps/${name}.js`, specificity: 2, order, disabled: false, stale: false },
        condition: {
          kind: 'object',
          fields: [
            ['x', { kind: 'literal', value: name }],
            ['y', { kind: 'object', fields: [['z', { kind: 'type', type: 'Number' }]] }],
          ],
        },
      })),
    );
  });

  it('a save of one condition crosses alone, and the other steps are the very same', async () => {
    const { first, save } = await open(FIVE);
    const saved = await save({ 'steps/c.js': step('x: 7') });
    expect(toldOf(saved)).toEqual(['c']);
    expect(keptIn(first, saved)).toEqual(['a', 'b', 'd', 'e']);
    expect(stepIn(saved, 'c')).toMatchObject({ specificity: 1, order: 2, stale: false });
  });

  it('a save crosses in as few bytes with 300 steps as with 5', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [`steps/s${at}.js`, step(`x: ${at}, y: { z: Number }`)]),
    );
    const bytes = async (files: Files): Promise<number> => {
      const { save } = await open(files);
      const { crossed } = await save({ 'steps/c.js': step('x: 7') });
      return crossed.reduce((sum, line) => sum + JSON.stringify(line).length, 0);
    };
    expect(await bytes({ ...FIVE, ...many })).toBe(await bytes(FIVE));
  });

  it('where content alone changed no step crosses, and the list is the very same', async () => {
    const { first, save } = await open(FIVE);
    const saved = await save({ 'steps/c.js': step("x: 'c', y: { z: Number }", 'data.x = 1;') });
    expect(loadingOf(saved)).toEqual(['steps/c.js']);
    expect(toldOf(saved)).toEqual([]);
    expect(saved.steps).toBe(first.steps);
  });

  it('a step that is switched off in its file is told', async () => {
    const { first, save } = await open(FIVE);
    const saved = await save({ 'steps/c.js': `export const disabled = true;\n${C}` });
    expect(keptIn(first, saved)).toEqual(['a', 'b', 'd', 'e']);
    expect(stepIn(saved, 'c').disabled).toBe(true);
  });

  it('a broken save makes its step stale, and mending it makes it as it was', async () => {
    const { first, save } = await open(FIVE);
    const broken = await save({ 'steps/c.js': 'export const condition = {' });
    expect(keptIn(first, broken)).toEqual(['a', 'b', 'd', 'e']);
    expect(stepIn(broken, 'c')).toEqual({ ...stepIn(first, 'c'), stale: true });
    const mended = await save({ 'steps/c.js': C });
    expect(keptIn(broken, mended)).toEqual(['a', 'b', 'd', 'e']);
    expect(mended.steps).toEqual(first.steps);
    expect([toldOf(broken), toldOf(mended)]).toEqual([[], []]);
  });

  it('a step that is gone: those before it stay, those behind it move up', async () => {
    const { first, save } = await open(FIVE);
    const saved = await save({ 'steps/c.js': null });
    expect([namesOf(saved), saved.steps.map(({ order }) => order)]).toEqual([
      ['a', 'b', 'd', 'e'],
      [0, 1, 2, 3],
    ]);
    expect(keptIn(first, saved)).toEqual(['a', 'b']);
    expect(stepIn(saved, 'd').condition).toBe(stepIn(first, 'd').condition);
    expect(toldOf(saved)).toEqual([]);
    const again = await save({ 'steps/c.js': step('x: 7') });
    expect(namesOf(again)).toEqual(NAMES);
    expect(stepIn(again, 'c').specificity).toBe(1);
  });

  it('a renamed step crosses under its new name, and nothing is left of the old one', async () => {
    const { save } = await open(FIVE);
    const saved = await save({ 'steps/c.js': null, 'steps/f.js': C });
    expect(namesOf(saved)).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(toldOf(saved)).toEqual(['f']);
    expect(saved.steps.map(({ order }) => order)).toEqual([0, 1, 2, 3, 4]);
  });

  it('a library that changes has all steps loaded again, and those cross of which it changed what they ask for', async () => {
    const library = (kind: string): string => `export const kind = '${kind}';\n`;
    const files = { ...FIVE, 'steps/b.js': step('x: lib.kinds.kind'), 'steps/lib/kinds.js': library('old') };
    const { first, save } = await open(files);
    const saved = await save({ 'steps/lib/kinds.js': library('new') });
    expect(loadingOf(saved)).toEqual(['steps/lib/kinds.js', ...NAMES.map((name) => `steps/${name}.js`)]);
    expect(toldOf(saved)).toEqual(['b']);
    expect(keptIn(first, saved)).toEqual(['a', 'c', 'd', 'e']);
    expect(stepIn(saved, 'b').condition.fields[0]?.[1]).toEqual({ kind: 'literal', value: 'new' });
    expect((await save({ 'steps/lib/kinds.js': `${library('new')}export const more = 1;\n` })).steps).toBe(saved.steps);
  });

  it.each([
    ['a few', ['d', 'b'], ['d', 'b', 'a', 'c', 'e']],
    ['one twice, and one that is not there', ['e', 'd', 'e', 'nobody'], ['d', 'e', 'a', 'b', 'c']],
    ['all as they are anyway', [...NAMES], [...NAMES]],
  ])('another order in the settings moves steps, and none crosses: %s', async (_, order, names) => {
    const { first, save } = await open(FIVE);
    const saved = await save({ 'stepscope.config.json': { limits: { stepMs: 500 }, order } });
    expect(namesOf(saved)).toEqual(names);
    expect(saved.steps.map((each) => each.order)).toEqual([0, 1, 2, 3, 4]);
    expect(keptIn(first, saved)).toEqual(names.filter((name, at) => name === NAMES[at]));
    expect(toldOf(saved)).toEqual([]);
    expect((await save({ 'stepscope.config.json': { limits: { stepMs: 500 } } })).steps).toEqual(first.steps);
  });
});

describe('a process that dies', () => {
  it('while it loads the third of five: the others load, and are told once', async () => {
    const { first } = await open({ ...FIVE, 'steps/c.js': `${DIES}${C}` });
    expect(namesOf(first)).toEqual(['a', 'b', 'd', 'e']);
    expect(first.steps.map(({ order }) => order)).toEqual([0, 1, 2, 3]);
    expect(first.problems).toMatchObject([
      { file: 'steps/c.js', message: expect.stringMatching(/while it was loaded$/) },
    ]);
  });

  it('while a saved step is loaded: that one stays as it was last, and all are the very same', async () => {
    const { first, save } = await open(FIVE);
    const saved = await save({ 'steps/c.js': `${DIES}${step('x: 7')}` });
    // The new process tells of all of them.
    expect(new Set(toldOf(saved))).toEqual(new Set(NAMES));
    expect(saved.steps).toBe(first.steps);
    expect(saved.problems).toMatchObject([{ file: 'steps/c.js' }]);
    const mended = await save({ 'steps/c.js': step('x: 8') });
    expect(keptIn(first, mended)).toEqual(['a', 'b', 'd', 'e']);
    expect([stepIn(mended, 'c').specificity, mended.problems]).toEqual([1, []]);
  });

  it('while a step runs: what comes after is loaded by a new one, and what did not change is the very same', async () => {
    const hangs = step('x: 1', 'while (true) {}');
    const { first, save, run } = await open({ ...FIVE, 'steps/c.js': hangs });
    const events = await run();
    expect(events.find(({ kind }) => kind === 'ran')).toMatchObject({ step: 'c', error: { name: 'TimeLimit' } });
    const saved = await save({ 'steps/d.js': step('x: 2') });
    expect(keptIn(first, saved)).toEqual(['a', 'b', 'c', 'e']);
    expect(namesOf(saved)).toEqual(NAMES);
  });

  it('while a step runs, after a broken save that came before a good one had loaded: the good one stays in force', async () => {
    const hangs = step('x: 1', 'while (true) {}');
    const { save, saveBoth, run } = await open({ ...FIVE, 'steps/d.js': hangs });
    const told = await saveBoth({ 'steps/c.js': step('x: 7') }, { 'steps/c.js': 'export const condition = {{{' });
    expect(stepIn(told, 'c')).toMatchObject({ specificity: 1, stale: true });
    await run();
    const saved = await save({ 'steps/e.js': step('x: 2') });
    expect(stepIn(saved, 'c')).toMatchObject({ specificity: 1, stale: true });
  });
});
