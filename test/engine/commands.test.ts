// What a person asks of a task between its turns: at the door of the sandbox, where runs never knock.
import { describe, expect, test } from 'vitest';
import type { Pin } from '../../src/call.ts';
import type { Ended, Event } from '../../src/events.ts';
import type { Json, JsonObject } from '../../src/step.ts';
import { type Door, openDoor, stateOf, stepText } from './door.ts';

type Steps = Readonly<Record<string, readonly [fields: string, body?: string]>>;

const filesOf = (steps: Steps): Record<string, string> =>
  Object.fromEntries(
    Object.entries(steps).map(([name, [fields, body]]) => [`steps/${name}.js`, stepText(fields, body)]),
  );

function open(steps: Steps, data: JsonObject, more?: Parameters<typeof openDoor>[1]): Promise<Door> {
  return openDoor({ ...filesOf(steps), 'scenarios/one.json': data }, more);
}

/** What happened, in a word each. */
const words = (events: readonly Event[]): string[] =>
  events.map((event) => {
    switch (event.kind) {
      case 'matched':
        return `matched ${event.turn}${event.fresh ? ' anew' : ''}: +${[...event.on].sort()} -${event.off}`;
      case 'selected':
        return `selected ${event.step}, ${event.why}${event.over === null ? '' : ` over ${event.over}`}`;
      case 'ran':
        return `ran ${event.step}`;
      case 'stopped':
        return `stopped, ${event.reason.kind}`;
      case 'ended':
        return `ended ${event.state}/${event.reason}`;
      case 'called':
        return `called ${event.call.source} ${JSON.stringify(event.call.result)}`;
      case 'entered':
        return `entered after ${event.after}: ${event.patches.map(({ op, path }) => `${op} ${path.join('.')}`)}`;
      case 'rematched':
        return `rematched ${event.turn}: ${event.agenda}`;
      default:
        return event.kind;
    }
  });

const command = { step: { kind: 'step', task: 'task' }, continue: { kind: 'continue', task: 'task' } } as const;
const pick = (step: string) => ({ ...command.step, pick: step });
const begin = ({ send, start }: Door) => send({ kind: 'start', start });

describe('one turn', () => {
  const steps: Steps = { a: ['n: Number'], b: ['n: Number'], c: ['n: Number, m: Number'] };

  test('after the other, with the reason why it was selected', async () => {
    const door = await open(steps, { n: 1, m: 1 });
    expect(words(await begin(door))).toEqual(['started', 'matched 1 anew: +a,b,c -', 'stopped, entry']);
    const turn = async () => words(await door.send(command.step));
    expect(await turn()).toEqual(['selected c, specificity over a', 'ran c', 'matched 2: + -c', 'stopped, step']);
    expect(await turn()).toEqual(['selected a, order over b', 'ran a', 'matched 3: + -a', 'stopped, step']);
    expect(await turn()).toEqual([
      ...['selected b, alone', 'ran b', 'matched 4: + -b', 'ended done/settled', 'stopped, ended'],
    ]);
  });

  test.each([
    ['b', 'selected b, hand over c'],
    ['c', 'selected c, specificity over a'],
    ['gone', 'selected c, specificity over a'],
  ])('picked by hand: %s', async (step, said) => {
    const door = await open(steps, { n: 1, m: 1 });
    await begin(door);
    expect(words(await door.send(pick(step)))[0]).toBe(said);
  });
});

describe('steps', () => {
  const steps: Steps = { a: ['n: Number'], b: ['n: Number', 'data.m = 1;'], c: ['m: 1'] };

  test('that are switched off go off the agenda, and come back', async () => {
    const door = await open(steps, { n: 1 });
    await begin(door);
    await door.send({ kind: 'switchOff', task: 'task', disabled: ['a', 'c'] });
    expect(words(await door.send(command.step))).toEqual([
      ...[
        'matched 1 anew: +b -',
        'selected b, alone',
        'ran b',
        'matched 2: + -b',
        'ended done/settled',
        'stopped, ended',
      ],
    ]);
    const again = await open(steps, { n: 1 });
    await again.send({ kind: 'start', start: { ...again.start, disabled: ['a'] } });
    await again.send({ kind: 'switchOff', task: 'task', disabled: ['b'] });
    await again.send({ kind: 'switchOff', task: 'task', disabled: [] });
    expect(words(await again.send(command.step))).toContain('selected a, order over b');
  });

  test('that were edited are matched anew before the next turn', async () => {
    const door = await open(steps, { n: 1 });
    await begin(door);
    await door.reload({ 'steps/a.js': stepText('n: 2'), 'steps/d.js': stepText('n: 1') });
    expect(words(await door.send(command.step)).slice(0, 2)).toEqual([
      'matched 1 anew: +b,d -',
      'selected b, order over d',
    ]);
  });
});

