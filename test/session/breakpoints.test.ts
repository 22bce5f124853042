// Stories of breakpoints: where each kind stops, and that nothing else of a run is another for it. Real session, sandbox, files.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseBreakpoint } from '../../src/breakpoint-text.ts';
import type { Command } from '../../src/session/command.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { bundledSandbox, jump, openIn, openStory, type Story, step } from './support.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

/** Sets one, as a person writes it. */
function at(text: string): Command {
  const breakpoint = parseBreakpoint(text);
  if (typeof breakpoint === 'string') throw new Error(breakpoint);
  return { kind: 'break', breakpoint };
}

const LINE = {
  'steps/a.js': step('n: 1', 'data.n = 2; data.list = [{ price: 1 }];'),
  'steps/b.js': step('n: 2', 'data.n = 3; data.list.unshift({ price: 1 });'),
  'steps/c.js': step(
    'n: 3',
    'data.n = 4; data.list[1].price = 5; data.made = connectors.shop.make({ into: "made.by" });',
  ),
  'steps/d.js': step('n: 4', 'throw new Error("no");'),
  'steps/other.js': step('n: 3', ''),
  'scenarios/one.json': { name: 'one', data: { n: 1 }, connectors: { shop: { make: { id: 1 } } } },
};

/** Counts up to 5, a turn each. */
const COUNTING = {
  'steps/count.js': step('n: Number', 'data.n++; if (data.n < 5) step.redo();'),
  'scenarios/one.json': { n: 0 },
};

const open = (files: Record<string, unknown> = LINE): Promise<Story> => openStory(sandbox, files);
const ran = (story: Story): string =>
  story
    .log()
    .turns.map((turn) => turn.step)
    .join(' ');

describe('each kind stops', () => {
  it.each<readonly [text: string, ran: string]>([
    ['step c', 'a b'],
    ['turn 3', 'a b'],
    ['several', 'a b'],
    ['match c', 'a b'],
    ['match other', 'a b'],
    ['change n', 'a'],
    ['change list', 'a'],
    ['change list.1', 'a b'],
    ['change list.*.price if data.list[1].price > 1', 'a b c'],
    ['change made.by.id', 'a b c'],
    ['change **.id', 'a b c'],
    ['settle', 'a b c'],
  ])('%s after %s', async (text, turns) => {
    const story = await open();
    await story.act(at(text), 'continue');
    expect(story.state()).toMatchObject({ status: { kind: 'paused' }, stop: { kind: 'breakpoint', breakpoint: 'b1' } });
    expect(ran(story)).toBe(turns);
    expect(story.state().cursor).toBe(story.log().turns.length);
  });

  it('and where the task has ended there, says so too', async () => {
    const story = await open();
    await story.act(at('error'), 'continue');
    expect(story.state().stop).toEqual({ kind: 'ended', breakpoint: 'b1', turn: 4 });
    expect(story.log()).toMatchObject({ end: { state: 'error' }, breaks: [{ turn: 4 }] });
  });

  it('and says which place has changed', async () => {
    const story = await open();
    await story.act(at('change list.*.price'), 'continue');
    expect(story.state().stop).toMatchObject({ path: ['list', 0, 'price'] });
  });

  it('and goes on from there to the end, as if it had not been there', async () => {
    const [plain, story] = [await open(), await open()];
    await plain.act('continue');
    await story.act(
      at('step b'),
      at('match c'),
      at('change n'),
      at('several'),
      at('settle'),
      at('error'),
      at('turn 5'),
    );
    const stops: string[] = [];
    for (let left = 20; left > 0 && story.log().end === null; left--) {
      const { stop } = await story.act('continue');
      stops.push(`${stop && 'breakpoint' in stop ? stop.breakpoint : stop?.kind}@${story.log().turns.length}`);
    }
    expect(stops).toEqual(['b3@1', 'b1@1', 'b3@2', 'b4@2', 'b3@3', 'b6@4']);
    expect(story.log().turns.map(({ step: name, patches }) => [name, patches])).toEqual(
      plain.log().turns.map(({ step: name, patches }) => [name, patches]),
    );
    expect(story.log().breaks.map(({ turn }) => turn)).toEqual([1, 2, 2, 3, 3, 4]);
  });

  it('but not where it is off, nor where its step is gone', async () => {
    const story = await open();
    await story.act(at('step b'), { kind: 'toggleBreak', id: 'b1' }, at('step nobody'));
    expect(story.state().notice).toMatch(/step nobody is set, but there is no step of this name/);
    await story.act('continue');
    expect(story.state().stop).toEqual({ kind: 'ended' });
  });
});

