// The steps as recordings tell them, made anew after each load: what did not change is the very same object, and all else is
// as if it were made from nothing.
import { expect, it } from 'vitest';
import { reloadOf } from '../../src/recording/header.ts';
import { RecordedSteps } from '../../src/recording/recorded-steps.ts';
import type { Source, StepInfo } from '../../src/step.ts';

interface Workspace {
  readonly steps: readonly StepInfo[];
  readonly sources: readonly Source[];
}

const NAMES = Array.from({ length: 450 }, (_, at) => `s${at}`);

const infoOf = (name: string, order: number): StepInfo => ({
  ...{ name, file: `steps/${name}.js`, condition: { kind: 'object', fields: [] } },
  ...{ specificity: 0, order, disabled: false, stale: false },
});
const sourceOf = (name: string, text = `text of ${name}`): Source => ({
  ...{ kind: 'step', name, file: `steps/${name}.js`, text },
});
const workspaceOf = (names: readonly string[]): Workspace => ({
  steps: names.map(infoOf),
  sources: names.map((name) => sourceOf(name)),
});

const FIRST = workspaceOf(NAMES);
const AT = 300;
const NAME = NAMES[AT] ?? '';

it.each<[string, Workspace, readonly string[], readonly string[]]>([
  ['nothing', FIRST, [], []],
  ['nothing, read anew', { ...FIRST, sources: NAMES.map((name) => sourceOf(name)) }, [], []],
  ['one text', { ...FIRST, sources: FIRST.sources.with(AT, sourceOf(NAME, 'new')) }, [NAME], []],
  ['one step', { ...FIRST, steps: FIRST.steps.with(AT, { ...infoOf(NAME, AT), disabled: true }) }, [NAME], []],
  [
    'one step is gone, the last one',
    { steps: FIRST.steps.slice(0, -1), sources: FIRST.sources.slice(0, -1) },
    [],
    ['s449'],
  ],
  ['one file has come that is no step yet', { ...FIRST, sources: [...FIRST.sources, sourceOf('z')] }, [], []],
  [
    'one has another name',
    {
      steps: FIRST.steps.with(AT, infoOf('new', AT)),
      sources: FIRST.sources.with(AT, sourceOf('new')),
    },
    ['new'],
    [NAME],
  ],
  [
    'two have changed places',
    { ...FIRST, steps: FIRST.steps.with(0, infoOf('s1', 0)).with(1, infoOf('s0', 1)) },
    ['s1', 's0'],
    [],
  ],
])('%s changed', (_, now, changed, removed) => {
  const before = new RecordedSteps(FIRST.steps, FIRST.sources);
  const made = new RecordedSteps(now.steps, now.sources, before).all;
  const copies = structuredClone(now);
  expect(made).toEqual(new RecordedSteps(copies.steps, copies.sources).all);
  const reload = reloadOf(before.all, made);
  expect(reload?.steps.map(({ name }) => name) ?? []).toEqual(changed);
  expect(reload?.removed ?? []).toEqual(removed);
  const others = made.filter((step) => !before.all.includes(step));
  expect(others.map(({ name }) => name)).toEqual(changed);
});