describe('a hand edit', () => {
  const steps: Steps = { a: ['n: 1', 'step.redo();'], b: ['n: 2, list: [{ x: 5 }]'] };

  test('changes data between turns and is matched at once', async () => {
    const door = await open(steps, { n: 1, list: [{ x: 4 }] });
    await begin(door);
    const patches = [
      { op: 'replace', path: ['n'], value: 2 },
      { op: 'replace', path: ['list', 0, 'x'], value: 5 },
    ] as const;
    expect(words(await door.send({ kind: 'edit', task: 'task', patches }))).toEqual([
      ...['entered after 0: replace n,replace list.0.x', 'matched 1: +b -a', 'stopped, entry'],
    ]);
    expect(words(await door.send(command.continue)).at(-2)).toBe('ended done/settled');
  });

  test('ends no loop that it is not part of: what was before it is forgotten', async () => {
    const door = await open({ a: ['n: Number', 'data.n = 1 - data.n; step.redo();'] }, { n: 0 });
    await begin(door);
    await door.send(command.step);
    await door.send({ kind: 'edit', task: 'task', patches: [{ op: 'add', path: ['x'], value: 1 }] });
    await door.send({ kind: 'edit', task: 'task', patches: [{ op: 'remove', path: ['x'] }] });
    expect(words(await door.send(command.step)).at(-1)).toBe('stopped, step');
    expect(words(await door.send(command.continue)).at(-2)).toBe('ended error/loop');
  });
});

describe('a call that nobody answers', () => {
  const body = 'data.one = connectors.crm.one(); data.two = connectors.crm.two({ id: 7 }); data.r = Math.random();';
  const steps: Steps = { a: ['n: 1'], b: ['n: 1', body] };
  const pin = (method: string, answer: Json): Pin => ({ connector: 'crm', method, answer });
  const opened = (): Promise<Door> => open(steps, { n: 1 }, { asks: true });

  test('abandons its turn, which runs again with the answers that it has had', async () => {
    const door = await opened();
    await begin(door);
    const asked = await door.send(pick('b'));
    expect(words(asked)).toEqual(['selected b, hand over a', 'abandoned', 'matched 1: + -', 'stopped, call']);
    expect(asked.at(-1)).toMatchObject({ reason: { connector: 'crm', method: 'one', args: null, attempt: 1 } });
    await door.send({ kind: 'pin', task: 'task', pins: [pin('one', 1)] });
    const second = await door.send(command.step);
    expect(words(second)).toEqual([
      ...['selected b, hand over a', 'called pin 1', 'abandoned', 'matched 1: + -', 'stopped, call'],
    ]);
    expect(second.at(-1)).toMatchObject({ reason: { method: 'two', args: { id: 7 } } });
    await door.send({ kind: 'pin', task: 'task', pins: [pin('two', { n: 2 })] });
    const third = await door.send(command.step);
    expect(words(third).slice(0, 4)).toEqual([
      ...['selected b, hand over a', 'called pin 1', 'called pin {"n":2}', 'ran b'],
    ]);
    expect(words(await door.send(command.step))[0]).toBe('selected a, alone');
  });

  test('ends a run; a pin for another task answers nothing', async () => {
    const door = await opened();
    await begin(door);
    expect(words(await door.send(command.continue)).at(-1)).toBe('stopped, call');
    await door.send({ kind: 'pin', task: 'task', pins: [{ ...pin('one', 1), task: 'other' }, pin('two', 2)] });
    expect(words(await door.send(command.continue)).at(-1)).toBe('stopped, call');
    await door.send({ kind: 'pin', task: 'task', pins: [{ ...pin('one', 1), task: 'task' }, pin('two', 2)] });
    expect(words(await door.send(command.continue)).at(-1)).toBe('stopped, ended');
  });

  test('is an error where nobody is asked', async () => {
    const door = await open(steps, { n: 1 });
    await begin(door);
    expect(words(await door.send(pick('b')))).toContain('ended error/error');
  });
});

