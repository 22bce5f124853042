// Small random workspaces: steps of random conditions and contents, over one small document. All that recordings have to
// cope with is in the grammar: redo, calls in every form, time, chance, figures of the process, subtasks, errors.
import fc from 'fast-check';
import type { Files } from '../check/workspace.ts';

export interface World {
  readonly steps: readonly { readonly fields: readonly string[]; readonly body: readonly string[] }[];
  readonly data: Readonly<Record<string, unknown>>;
}

const FIELDS = [
  ...['a: Number', 'a: 1', 'b: String', 'b: /^x/', 'c: null', 'c: { $ne: null }', 'list: Array', 'list: [Number]'],
  ...['e: String', 'kid: Object', 'n: (n) => n > 1', 'deep: { x: Number }', '$stash: { token: String }'],
];

const STATEMENTS = [
  ...[
    'data.a = 1;',
    'data.a = (data.a ?? 0) + 1;',
    'data.b = "xyz";',
    'delete data.b;',
    'data.c = { d: [1, { e: 2 }] };',
    'data.c = null;',
  ],
  ...[
    'data.list = [...(data.list ?? []), data.a ?? 0];',
    '(data.list ??= []).splice(0, 1, "first");',
    'data.deep = { x: 1 };',
  ],
  ...['data.n = (data.n ?? 0) + 1; if (data.n < 4) step.redo();', 'if ((data.list?.length ?? 0) < 3) step.redo();'],
  ...['data.r = Math.random();', 'data.id = crypto.randomUUID();', 'data.t = Date.now();', 'data.me = task.id();'],
  ...['await new Promise((done) => setTimeout(done, 250));', 'await connectors.utils.sleep({ milliseconds: 40 });'],
  ...[
    'data.x = connectors.m.value({ a: data.a });',
    'data.y = await connectors.m.later();',
    'data.z = connectors.m.list();',
  ],
  ...['connectors.m.later({ into: "into.0.z" });', 'connectors.m.value({ into: "put" });'],
  ...[
    'try { connectors.m.fails(); } catch (error) { data.e = error.message; }',
    'try { await connectors.m.rejects(); } catch (error) { data.e = error.code; }',
  ],
  ...[
    'await Promise.all([connectors.m.later(), connectors.m.slow(), connectors.m.value()]);',
    'data.soon = Promise.resolve([1]);',
  ],
  ...['data.heap = process.memoryUsage().heapUsed;', 'data.up = process.uptime();', 'data.when = new Date();'],
  ...[
    'data.$stash.token = "hidden-token";',
    'console.log("said", data.a);',
    'task.name("named");',
    'task.tags(["x"]);',
    'data.$stash.n = 12;',
  ],
  ...[
    'if (!data.child) task.subtask("kid", { $case: data.$case, child: true, a: 1, b: "xy" }, { into: "kid", waitFor: true });',
  ],
  ...['if (!data.child) task.subtask("other", { $case: data.$case, child: true, list: [] }, { into: "other" });'],
  ...[
    'task.park(500);',
    'task.timeout(900);',
    'task.complete({ a: data.a });',
    'task.ignore();',
    'throw new Error("asked for");',
    'connectors.m.unknown();',
  ],
];

const step = fc.record({
  fields: fc.uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 2, selector: (field) => field.split(':')[0] }),
  body: fc.array(fc.constantFrom(...STATEMENTS), { minLength: 1, maxLength: 4 }),
});

export const world: fc.Arbitrary<World> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  data: fc.record(
    { a: fc.constantFrom(0, 1, 'text'), b: fc.constantFrom('xy', 'y', null), list: fc.constantFrom([], [1], ['a', 2]) },
    { requiredKeys: [] },
  ),
});

const CONNECTORS = {
  m: {
    ...{ value: { v: 1 }, list: [1, { two: 2 }, 3], fails: { $throw: 'no' } },
    ...{ later: { $delay: 30, $return: [1, 2] }, slow: { $delay: 80, $return: null } },
    rejects: { $delay: 5, $throw: { name: 'Busy', message: 'later', code: 'E1' } },
  },
};

export function nameOf(index: number): string {
  return `w${String(index).padStart(3, '0')}`;
}

/** All of them in one workspace, each with steps of its own. */
export function filesOf(worlds: readonly World[]): Files {
  const files = worlds.flatMap(({ steps }, index) =>
    steps.map(({ fields, body }, place): [string, string] => [
      `steps/${nameOf(index)}/s${place}.js`,
      `export const condition = { $case: '${nameOf(index)}', ${fields.join(', ')} };\nexport const content = async () => {\n${body.join('\n')}\n};\n`,
    ]),
  );
  const scenarios = worlds.map(({ data }, index): [string, unknown] => [
    `scenarios/${nameOf(index)}.json`,
    { name: nameOf(index), data: { $case: nameOf(index), ...data }, connectors: CONNECTORS, expect: {} },
  ]);
  return { 'stepscope.config.json': { limits: { turns: 30 } }, ...Object.fromEntries([...files, ...scenarios]) };
}
