// A document is opened for writing as a copy or as a draft: any edit gives the same either way, and small patches.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCopy } from '../../src/engine/data-copy.ts';
import { openDraft } from '../../src/engine/data-draft.ts';
import { diff } from '../../src/engine/diff.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { applyPatches } from '../../src/patch.ts';
import type { JsonObject } from '../../src/step.ts';

interface Doc {
  list: { n: number; tags?: string[] }[];
  box: Record<string, unknown>;
  copy?: unknown;
  gone?: number;
}

type Edit = (data: Doc) => void;

/** What steps do to data, each in a few words. */
const EDITS: readonly (readonly [name: string, edit: Edit])[] = [
  ['shift', (data) => void data.list.shift()],
  ['unshift', (data) => void data.list.unshift({ n: -1 })],
  ['push', (data) => void data.list.push({ n: 9 })],
  ['reverse', (data) => void data.list.reverse()],
  ['sort', (data) => void data.list.sort((a, b) => a.n - b.n)],
  ['filter', (data) => void Object.assign(data, { list: data.list.filter(({ n }) => n % 3) })],
  ['find and change', (data) => void Object.assign(data.list.find(({ n }) => n > 2) ?? {}, { tags: ['found'] })],
  ['move', (data) => void data.list.push(...data.list.splice(0, 1))],
  ['twice in one document', (data) => void Object.assign(data, { copy: data.box })],
  ['spread', (data) => void Object.assign(data, { box: { ...data.box, more: 1 } })],
  ['delete', (data) => void delete data.gone],
  ['undefined', (data) => void Object.assign(data, { gone: undefined })],
  ['a date', (data) => void Object.assign(data.box, { at: new Date(0) })],
  ['equal JSON', (data) => void Object.assign(data, { list: JSON.parse(JSON.stringify(data.list)) })],
];

const document = (): JsonObject => ({ list: [4, 1, 3, 2, 5].map((n) => ({ n })), box: { a: { b: 1 } }, gone: 1 });

function edited(open: typeof openCopy, edits: readonly Edit[]): { before: JsonObject; after: JsonObject } {
  const normaliser = new Normaliser();
  const before = normaliser.adopt(document());
  const opened = open(before, {}, normaliser);
  for (const edit of edits) edit(opened.root as Doc);
  return { before, after: opened.close().data };
}

describe('copy and draft', () => {
  test.each(EDITS)('%s', (_, edit) => {
    expect(edited(openCopy, [edit]).after).toEqual(edited(openDraft, [edit]).after);
  });

  test('give the same for any edits, and patches that lead there and back', () => {
    const edits = fc.array(fc.constantFrom(...EDITS.map(([, edit]) => edit)), { maxLength: 8 });
    fc.assert(
      fc.property(edits, (chosen) => {
        const { before, after } = edited(openCopy, chosen);
        expect(after).toEqual(edited(openDraft, chosen).after);
        expect(applyPatches(before, diff(before, after))).toEqual(after);
        expect(applyPatches(after, diff(after, before))).toEqual(before);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['copy', openCopy],
    ['draft', openDraft],
  ])('a shift of 10,000 objects is one small patch: %s', (_, open) => {
    const normaliser = new Normaliser();
    const before = normaliser.adopt({ list: Array.from({ length: 10_000 }, (__, n) => ({ n })) });
    const opened = open(before, {}, normaliser);
    (opened.root as Doc).list.shift();
    expect(JSON.stringify(diff(before, opened.close().data)).length).toBeLessThan(200);
  });

  test.each([
    ['elements that are equal change places', (data: Doc) => void data.list.reverse()],
    [
      'one far off is put in the place of an equal one',
      (data: Doc) => void data.list.splice(0, 1, ...data.list.slice(-1)),
    ],
    ['a zero is a zero', (data: Doc) => void Object.assign(data.box, { zeros: [-0, -0], zero: -0 })],
  ])('where JSON is the same there is no patch: %s', (_, edit) => {
    const normaliser = new Normaliser();
    const list = Array.from({ length: 40 }, () => ({ n: 1, tags: [] }));
    const before = normaliser.adopt({ list, box: { zeros: [0, 0], zero: 0 } });
    for (const open of [openCopy, openDraft]) {
      const opened = open(before, {}, normaliser);
      edit(opened.root as Doc);
      const { data } = opened.close();
      expect(diff(before, data)).toEqual([]);
      expect(data).toEqual(before);
    }
  });

  test.each([
    ['copy', openCopy],
    ['draft', openDraft],
  ])('a document that is wrapped turn by turn is refused where it is too deep: %s', (_, open) => {
    const normaliser = new Normaliser();
    let data: JsonObject = normaliser.adopt({ at: {} });
    const wrap = () => {
      const opened = open(data, {}, normaliser);
      const root = opened.root as { at: unknown };
      for (let times = 0; times < 100; times++) root.at = { at: root.at };
      return opened.close();
    };
    for (let turn = 1; turn < 10; turn++) {
      const { data: after, faults } = wrap();
      expect(faults).toEqual([]);
      data = after;
    }
    expect([...wrap().faults, ...wrap().faults].map(({ what }) => what)).toContain('is nested more than 1000 deep');
  });
});
