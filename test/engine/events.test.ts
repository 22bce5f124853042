// What the events of a turn hold, to the field: whatever shows, records or goes on with a task has nothing else.
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/events.ts';
import type { JsonObject } from '../../src/step.ts';
import { type Door, openDoor, stepText } from './door.ts';

const START = Date.UTC(2025, 0, 1);

type Steps = Readonly<Record<string, readonly [fields: string, body?: string]>>;

function open(steps: Steps, data: JsonObject, config: object = {}): Promise<Door> {
  const files = Object.entries(steps).map(([name, [fields, body]]) => [`steps/${name}.js`, stepText(fields, body)]);
  return openDoor({ ...Object.fromEntries(files), 'scenarios/one.json': data, 'stepscope.config.json': config });
}

/** All of a task that is run to its end. */
async function run(door: Door): Promise<readonly Event[]> {
  const first = await door.send({ kind: 'start', start: door.start });
  return [...first, ...(await door.send({ kind: 'continue', task: 'task' }))];
}

const only = <Kind extends Event['kind']>(events: readonly Event[], kind: Kind) =>
  events.filter((event): event is Extract<Event, { kind: Kind }> => event.kind === kind);

describe('a turn', () => {
  test('is told by what it asked of its task', async () => {
    const body = `task.name('new name'); task.tags(['a', 'b']); data.x = 1;
      setTimeout(() => {}, 0); await connectors.utils.sleep({ milliseconds: 20 });
      task.park(30); task.timeout(40); task.completeOnExpire({ done: true }); blob.create({ content: 'text' });
      task.subtask('kid', { kid: 1 }, { into: 'r' }); step.redo();`;
    const door = await open({ a: ['go: 1, x: null', body], b: ['kid: 1', 'task.complete(5);'] }, { go: 1 });
    const events = await run(door);
    const [ran] = only(events, 'ran');
    const [id] = Object.keys(ran?.asked?.blobs ?? {});
    expect({ ...ran, runMs: 0 }).toEqual({
      ...{ kind: 'ran', task: 'task', turn: 1, step: 'a', runMs: 0, clock: START + 20, rearmed: true },
      ...{ patches: [{ op: 'add', path: ['x'], value: 1 }], name: 'new name', tags: ['a', 'b'] },
      asked: {
        subtasks: [{ child: 'task.1', name: 'kid', into: 'r', blocks: false }],
        ...{ parkMs: 30, timeoutMs: 40, onExpire: { result: { done: true } }, blobs: { [id as string]: 'text' } },
      },
    });
    expect(only(events, 'waited').map(({ why, after, clock }) => [why, after, clock - START])).toEqual([
      ['park', 1, 50],
      ['timeout', 1, 90],
    ]);
    expect(only(events, 'entered')).toEqual([
      {
        ...{ kind: 'entered', task: 'task', after: 1, cause: 'child', child: 'task.1', clock: START + 50 },
        patches: [{ op: 'add', path: ['r'], value: { result: 5 } }],
      },
    ]);
    expect(only(events, 'ended').at(-1)).toMatchObject({ state: 'done', reason: 'expired', result: { done: true } });
  });

  test('that asked for nothing says nothing of it', async () => {
    const door = await open({ a: ['n: 1', ''] }, { n: 1 });
    const [ran] = only(await run(door), 'ran');
    expect(Object.keys(ran ?? {}).sort()).toEqual([
      ...['clock', 'kind', 'patches', 'rearmed', 'runMs', 'step', 'task', 'turn'],
    ]);
    expect(ran?.rearmed).toBe(false);
    expect(door.vault).toEqual([]);
  });

  test.each([
    ['park of 0', 'task.park(0);', undefined],
    ['timeout of 0', 'task.timeout(0);', { timeoutMs: 0 }],
    ['a result for then', 'task.completeOnExpire();', { onExpire: { result: null } }],
    ['a subtask of a step that fails', 'task.subtask("kid", {}); throw new Error("no");', undefined],
    ['park of a step that fails', 'task.park(5); throw new Error("no");', { parkMs: 5 }],
  ])('%s', async (_, body, asked) => {
    const door = await open({ a: ['n: 1', body] }, { n: 1 });
    const events = await run(door);
    expect(only(events, 'ran')[0]?.asked).toEqual(asked);
    expect(only(events, 'waited').map(({ why }) => why)).toEqual(body.includes('timeout') ? ['timeout'] : []);
    expect(only(events, 'started')).toHaveLength(1);
  });

  test('counts the log lines that it drops, tells its figures, and its error', async () => {
    const body = 'for (let n = 0; n < 5; n++) console.log(n); process.uptime(); throw new RangeError("too far");';
    const door = await open({ a: ['n: 1', body] }, { n: 1 }, { limits: { logLines: 3 } });
    const [ran] = only(await run(door), 'ran');
    expect(ran).toMatchObject({ droppedLogs: 2, samples: { uptime: [expect.any(Number)] } });
    expect(ran?.error).toMatchObject({
      name: 'RangeError',
      message: 'too far',
      step: 'a',
      file: 'steps/a.js',
      line: 3,
    });
  });

  test('warns of what it left, and of what was dropped', async () => {
    const body = `data.at = new Date(0); data.list = Array.from({ length: 30 }, () => NaN);
      connectors.c.m({ into: 'p' }); task.subtask('kid', {}); setTimeout(() => { data.late = 1; }, 5); throw new Error('no');`;
    const mocks = { c: { m: { $delay: 5, $return: 1 } } };
    const door = await open({ a: ['n: 1', body] }, { n: 1 });
    const start = { ...door.start, connectors: [mocks] };
    await door.send({ kind: 'start', start });
    const events = await door.send({ kind: 'continue', task: 'task' });
    const problems = only(events, 'warned').map(({ turn, problem }) => ({ turn, ...problem }));
    const said = problems.map(({ message, hint }) => (hint ? `${message} (${hint})` : message));
    const json = 'Data is JSON between turns: store a text, a number, a list or a plain object.';
    expect(said[0]).toBe(`a left a Date at data.at, which became a text (${json})`);
    expect(said[1]).toBe(`a left NaN at data.list.0, which became null (${json})`);
    expect(said.slice(19)).toEqual([
      `a left 12 more values that are no JSON, the last at data.list.29 (${json})`,
      expect.stringMatching(/^the subtask kid never began, because a failed \(Mend /),
      expect.stringMatching(/^the result for 'p' was dropped, because a failed \(Mend /),
      'a used data after it had ended; what it wrote then is lost (Is an `await` missing?)',
    ]);
    expect(problems[0]).toMatchObject({ turn: 1, severity: 'warning', file: 'steps/a.js', line: 2, column: 24 });
  });

  test('that settles tells it; where a result fails, the later ones are dropped', async () => {
    const body = `connectors.c.a({ into: 'a' }); connectors.c.b({ into: 'text.b' }); connectors.c.c({ into: 'c' });`;
    const mocks = { c: { a: { $delay: 7, $return: { n: 1 } }, b: { n: 2 }, c: { n: 3 } } };
    const door = await open({ a: ['n: 1', body] }, { n: 1, text: 'x' });
    await door.send({ kind: 'start', start: { ...door.start, connectors: [mocks] } });
    const events = await door.send({ kind: 'continue', task: 'task' });
    expect(only(events, 'settled')).toMatchObject([
      {
        ...{ turn: 1, clock: START + 7, patches: [{ op: 'add', path: ['a'], value: { n: 1 } }] },
        error: { name: 'TypeError', message: expect.stringContaining('leads through text') },
      },
    ]);
    expect(only(events, 'warned').map(({ problem }) => problem.message)).toEqual([
      "the result for 'c' was dropped, because a failed",
    ]);
  });
});

describe('a family', () => {
  test('goes by its clocks: the one that is least first, among equals the older', async () => {
    const steps: Steps = {
      parent: [
        'go: 1',
        'for (const ms of [30, 10, 10]) task.subtask("kid", { ms, i: 1 }, { waitFor: true, into: `r${ms}` });',
      ],
      a: ['ms: Number, i: 1', 'await connectors.utils.sleep({ milliseconds: data.ms }); data.i = 2;'],
      b: ['ms: Number, i: 2', 'task.complete(data.ms);'],
    };
    const events = await run(await open(steps, { go: 1 }));
    expect(only(events, 'ran').map(({ task, step }) => `${task} ${step}`)).toEqual([
      ...['task parent', 'task.1 a', 'task.2 a', 'task.3 a', 'task.2 b', 'task.3 b', 'task.1 b'],
    ]);
    expect(only(events, 'waiting')).toEqual([{ kind: 'waiting', task: 'task', after: 1, why: 'subtask' }]);
    expect(only(events, 'entered').map(({ child, clock }) => [child, clock - START])).toEqual([
      ['task.2', 10],
      ['task.3', 10],
      ['task.1', 30],
    ]);
    expect(only(events, 'matched').filter(({ task }) => task === 'task')).toHaveLength(2);
  });

  test('a parent that has ended hears no more of its children; one with no place for a result fails', async () => {
    const child = 'task.complete({ n: 1 });';
    const done = {
      parent: ['go: 1', 'task.subtask("kid", { kid: 1 }, { into: "r" }); task.complete();'],
      child: ['kid: 1', child],
    };
    expect(only(await run(await open(done as unknown as Steps, { go: 1 })), 'entered')).toEqual([]);
    const lost: Steps = {
      parent: ['go: 1', 'task.subtask("kid", { kid: 1 }, { into: "go.r", waitFor: true });'],
      child: ['kid: 1', child],
    };
    const events = await run(await open(lost, { go: 1 }));
    expect(only(events, 'entered')).toMatchObject([{ patches: [] }]);
    const [, end] = only(events, 'ended');
    expect(end).toMatchObject({ task: 'task', state: 'error', error: { step: 'parent', name: 'TypeError' } });
  });
});

describe('what is masked in events goes beside them', () => {
  const config = { secrets: { KEY: 'supersecretvalue' }, redact: ['ssn'] };
  const mocks = { c: { m: { token: 'supersecretvalue' } } };
  const body = `task.name('of supersecretvalue'); data.x = task.config('KEY'); data.$stash.pin = 'stashed-value'; connectors.c.m();`;

  test('in its true form', async () => {
    const door = await open({ a: ['n: 1', body] }, { n: 1, ssn: 'ssn-12345', said: 'it is ssn-12345' }, config);
    const events = await door.send({ kind: 'start', start: { ...door.start, connectors: [mocks] } });
    expect(only(events, 'started')[0]?.data).toEqual({ n: 1, ssn: '‹redacted›', said: 'it is ‹redacted›' });
    const turn = await door.send({ kind: 'continue', task: 'task' });
    const [ran] = only(turn, 'ran');
    expect(ran?.name).toBe('of ‹secret KEY›');
    expect(ran?.patches).toEqual([
      { op: 'add', path: ['x'], value: '‹secret KEY›' },
      { op: 'add', path: ['$stash'], value: { pin: '‹String›' } },
    ]);
    expect(only(turn, 'called')[0]?.call.result).toEqual({ token: '‹secret KEY›' });
    const stash = { pin: 'stashed-value' };
    expect(door.vault).toEqual([
      {
        kind: 'vault',
        task: 'task',
        call: expect.objectContaining({ result: { token: 'supersecretvalue' }, attempt: 1 }),
      },
      { kind: 'vault', task: 'task', patches: [{ op: 'add', path: ['x'], value: 'supersecretvalue' }], stash },
      { kind: 'vault', task: 'task', ran: { name: 'of supersecretvalue', tags: [] } },
    ]);
  });

  test('where secrets are known, every change goes beside its event', async () => {
    const door = await open({ a: ['n: 1', 'data.x = 1;'] }, { n: 1 }, { secrets: { KEY: 'supersecretvalue' } });
    await run(door);
    expect(door.vault).toEqual([
      { kind: 'vault', task: 'task', patches: [{ op: 'add', path: ['x'], value: 1 }], stash: {} },
    ]);
  });

  test('a stash alone, too', async () => {
    const door = await open({ a: ['n: 1', 'data.$stash.pin = 1;'], b: ['$stash: { pin: Number }', ''] }, { n: 1 });
    const events = await run(door);
    expect(only(events, 'ran').map(({ step }) => step)).toEqual(['a', 'b']);
    expect(door.vault).toMatchObject([{ patches: [], stash: { pin: 1 } }]);
  });
});