describe('going on', () => {
  it('from where a step by hand has led does not stop there; from the entry it does', async () => {
    const story = await open();
    await story.act(at('step a'), at('step b'), 'continue');
    expect(ran(story)).toBe('');
    await story.act('continue');
    expect(ran(story)).toBe('a');
    await story.act('step', 'back', 'forward', at('step c'), 'continue');
    expect(story.log().end).not.toBeNull();
  });

  it('comes to the same one again at another place', async () => {
    const story = await open(COUNTING);
    await story.act(at('step count'), 'continue', 'continue', 'continue');
    expect(story.here().data).toEqual({ n: 2 });
  });

  it('forks stop as well', async () => {
    const story = await open();
    await story.act('continue', jump(1), 'fork', at('step c'), 'continue');
    expect(story.log()).toMatchObject({ parent: { turns: 1 }, end: null });
    expect(ran(story)).toBe('a b');
  });
});

describe('conditions', () => {
  it('see data, the step and the turn', async () => {
    const story = await open(COUNTING);
    await story.act(at('step count if data.n === 2 && step === "count" && turn === 3'), 'continue');
    expect(story.here().data).toEqual({ n: 2 });
  });

  it.each([
    'data.n = 9',
    'globalThis.process',
    'typeof task !== "undefined" || typeof connectors !== "undefined" || typeof console !== "undefined"',
    'Object.isFrozen(data) === false',
  ])('%s changes and sees nothing', async (code) => {
    const story = await open(COUNTING);
    await story.act(at(`step count if ${code}`), 'continue');
    expect(story.state().stop).toEqual({ kind: 'ended' });
    expect(story.here().data).toEqual({ n: 5 });
  });

  it('a condition that throws counts as false, and warns once', async () => {
    const story = await open(COUNTING);
    await story.act('step', at('step count if data.no.thing > 1'), 'continue');
    expect(story.state().stop).toEqual({ kind: 'ended' });
    const warned = story.log().turns.flatMap(({ problems }) => problems.map(({ message }) => message));
    expect(warned).toEqual([
      expect.stringMatching(
        /^the condition of the breakpoint step count if data\.no\.thing > 1 threw TypeError: .*no.*: it counts as false$/,
      ),
    ]);
  });

  it('one that throws before the first turn warns, too, and a secret in what it throws is masked', async () => {
    const story = await open({ ...COUNTING, 'stepscope.config.json': { secrets: { KEY: 'abcdef-secret' } } });
    await story.act(at('step count if null["abcdef-secret"]'), 'continue');
    expect(story.state().problems).toMatchObject([{ message: expect.stringContaining('‹secret KEY›') }]);
    expect(JSON.stringify(story.events)).not.toContain('abcdef-secret');
  });

  it('one that never ends is ended; the breakpoint is out of action, and the task goes on', async () => {
    const story = await open({ ...COUNTING, 'stepscope.config.json': { limits: { stepMs: 300 } } });
    await story.act(at('step count if (() => { for (;;); })()'), 'continue');
    expect(story.state()).toMatchObject({
      stop: { kind: 'breakpoint', fault: expect.stringContaining('limits.stepMs') },
    });
    expect(story.state().faults.get('b1')).toMatch(/its condition ran for more than 0.3 s/);
    expect(story.state().notice).toMatch(/out of action/);
    expect(story.log()).toMatchObject({ end: null, breaks: [] });
    await story.act('continue');
    expect(story.here().data).toEqual({ n: 5 });
  });

  it('p ends one that never ends, and nothing is lost', async () => {
    const story = await open(COUNTING);
    await story.act(at('change n if (() => { for (;;); })()'));
    story.ask('continue');
    await story.until('it runs', ({ status }) => status.kind === 'running');
    story.ask('pause');
    await story.until('it is paused', ({ status }) => status.kind === 'paused');
    await story.act({ kind: 'unbreak', id: 'b1' }, 'continue');
    expect(story.here().data).toEqual({ n: 5 });
  });

  it('with a syntax error it is set, told and never hits', async () => {
    const story = await open(COUNTING);
    const breakpoint = { kind: 'step', target: 'count', condition: 'data.(', isOn: true } as const;
    await story.act({ kind: 'break', breakpoint });
    expect(story.state().notice).toMatch(/cannot hit: its condition cannot be read: Unexpected token/);
    await story.act('continue');
    expect(story.state().stop).toEqual({ kind: 'ended' });
  });
});

