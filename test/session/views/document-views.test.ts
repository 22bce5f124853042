// Data and Patch: the tree with its folds and marks, and the diff of a turn.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Patch } from '../../../src/patch.ts';
import type { DataRow } from '../../../src/session/views/data-rows.ts';
import { createDataView } from '../../../src/session/views/data-view.ts';
import type { Folds } from '../../../src/session/views/folds.ts';
import { createPatchView } from '../../../src/session/views/patch-view.ts';
import type { Json, JsonObject, Path } from '../../../src/step.ts';
import { stateOf } from './fixture.ts';
import { orders } from './orders.ts';

const NO_FOLDS: Folds = new Map();
const turn = (data: JsonObject, ...patches: readonly Patch[]) =>
  stateOf({ steps: [], data, turns: [{ step: 's', patches }] });
const marks = (state: ReturnType<typeof orders>, folds = NO_FOLDS) =>
  [...createDataView()(state, folds)]
    .filter(({ mark }) => mark !== null && mark !== 'inside')
    .map(({ mark, path }) => `${mark} ${path.join('.')}`);

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}

describe('data view', () => {
  it('marks what the last turn changed', () => {
    expect(marks(orders())).toEqual([
      'changed order.status',
      'removed order.tags.0',
      'added order.processedAt',
      'removed environment',
    ]);
    expect(marks(orders({ cursor: 0 }))).toEqual([]);
  });

  it('keeps folds while time moves', () => {
    const folds = new Map([['["order"]', false]]);
    const view = createDataView();
    for (const cursor of [3, 2, 0]) {
      expect([...view(orders({ cursor }), folds)].some(({ path }) => path[0] === 'order' && path.length > 1)).toBe(
        false,
      );
    }
  });

  it('opens what changed however deep it is, and folds what is large', () => {
    const data = { deep: { a: { b: { c: { d: 1 } } } }, large: Array.from({ length: 1000 }, () => 0) };
    const state = turn(data, { op: 'replace', path: ['deep', 'a', 'b', 'c', 'd'], value: 2 });
    const rows = [...createDataView()(state, NO_FOLDS)];
    expect(rows.find(({ key }) => key === 'd')).toMatchObject({ mark: 'changed', before: 1, value: 2 });
    expect(rows.find(({ key }) => key === 'large')?.kind).toBe('folded');
  });

  it.each<[string, JsonObject, Patch, readonly string[]]>([
    [
      'an element at the front went',
      { l: [1, 2, 3] },
      { op: 'splice', path: ['l'], index: 0, remove: 1, insert: [] },
      ['removed l.0'],
    ],
    ['one was appended', { l: [1, 2] }, { op: 'splice', path: ['l'], index: 2, remove: 0, insert: [3] }, ['added l.2']],
    ['one in the middle changed', { l: [1, 2, 3] }, { op: 'replace', path: ['l', 1], value: 9 }, ['changed l.1']],
    ['another type came', { l: [1] }, { op: 'replace', path: ['l'], value: { a: 1 } }, ['changed l']],
    ['a key that is a prototype', { o: {} }, { op: 'add', path: ['__proto__'], value: 1 }, ['added __proto__']],
  ])('%s', (_name, data, patch, expected) => {
    expect(marks(turn(data, patch))).toEqual(expected);
  });

  it('has unique ids', () => {
    const ids = [...createDataView()(orders(), NO_FOLDS)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says where each row stands, and which stand together', () => {
    const kids = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`k${at}`, { a: at, b: [at] }]));
    const data: JsonObject = { a: { b: 1 }, list: [1, { c: 2 }, []], kids, gone: 1, none: {} };
    const patches: readonly Patch[] = [
      { op: 'remove', path: ['gone'] },
      { op: 'splice', path: ['list'], index: 0, remove: 1, insert: [] },
      { op: 'replace', path: ['kids', 'k7', 'b', 0], value: -1 },
    ];
    const folds = new Map([
      ['["kids","k3"]', false],
      ['["kids","k4"]', true],
      ['["kids","k4","b"]', true],
    ]);
    const rows = createDataView()(turn(data, ...patches), folds);
    const all = [...rows];
    expect(all.length).toBe(rows.length);
    expect(all.map(({ id }) => rows.indexOf(id))).toEqual(all.map((_, index) => index));
    for (const id of ['["nowhere"]', '["kids","k3","a"]', '["list",9]', '-["a"]']) expect(rows.indexOf(id)).toBe(-1);
    for (const [index, { depth, path }] of all.entries()) {
      const near = all.filter((row) => row.depth === depth && startsWith(row.path, path.slice(0, -1)));
      const siblings = rows.siblings(index);
      const told = Array.from({ length: siblings.count }, (_, at) => [siblings.key(at), siblings.isOpen(at)]);
      expect(told).toEqual(near.map(({ key, kind }) => [key, kind === 'open']));
    }
    const kinds = all
      .filter(({ path }) => path[0] === 'kids')
      .map(({ path, kind }) => `${path.slice(1).join('.')} ${kind}`);
    expect(kinds.slice(3, 13)).toEqual([
      'k2 folded',
      'k3 folded',
      'k4 open',
      'k4.a leaf',
      'k4.b open',
      'k4.b.0 leaf',
      'k5 folded',
      'k6 folded',
      'k7 open',
      'k7.a leaf',
    ]);
  });

  it('opens of a long list only the way to what changed, and of one that is opened by hand nothing', () => {
    const items = Array.from({ length: 200 }, (_, id) => ({ id, qty: 1, tags: ['a'] }));
    const view = createDataView();
    const changed = turn({ items }, { op: 'replace', path: ['items', 150, 'qty'], value: 7 });
    const texts = (rows: Iterable<DataRow>) => [...rows].map(({ path, kind }) => `${path.join('.')} ${kind}`);
    const others = (from: number, to: number) => items.slice(from, to).map(({ id }) => `items.${id} folded`);
    expect(texts(view(changed, NO_FOLDS))).toEqual([
      'items open',
      ...others(0, 150),
      'items.150 open',
      'items.150.id leaf',
      'items.150.qty leaf',
      'items.150.tags folded',
      ...others(151, 200),
    ]);
    const opened = view(turn({ items }, { op: 'add', path: ['x'], value: 1 }), new Map([['["items"]', true]]));
    expect(texts(opened)).toEqual(['items open', ...others(0, 200), 'x leaf']);
    for (const [index, { id }] of [...opened].entries()) expect(opened.indexOf(id)).toBe(index);
  });

  it('knows elements again, with what changed in them, and says of which there is no more', () => {
    const items = ['a', 'b', 'c', 'd'].map((id, index) => ({ id, qty: index + 1 }));
    const [a, b, , d] = items;
    const state = turn(
      { items },
      { op: 'replace', path: ['items'], value: [{ ...d, qty: 9 }, { ...b }, { ...a }] as Json },
    );
    const told = ({ path, mark, kind, from }: DataRow) =>
      `${mark ?? ' '} ${path.join('.')}${from === undefined ? '' : ` was ${from}`} ${kind}`;
    expect([...createDataView()(state, NO_FOLDS)].map(told)).toEqual([
      'inside items open',
      'moved items.0 was 3 open',
      '  items.0.id leaf',
      'changed items.0.qty leaf',
      '  items.1 open',
      '  items.1.id leaf',
      '  items.1.qty leaf',
      '  items.2 open',
      '  items.2.id leaf',
      '  items.2.qty leaf',
      'removed items.2 leaf',
    ]);
    expect(createPatchView()(state).rows.map(({ kind, path }) => `${kind} ${path.join('.')}`)).toEqual([
      'changed items.0.qty',
      'removed items.2',
      'moved items.0',
    ]);
  });

  it('tells the same elements as moved, new and gone as the patch does', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 9 });
    const element = fc.constantFrom<(id: number) => Json>(
      (id) => ({ id, n: 1 }),
      (id) => ({ other: [id] }),
      (id) => `text ${id}`,
    );
    const kinds = ['moved', 'added', 'removed'];
    fc.assert(
      fc.property(ids, ids, element, (before, now, make) => {
        const state = turn({ l: before.map(make) }, { op: 'replace', path: ['l'], value: now.map(make) });
        const rows = createDataView()(state, NO_FOLDS);
        const all = [...rows];
        expect(all.map(({ id }) => rows.indexOf(id))).toEqual(all.map((_, index) => index));
        const seen = all.filter(({ depth }) => depth === 1);
        expect(seen.filter(({ mark }) => mark !== 'removed').map(({ value }) => value)).toEqual(now.map(make));
        // Of as many as there were, what came where another went is a change.
        if (before.length === now.length) return;
        const inData = seen.map(({ mark, key }) => `${mark} ${key}`).filter((text) => !text.startsWith('null'));
        const inPatch = createPatchView()(state).rows.map(({ kind, path }) => `${kind} ${path[1]}`);
        expect(inPatch.every((text) => kinds.includes(text.split(' ')[0] ?? ''))).toBe(true);
        expect(inData.sort()).toEqual(inPatch.sort());
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same rows for the same documents', () => {
    const view = createDataView();
    const state = orders();
    expect(view({ ...state, notice: 'x' }, NO_FOLDS)).toBe(view(state, NO_FOLDS));
  });
});

