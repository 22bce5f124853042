// Stories of taking back: what a person changed about the debugger is as before, and what ran stands. Real session, sandbox, files.
import { beforeAll, expect, it } from 'vitest';
import { parseBreakpoint } from '../../src/breakpoint-text.ts';
import type { Command } from '../../src/session/command.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import type { SessionState } from '../../src/session/state.ts';
import { bundledSandbox, choose, jump, openStory, type Story, step, toggle } from './support.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

const FILES = {
  'steps/a.js': step('n: 1', 'data.a = connectors.shop.buy();'),
  'steps/b.js': step('n: 1', 'data.b = 1;'),
  'scenarios/one.json': { name: 'one', data: { n: 1 }, connectors: { shop: { buy: 5 } } },
  'scenarios/two.json': { name: 'two', data: { n: 2 } },
};
const open = (files: Record<string, unknown> = FILES): Promise<Story> => openStory(sandbox, files);

function at(text: string, id?: string): Command {
  const breakpoint = parseBreakpoint(text);
  if (typeof breakpoint === 'string') throw new Error(breakpoint);
  return { kind: 'break', breakpoint, ...(id === undefined ? {} : { id }) };
}

const pinned = (answer: number): Command => ({ kind: 'pin', connector: 'shop', method: 'buy', answer });
const mark = (name: string): Command => ({ kind: 'mark', name });

/** All that can be taken back. */
function changeable({ disabled, breakpoints, pins, marks, task, cursor, tasks }: SessionState): object {
  const agenda = task === null ? null : tasks.get(task)?.snapshots[cursor]?.agenda;
  return { disabled: [...disabled], breakpoints, pins, marks, task, cursor, agenda };
}

it.each<readonly [name: string, before: readonly Command[], done: Command, said: string]>([
  ['a step switched off', [], toggle('a'), 'Undone: a switched off.'],
  ['a step switched on', [toggle('a')], toggle('a'), 'Undone: a switched on.'],
  ['a breakpoint set', [], at('step b'), 'Undone: breakpoint step b set.'],
  ['a breakpoint changed', [at('step b')], at('step b if data.n > 1', 'b1'), 'step b if data.n > 1 changed.'],
  ['a breakpoint removed', [at('error'), at('step b')], { kind: 'unbreak', id: 'b1' }, 'breakpoint error removed.'],
  ['a breakpoint switched', [at('step b')], { kind: 'toggleBreak', id: 'b1' }, 'breakpoint step b switched off.'],
  ['a pin set', [], pinned(1), 'Undone: pin of shop.buy set.'],
  ['a pin over another', [pinned(1)], pinned(2), 'Undone: pin of shop.buy set.'],
  ['a pin removed', [pinned(1)], { kind: 'unpin', connector: 'shop', method: 'buy' }, 'pin of shop.buy removed.'],
  ['a mark set', [], mark('here'), 'Undone: mark here set.'],
  ['a mark renamed', [mark('here')], mark('there'), 'Undone: mark there set.'],
  ['a mark removed', [mark('here')], mark(''), 'Undone: mark removed.'],
  ['another scenario', [{ kind: 'step' }], choose('two'), 'Undone: back in one at turn 1.'],
  ['a restart', [{ kind: 'step' }, jump(0)], { kind: 'restart' }, 'Undone: back in one at turn 0.'],
])('%s', async (_, before, done, said) => {
  const story = await open();
  await story.act(...before);
  const was = changeable(story.state());
  await story.act(done);
  expect(changeable(story.state())).not.toEqual(was);
  await story.act('undo');
  expect(changeable(story.state())).toEqual(was);
  expect(story.state().notice).toContain(said);
});

it('takes back one after the other, the latest first, and then says that there is nothing', async () => {
  const story = await open();
  const was = changeable(story.state());
  await story.act(toggle('a'), mark('here'), at('step b'), pinned(1));
  await story.act('undo', 'undo', 'undo', 'undo');
  expect(changeable(story.state())).toEqual(was);
  await story.act('undo');
  expect(story.state().notice).toBe('There is nothing to undo: what ran stands, and , goes back.');
});

it('leaves what ran, and where one travelled, alone', async () => {
  const story = await open();
  await story.act(toggle('a'), 'step', 'back');
  await story.act('undo');
  expect(story.log().turns.map(({ step: ran }) => ran)).toEqual(['b']);
  expect(story.state()).toMatchObject({ cursor: 0, disabled: new Set() });
  expect(story.here().agenda).toEqual(['a', 'b']);
});

it('what changed nothing is nothing to take back', async () => {
  const story = await open();
  await story.act(mark(''), { kind: 'unpin', connector: 'no', method: 'such' }, { kind: 'unbreak', id: 'b9' });
  expect(story.state().undoable).toEqual([]);
});

it('goes back to the place where one was before another task was shown', async () => {
  const story = await open();
  await story.act('step', 'fork');
  const fork = story.state().task;
  await story.act({ kind: 'goTo', task: 'task1', turns: 0 });
  await story.act('undo');
  expect(story.state()).toMatchObject({ task: fork, cursor: 1 });
});

it('a pin that is taken back leaves the answers that were given since', async () => {
  const { 'scenarios/one.json': _, ...files } = FILES;
  const story = await open({
    ...files,
    'scenarios/one.json': { name: 'one', data: { n: 1 } },
    'steps/a.js': step('n: 1', 'data.a = connectors.shop.buy(); data.c = connectors.shop.sell();'),
  });
  await story.act(pinned(1), 'step', { kind: 'answer', answer: 2 });
  expect(story.here().data).toMatchObject({ a: 1, c: 2 });
  await story.act('undo');
  expect(story.state().pins).toMatchObject([{ method: 'sell', answer: 2 }]);
});
