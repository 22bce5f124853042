// What the text of a step tells: what it may change, never too little; and where its condition is written.
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/compile/facts.ts';
import type { StepFacts } from '../../src/facts.ts';

const CONDITION = 'export const condition = { a: 1 };\n';

function facts(content: string, around: { touches?: boolean; names?: string[]; before?: string } = {}): StepFacts {
  const text = `${around.before ?? ''}${CONDITION}export const content = async () => {\n${content}\n};`;
  return factsOf({
    step: 's',
    file: 'steps/s.ts',
    text,
    librariesTouchData: around.touches ?? false,
    libraryNames: around.names ?? [],
  });
}

/** `a.b` is set, `-a.b` goes, `a.*` is some key, `a…` is at `a` or below. */
function written({ writes }: StepFacts): string[] {
  return [
    ...new Set(
      writes.map(
        ({ path, isDeep, kind }) =>
          `${kind === 'remove' ? '-' : ''}${path.map((key) => key ?? '*').join('.')}${isDeep ? '…' : ''}`,
      ),
    ),
  ].sort();
}

describe('writes', () => {
  it.each<[string, string, string[]]>([
    ['a field', 'data.a.b = 1;', ['a.b']],
    ['with brackets', 'data["a b"].c = 1;', ['a b.c']],
    ['a computed key', 'data.a[key].c = 1;', ['a.*.c']],
    ['an element', 'data.items[0].seen = true;', ['items.*.seen']],
    ['other assignments', 'data.a ??= []; data.b += 1; data.c++; data.d ||= {};', ['a', 'b', 'c', 'd']],
    ['what is deleted', 'delete data.a.b; delete data[key];', ['-*', '-a.b']],
    [
      'destructured names',
      'const { order: { stock }, ...rest } = data; stock.left = 1; rest.a.b = 2;',
      ['a.b', 'order.stock.left'],
    ],
    ['names of names', 'const { order } = data; const s = order.stock; s.left = 1;', ['order.stock.left']],
    ['a name that is given later', 'let o; o = data.order; o.a = 1;', ['order.a']],
    ['either of two', 'const o = x ? data.a : data.b; o.c = 1;', ['a.c', 'b.c']],
    ['with a default', 'const o = data.a ?? {}; o.c = 1;', ['a.c']],
    ['lists', 'data.list.push(1); data.other.sort();', ['list.*', 'other.*']],
    ['elements in a loop', 'for (const item of data.items) item.seen = true;', ['items.*.seen']],
    ['elements by index', 'for (const [i, item] of data.items.entries()) item.seen = true;', ['items…']],
    ['elements in a callback', 'data.items.forEach((item) => { item.seen = true; });', ['items.*.seen']],
    ['what is found', 'const item = data.items.find((i) => i.id === 1); item.seen = true;', ['items…']],
    ['values of an object', 'Object.values(data.flags).forEach((flag) => { flag.on = true; });', ['flags…']],
    [
      'Object.assign',
      'Object.assign(data.order, { a: 1, b: 2 }); Object.assign(data.x, more);',
      ['order.a', 'order.b', 'x…'],
    ],
    ['a destructuring target', '[data.a, data.b] = [1, 2]; ({ x: data.c } = o);', ['a', 'b', 'c']],
    ['handed to code', 'mend(data.order); new Mender(data.other);', ['order…', 'other…']],
    ['handed inside an object', 'mend({ order: data.order });', ['order…']],
    ['handed by a name inside an object', 'const all = { order: data.order }; all.order.x = 1;', ['order…']],
    ['the result of a connector', "connectors.crm.create({ into: 'customer.crm' });", ['customer.crm']],
    ['the result of a subtask', "task.subtask('x', {}, { into: 'results.0' });", ['results.*']],
    [
      'what a subtask begins with',
      "task.subtask('x', { order: data.order, 'a b': 1 }); task.subtask('y', copy);",
      ['a b…', 'order…', '…'],
    ],
    [
      'elements handed to a function of a name',
      'data.items.forEach(mend); Array.from(data.rows, mend); data.list.map(String);',
      ['items…', 'rows…'],
    ],
    ['handed over for later', 'setTimeout(mend, 1, data.order);', ['order…']],
    ['what a function gives', 'const order = () => data.order; order().a = 1;', ['order…']],
    [
      'what a function declares to give',
      'f().a = 1; function f() { if (x) return data.a; return data.b; }',
      ['a…', 'b…'],
    ],
    ['what a promise gives', 'const f = async () => data.a; (await f()).b = 1;', ['a…']],
    [
      'what a method gives',
      'const o = { f() { return data.a; }, get g() { return data.b; } }; o.g.x = 1;',
      ['a…', 'b…'],
    ],
    ['what is generated', 'function* each() { yield data.a; } for (const one of each()) one.b = 1;', ['a…']],
    ['what a callback gives', 'rows.map((row) => data.a[row]).forEach((one) => { one.b = 1; });', ['a.*…']],
    ['what is thrown', 'try { throw data.a; } catch (thrown) { thrown.b = 1; }', ['a.b']],
    ['a default', 'const f = (o = data.a) => { o.b = 1; }; f();', ['a.b']],
    ['what an object keeps', 'const o = {}; o.a = data.a; o.a.b = 1;', ['a…']],
    ['what a class keeps', 'class K { static a = data.a; b = data.b; } K.a.x = 1;', ['a…', 'b…']],
    ['what an instance keeps', 'class K { a = data.a; go() { this.a.b = 1; } } new K().go();', ['a…']],
    ['a result whose place is told in another way', "const o = { ['into']: 'a' }; o.into = 'b';", ['a', 'b']],
    ['with types', '(data.order as Order).total = 1; data.order!.tax = 2;', ['order.tax', 'order.total']],
    ['a library that does not know data', 'data.a = lib.money.round(data.b.c);', ['a', 'b.c…']],
  ])('%s', (_, content, places) => {
    const found = facts(content);
    expect([written(found), found.isUnclear]).toEqual([places, false]);
  });

  it.each([
    ['reading', 'const { a } = data; console.log(a, data); JSON.stringify(data); Object.keys(data.a);'],
    ['calls of connectors', 'await connectors.crm.find({ id: data.a.id });'],
    [
      'copies',
      'const copy = structuredClone(data.a); copy.x = 1; const j = JSON.parse(JSON.stringify(data)); j.x = 1;',
    ],
    ['methods that look', 'data.items.map((i) => i.id).join(); data.a.trim(); data.items.length;'],
    ['what has another root', 'const o = {}; o.a = 1; other.data = 2;'],
    ['callbacks that look', 'rows.map((row) => data.a[row.b]); setTimeout(() => data.a, 1); p.then(() => data.b);'],
    ['functions that give', 'const f = () => data.a; const n = f(); console.log(n, f().b);'],
    ['a task shown', "task.visualize({ type: 'data', data }); task.complete(data.order);"],
  ])('none by %s', (_, content) => {
    const found = facts(content);
    expect([found.writes, found.isUnclear]).toEqual([[], false]);
  });

  it.each([
    ['the data as a parameter', 'export default (d) => { d.a = 1; };', ['a']],
    ['taken apart', 'export function content({ order }) { order.a = 1; }', ['order.a']],
  ])('%s', (_, content, places) => {
    const text = `${CONDITION}${content}`;
    const found = factsOf({ step: 's', file: 's.js', text, librariesTouchData: false, libraryNames: [] });
    expect(written(found)).toEqual(places);
  });

  it.each<[string, StepFacts]>([
    ['arguments', facts('change(arguments);')],
    ['eval', facts('eval("data.a = 1");')],
    ['globalThis', facts('globalThis.data.a = 1;')],
    ['a place that is computed', facts('connectors.x.y({ into: place(1) });')],
    ['a library that knows data', facts('lib.x.mend();', { touches: true })],
    ['a supplied function that may know data', facts('mend();', { touches: true, names: ['mend'] })],
    ['an imported file', facts('mend();', { before: "import { mend } from './mend.js';\n" })],
  ])('are unclear with %s', (_, { isUnclear }) => {
    expect(isUnclear).toBe(true);
  });

  it('a function of the file is not what the platform has under its name', () => {
    expect(written(facts('process(data.order);', { before: 'function process(o) { o.x = 1; }\n' }))).toEqual([
      'order…',
    ]);
    expect(written(facts('process(data.order);'))).toEqual([]);
  });

  it('tells values where the text does', () => {
    const { writes } = facts('data.a = { status: "paid", at: x, n: 1 - x }; data.b = x ? "new" : "old"; data.c = `t`;');
    expect(writes.map(({ value }) => value)).toEqual([
      {
        kind: 'object',
        fields: [
          ['status', { kind: 'value', value: 'paid' }],
          ['at', null],
          ['n', { kind: 'type', type: 'Number' }],
        ],
      },
      { kind: 'value', value: 'new' },
      { kind: 'value', value: 'old' },
      { kind: 'type', type: 'String' },
    ]);
  });

  it('is sure of what each run does', () => {
    const { writes, ends, redoes } = facts(
      'data.a = 1; if (x) data.b = 1; x && (data.c = 1); if (y) return; data.d = 1; step.redo();',
    );
    expect(writes.map(({ path, isSure }) => [path[0], isSure])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
      ['d', false],
    ]);
    expect([ends, redoes]).toEqual(['never', 'maybe']);
    expect(facts('data.a = 1; task.complete();').ends).toBe('surely');
    expect(facts('if (x) task.ignore(); step.redo();')).toMatchObject({ ends: 'maybe', redoes: 'surely' });
    expect(facts('finish(task);').ends).toBe('maybe');
  });

  it('copes with names that stand for each other for ever', () => {
    const found = facts('let node = data.root; while (node) { node.seen = true; node = node.next; }');
    expect(found.isUnclear || written(found).some((place) => place.endsWith('…'))).toBe(true);
  });
});

it('tells where each field of the condition is written', () => {
  const text = 'export const match = () => ({\n  a: { "b c": String },\n  list: [{ x: 1 }, ...more],\n});';
  const { fields } = factsOf({ step: 's', file: 's.js', text, librariesTouchData: false, libraryNames: [] });
  expect(fields.map(({ path, line, column }) => [path.join('/'), line, column])).toEqual([
    ['', 1, 29],
    ['a', 2, 3],
    ['a/b c', 2, 8],
    ['list', 3, 3],
    ['list/0', 3, 10],
    ['list/0/x', 3, 12],
  ]);
});