describe('patch view', () => {
  const rowsOf = (data: JsonObject, ...patches: readonly Patch[]) => createPatchView()(turn(data, ...patches)).rows;

  it('shows the turn that led to the cursor', () => {
    const view = createPatchView()(orders({ cursor: 2 }));
    expect(view).toMatchObject({ turn: 2, from: null });
    expect(view.rows.map(({ kind, path }) => `${kind} ${path.join('.')}`)).toEqual([
      'changed order.total',
      'added order.normalized',
    ]);
    expect(createPatchView()(orders({ cursor: 0 })).turn).toBeNull();
  });

  it('tells moved elements from new ones', () => {
    const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    const rows = rowsOf({ l: [a, b, c] }, { op: 'replace', path: ['l'], value: [c, a, b] });
    expect(rows).toMatchObject([{ kind: 'moved', from: 2, path: ['l', 0], value: { id: 'c' } }]);
  });

  it('sees a change in an element that was known by its id', () => {
    const rows = rowsOf(
      {
        l: [
          { id: 1, n: 1 },
          { id: 2, n: 1 },
        ],
      },
      { op: 'replace', path: ['l'], value: [{ id: 2, n: 5 }] },
    );
    expect(rows.map(({ kind, path }) => `${kind} ${path.join('.')}`).sort()).toEqual(['changed l.0.n', 'removed l.0']);
  });

  it('does not compare huge arrays pair by pair', () => {
    const list = Array.from({ length: 20_000 }, (_, index) => ({ n: index }));
    const started = performance.now();
    const rows = rowsOf({ list }, { op: 'splice', path: ['list'], index: 0, remove: 1, insert: [] });
    expect(rows).toMatchObject([{ kind: 'removed', path: ['list', 0] }]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('is empty exactly where nothing changed', () => {
    const documents = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(documents, fc.jsonValue(), (data, value) => {
        const rows = rowsOf(data, { op: 'add', path: ['k'], value: value as JsonObject });
        const same = Object.hasOwn(data, 'k') && JSON.stringify(data.k) === JSON.stringify(value);
        if (!same) expect(rows.length).toBeGreaterThan(0);
      }),
    );
  });
});