describe('hits', () => {
  it.each([
    ['>= 3', [2, 3, 4]],
    ['= 2', [1]],
    ['% 2', [1, 3]],
    ['< 3', [0, 1]],
  ])('hits %s stops at these counts', async (hits, counts) => {
    const story = await open(COUNTING);
    await story.act(at(`step count hits ${hits}`));
    const seen: unknown[] = [];
    while (story.log().end === null) {
      await story.act('continue');
      if (story.log().end === null) seen.push(story.here().data.n);
    }
    expect(seen).toEqual(counts);
  });

  it('count where the condition is true', async () => {
    const story = await open(COUNTING);
    await story.act(at('step count if data.n % 2 === 1 hits = 2'), 'continue');
    expect(story.here().data).toEqual({ n: 3 });
  });
});

describe('log points', () => {
  it('note what they are told to, where they are passed, and stop nothing', async () => {
    const story = await open(COUNTING);
    await story.act(
      at('step count if data.n > 2 log n is {data.n} of {[data.n, "x"]} in {step}/{turn} {{}}'),
      'continue',
    );
    expect(story.state().stop).toEqual({ kind: 'ended' });
    expect(story.log().notes).toEqual([
      { after: 3, about: 4, breakpoint: 'b1', text: "n is 3 of [ 3, 'x' ] in count/4 {}" },
      { after: 4, about: 5, breakpoint: 'b1', text: "n is 4 of [ 4, 'x' ] in count/5 {}" },
    ]);
  });

  it('show an error in place of a value, and nothing that is masked', async () => {
    const story = await open({
      'steps/a.js': step('n: 1', 'data.$stash.token = "stashed-token"; data.n = 2;'),
      'scenarios/one.json': { n: 1, iban: 'DE', key: 'abcdef-secret' },
      'stepscope.config.json': { secrets: { KEY: 'abcdef-secret' }, redact: ['iban'] },
    });
    await story.act(at('change n log {data} {data.$stash.token} {data.no.thing}'), 'continue');
    const [note] = story.log().notes;
    expect(note?.text).toContain("iban: '‹redacted›'");
    expect(note?.text).toContain('‹secret KEY›');
    expect(note?.text).toContain('‹String›');
    expect(note?.text).toContain('{TypeError');
    expect(JSON.stringify(story.events)).not.toMatch(/stashed-token|abcdef-secret/);
  });
});

describe('subtasks', () => {
  const FAMILY = {
    'steps/make.js': step(
      'go: 1',
      'for (const k of [1, 2]) task.subtask(`child ${k}`, { k }, { into: `got.${k}`, waitFor: true }); data.go = 2;',
    ),
    'steps/work.js': step('k: Number', 'data.k += 10; task.complete({ k: data.k });'),
    'steps/last.js': step('go: 2', 'data.go = 3;'),
    'scenarios/one.json': { go: 1 },
  };

  it('each task stops, and the stop names it', async () => {
    const story = await open(FAMILY);
    await story.act(at('step work'), 'continue');
    expect(story.log()).toMatchObject({ name: 'child 1', turns: [] });
    await story.act('continue');
    expect(story.log()).toMatchObject({ name: 'child 2', turns: [] });
    await story.act('continue');
    expect(story.state().stop).toEqual({ kind: 'ended' });
  });

  it('what comes onto the agenda of a child that has just begun counts', async () => {
    const story = await open(FAMILY);
    await story.act(at('match work'), 'continue');
    expect(story.log().name).toBe('child 1');
  });

  it('a result that a child brought is a change of its parent', async () => {
    const story = await open(FAMILY);
    await story.act(at('change got.2.k'), 'continue');
    expect(story.log()).toMatchObject({ parent: null, snapshots: expect.anything(), name: 'one' });
    expect(story.here().data).toMatchObject({ go: 2, got: { 2: { k: 12 } } });
  });

  it('hits are counted over the family', async () => {
    const story = await open(FAMILY);
    await story.act(at('step work hits = 2'), 'continue');
    expect(story.log().name).toBe('child 2');
  });

  it('a child that fails is an error, and its parent goes on', async () => {
    const story = await open({ ...FAMILY, 'steps/work.js': step('k: 1', 'throw new Error("no");') });
    await story.act(at('error'), 'continue');
    expect(story.log()).toMatchObject({ name: 'child 1', end: { state: 'error' } });
    await story.act('continue');
    expect(story.state().stop).toEqual({ kind: 'ended' });
  });
});

