// Searching the document: rows whose key or value has the text in it, and what holds them.
import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../../src/session/state.ts';
import type { Folds } from '../../../src/session/views/folds.ts';
import { createSearchView } from '../../../src/session/views/search-view.ts';
import type { JsonObject } from '../../../src/step.ts';
import { emptyState, stateOf } from './fixture.ts';

const data: JsonObject = {
  order: { id: 'A-1', items: [{ sku: 'Owl' }, { sku: 'Fox', note: 'rush' }], total: 42 },
  owner: { name: 'Ada', pet: { kind: 'cat' } },
  deep: { er: { and: { deeper: { still: 'an owl' } } } },
  none: null,
};
const state = stateOf({ steps: [], data });

function found(text: string, folds: Folds = new Map(), at: SessionState = state): readonly string[] {
  return [...createSearchView()(at, folds, text)].map(
    ({ path, kind }) => `${path.join('.')}${kind === 'folded' ? ' …' : ''}`,
  );
}

describe('search', () => {
  it.each<[text: string, rows: readonly string[]]>([
    [
      'owl',
      [
        'order',
        'order.items',
        'order.items.0',
        'order.items.0.sku',
        'deep',
        'deep.er',
        'deep.er.and',
        'deep.er.and.deeper',
        'deep.er.and.deeper.still',
      ],
    ],
    ['FOX', ['order', 'order.items', 'order.items.1', 'order.items.1.sku']],
    ['42', ['order', 'order.total']],
    ['null', ['none']],
    ['pet', ['owner', 'owner.pet …']],
    ['items', ['order', 'order.items …']],
    ['1', ['order', 'order.id']],
    ['nowhere', []],
  ])('%s', (text, rows) => {
    expect(found(text)).toEqual(rows);
  });

  it('shows all of what was found by its key and was opened, and hides nothing that was folded', () => {
    const folds = new Map([
      ['["owner","pet"]', true],
      ['["order"]', false],
    ]);
    expect(found('pet', folds)).toEqual(['owner', 'owner.pet', 'owner.pet.kind']);
    expect(found('42', folds)).toEqual(['order', 'order.total']);
  });

  it('finds what the last turn removed or replaced', () => {
    const patches = [
      { op: 'remove', path: ['order', 'total'] },
      { op: 'replace', path: ['owner', 'pet'], value: 'none' },
    ] as const;
    const removed = stateOf({ steps: [], data, turns: [{ step: 's', patches }] });
    expect([...createSearchView()(removed, new Map(), 'total')].at(-1)).toMatchObject({ mark: 'removed', before: 42 });
    expect(found('cat', new Map(), removed)).toEqual(['owner', 'owner.pet']);
    expect(createSearchView()(emptyState(), new Map(), 'x').length).toBe(0);
  });

  it('is the identical list while nothing changes', () => {
    const view = createSearchView();
    const folds: Folds = new Map();
    expect(view({ ...state, notice: 'x' }, folds, 'owl')).toBe(view(state, folds, 'owl'));
  });
});