describe('a state of the past', () => {
  const steps: Steps = {
    a: ['n: Number', 'data.n++;'],
    b: ['n: Number', 'data.$stash.key = "stashed-value";'],
    c: ['n: 5'],
  };

  test('is matched with the steps of today, and nothing runs', async () => {
    const door = await open(steps, { n: 1 });
    const past = stateOf({ data: { n: 5 }, fired: ['a'], turn: 3 });
    expect(words(await door.send({ kind: 'rematch', start: door.start, state: past }))).toEqual(['rematched 4: b,c']);
    const off = { ...door.start, disabled: ['b'] };
    expect(words(await door.send({ kind: 'rematch', start: off, state: past }))).toEqual(['rematched 4: c']);
  });

  test('tells which turns would run another step today', async () => {
    const door = await open(steps, { n: 1 });
    const turn = { isHand: false, rearmed: false, patches: [] };
    const patches = [{ op: 'replace', path: ['n'], value: 5 }] as const;
    const turns = [
      { ...turn, turn: 1, step: 'a', patches },
      { ...turn, turn: 2, step: 'c', isHand: true },
      { ...turn, turn: 3, step: 'a' },
      { ...turn, turn: 4, step: 'b' },
    ];
    const [compared] = await door.send({
      kind: 'compare',
      start: door.start,
      state: stateOf({ data: { n: 1 } }),
      turns,
    });
    expect(compared).toMatchObject({ kind: 'compared', differ: [{ turn: 3, now: 'b' }] });
  });

  test('goes on from there, with its stash masked', async () => {
    const door = await open(steps, { n: 1 });
    const past = stateOf({
      data: { n: 5, said: 'a stashed-value' },
      stash: { key: 'stashed-value' },
      fired: ['a'],
      turn: 3,
    });
    const from = { task: 'old', turns: 3 };
    const fork = { from, rearmed: ['a'], edit: [] };
    const told = await door.send({ kind: 'restore', start: door.start, state: past, fork, ended: [] });
    expect(words(told)).toEqual(['forked', 'matched 4 anew: +b,c -', 'stopped, entry']);
    expect(words(await door.send(command.continue)).filter((word) => word.startsWith('ran'))).toEqual([
      'ran b',
      'ran c',
    ]);
  });

  test('hears of a child that ended meanwhile', async () => {
    const door = await open(steps, { n: 1 });
    const waits = [{ child: 'task.1', into: 'r', blocks: true }];
    const past = stateOf({ data: { n: 5 }, fired: ['a', 'b'], turn: 2, waits, clock: 100 });
    const event: Ended = {
      ...{ kind: 'ended', task: 'task.1', state: 'done', reason: 'complete', result: { x: 1 } },
      ...{ error: null, durationMs: 1 },
    };
    const ended = [{ child: 'task.1', event, clock: 250 }];
    const told = await door.send({ kind: 'restore', start: door.start, state: past, fork: null, ended });
    expect(words(told)).toEqual(['waiting', 'entered after 2: add r', 'matched 3 anew: +c -']);
    expect(told[1]).toMatchObject({ clock: 250 });
  });

  test('remembers which steps ran, and what is redacted in it', async () => {
    const door = await openDoor({
      ...filesOf({
        a: ['n: 1', 'data.trace = (await task.getExecutionTrace()).map(({ step }) => step); console.log(data.said);'],
      }),
      'scenarios/one.json': {},
      'stepscope.config.json': { redact: ['ssn'] },
    });
    const data = { n: 1, ssn: 'ssn-12345', said: 'it is ssn-12345' };
    const past = stateOf({ data, turn: 1, trace: [{ step: 'old', at: 0 }] });
    await door.send({ kind: 'restore', start: door.start, state: past, fork: null, ended: [] });
    const events = await door.send(command.step);
    expect(events.find(({ kind }) => kind === 'logged')).toMatchObject({ text: 'it is ‹redacted›' });
    expect(events.find(({ kind }) => kind === 'ran')).toMatchObject({
      patches: [{ op: 'add', path: ['trace'], value: ['old'] }],
    });
  });
});

describe('in a family', () => {
  const steps: Steps = {
    parent: ['go: 1', 'task.subtask("kid", { kid: 1 }, { into: "r" });'],
    other: ['go: 1', 'await connectors.utils.sleep({ milliseconds: 50 });'],
    after: ['go: 1, r: Object', ''],
    child: ['kid: 1', 'await connectors.utils.sleep({ milliseconds: 10 }); task.complete({ n: 1 });'],
  };

  test('a result that comes while the parent stands before its next turn is matched first', async () => {
    const door = await open({ ...steps, child: ['kid: 1', 'task.complete({ n: 1 });'] }, { go: 1 });
    await begin(door);
    expect(words(await door.send(pick('parent'))).at(-1)).toBe('stopped, step');
    expect(words(await door.send({ kind: 'step', task: 'task.1', pick: 'child' }))).toEqual([
      ...['selected child, alone', 'ran child', 'ended done/complete', 'entered after 1: add r', 'stopped, step'],
    ]);
    expect(words(await door.send(command.step)).slice(0, 2)).toEqual([
      ...['matched 2: +after -', 'selected after, specificity over other'],
    ]);
  });

  test('a step is picked for the task that it is meant for, though another would be next', async () => {
    const door = await open(steps, { go: 1 });
    await begin(door);
    await door.send(pick('parent'));
    const turn = await door.send({ kind: 'step', task: 'task.1', pick: 'child' });
    expect(turn.find(({ kind }) => kind === 'ran')).toMatchObject({ task: 'task.1' });
    const next = await door.send({ kind: 'step', task: 'task.1', pick: 'child' });
    // It has ended meanwhile.
    expect(next.some(({ kind }) => kind === 'ran')).toBe(false);
  });
});