describe('run to', () => {
  it('a step, a turn, a change; and only once', async () => {
    const story = await open();
    await story.act({ kind: 'runTo', step: 'c' });
    expect(ran(story)).toBe('a b');
    expect(story.state()).toMatchObject({ breakpoints: [], runTo: { kind: 'step', target: 'c' } });
    await story.act('restart', { kind: 'runTo', turn: 1 });
    expect(ran(story)).toBe('a');
    await story.act({ kind: 'runTo', path: 'made.**' });
    expect(ran(story)).toBe('a b c');
    await story.act('restart', 'continue');
    expect(story.log().end).not.toBeNull();
  });

  it('another breakpoint ends it', async () => {
    const story = await open();
    await story.act(at('step b'), { kind: 'runTo', step: 'c' });
    expect(ran(story)).toBe('a');
    await story.act('continue');
    expect(story.log().end).not.toBeNull();
  });

  it('in the past goes to the place as recorded, and runs nothing', async () => {
    const story = await open();
    await story.act('continue', jump(0));
    const before = story.events.length;
    await story.act({ kind: 'runTo', step: 'c' });
    expect(story.state().cursor).toBe(2);
    await story.act(jump(0), { kind: 'runTo', path: 'list.*.price' });
    expect(story.state().cursor).toBe(1);
    await story.act({ kind: 'runTo', turn: 3 });
    expect(story.state().cursor).toBe(3);
    await story.act({ kind: 'runTo', path: 'no..path' });
    expect(story.state().notice).toMatch(/no path/);
    expect(story.events.length).toBe(before);
  });
});

describe('they are kept', () => {
  const path = ({ dir }: Pick<Story, 'dir'>): string => join(dir, '.stepscope', 'breakpoints.json');

  it('when the debugger starts again, in a folder for their owner that git ignores', async () => {
    const story = await open();
    await story.act(at('step b if data.n > 1 hits > 0'), at('change n log {data.n}'), {
      kind: 'toggleBreak',
      id: 'b2',
    });
    await story.session.close();
    expect(statSync(join(story.dir, '.stepscope')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(story.dir, '.stepscope', '.gitignore'), 'utf8')).toBe('*\n');
    const again = await openIn(sandbox, story.dir);
    expect(again.state().breakpoints).toEqual(story.state().breakpoints);
    await again.act('continue');
    expect(again.state().stop).toMatchObject({ breakpoint: 'b1' });
  });

  it('when a step is edited, taken away and put back', async () => {
    const story = await open();
    await story.act(at('step b'));
    await story.save({ 'steps/b.js': step('n: 2, list: Array', 'data.n = 3; data.list.unshift({ price: 1 });') });
    await story.act('continue');
    expect(ran(story)).toBe('a');
    rmSync(join(story.dir, 'steps/b.js'));
    await story.until('it is gone', ({ steps }) => steps.every(({ name }) => name !== 'b'));
    await story.session.whenIdle();
    await story.act('restart', 'continue');
    expect(story.state().stop).toEqual({ kind: 'ended' });
    await story.save(LINE);
    await story.act('restart', 'continue');
    expect(ran(story)).toBe('a');
  });

  it('named on the command line: once, and it says where there is no such step', async () => {
    const story = await open();
    await story.act(at('step b'), { kind: 'toggleBreak', id: 'b1' });
    await story.session.close();
    const again = await openIn(sandbox, story.dir, undefined, ['b', 'nobody']);
    expect(again.state().breakpoints).toMatchObject([
      { target: 'b', isOn: true },
      { target: 'nobody', isOn: true },
    ]);
    expect(again.state().notice).toMatch(/step nobody waits: there is no step/);
    await again.act('continue');
    expect(ran(again)).toBe('a');
  });

  it.each(['{', '[]', '{"version":1,"breakpoints":[{"id":"b1","kind":"stop"}]}', '{"version":9,"breakpoints":[]}'])(
    'a file that cannot be read (%s) is said once and put aside',
    async (text) => {
      const first = await open();
      await first.session.close();
      mkdirSync(join(first.dir, '.stepscope'), { recursive: true });
      writeFileSync(path(first), text);
      const story = await openIn(sandbox, first.dir);
      expect(story.state().notice).toMatch(/breakpoints\.json cannot be read/);
      expect(story.state().problems).toMatchObject([{ severity: 'warning', file: '.stepscope/breakpoints.json' }]);
      expect(readFileSync(path(story), 'utf8')).toBe(text);
      await story.act(at('step b'));
      expect(readFileSync(join(story.dir, '.stepscope', 'breakpoints.broken.json'), 'utf8')).toBe(text);
      expect(JSON.parse(readFileSync(path(story), 'utf8'))).toMatchObject({ breakpoints: [{ id: 'b1' }] });
    },
  );

  it('where nothing can be written it is said once, and they work all the same', async () => {
    const story = await open();
    rmSync(join(story.dir, '.stepscope'), { recursive: true, force: true });
    writeFileSync(join(story.dir, '.stepscope'), 'in the way');
    await story.act(at('step b'));
    expect(story.state().notice).toMatch(/breakpoints cannot be kept in \.stepscope/);
    await story.act(at('step c'), 'continue');
    expect(story.state().stop).toMatchObject({ breakpoint: 'b1' });
    expect(story.state().problems.filter(({ file }) => file.endsWith('breakpoints.json'))).toHaveLength(1);
  });
});

describe('the list', () => {
  it('one like another is not set twice; one that is edited keeps its id', async () => {
    const story = await open();
    await story.act(at('step b'), at('step c'), at('step b'));
    expect(story.state().notice).toMatch(/already: step b/);
    const edited = at('step c if turn > 9');
    await story.act({ ...edited, id: 'b1' } as Command);
    expect(story.state().breakpoints.map(({ id, condition }) => [id, condition])).toEqual([
      ['b1', 'turn > 9'],
      ['b2', undefined],
    ]);
    await story.act({ kind: 'unbreak', id: 'b2' }, { kind: 'unbreak', id: 'b2' });
    expect(story.state().notice).toMatch(/no such breakpoint/);
  });

  it('whoever listens hears of each change', async () => {
    const story = await open();
    const heard: number[] = [];
    story.session.subscribe(() => heard.push(story.state().breakpoints.length));
    story.ask(at('step b'));
    story.ask({ kind: 'toggleBreak', id: 'b1' });
    expect(heard.at(-1)).toBe(1);
    story.ask({ kind: 'unbreak', id: 'b1' });
    expect(heard.at(-1)).toBe(0);
  });

  it('what is set while it runs counts at once', async () => {
    const story = await open({
      'steps/count.js': step('n: Number', 'data.n++; step.redo();'),
      'scenarios/one.json': { n: 0 },
      'stepscope.config.json': { limits: { turns: 1_000_000 } },
    });
    story.ask('continue');
    await story.until('it runs', () => story.log().turns.length > 20);
    await story.act(at('step count'));
    expect(story.state().stop).toMatchObject({ kind: 'breakpoint', breakpoint: 'b1' });
  });

  it('does not stop a comparison of orders', async () => {
    const story = await open();
    await story.act('step', 'step', at('step d'), at('error'), at('match d'), 'confluence');
    expect(story.state().confluence?.orders.map(({ end }) => end?.state)).toEqual(['error', 'error']);
    await story.act('continue');
    expect(story.state().stop).toMatchObject({ kind: 'breakpoint' });
  });
});
