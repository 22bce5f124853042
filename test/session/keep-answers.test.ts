// Answers that a person gave go into the scenario, and mean there what they meant here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/session/command.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import type { Json } from '../../src/step.ts';
import { runFolder } from '../check/workspace.ts';
import { bundledSandbox, openStory, type Story, step } from './support.ts';

let openSandbox: OpenSandbox;
beforeAll(async () => {
  openSandbox = await bundledSandbox();
});

const open = (files: object): Promise<Story> => openStory(openSandbox, files as never);
const answer = (given: Json): Command => ({ kind: 'answer', answer: given });
const pinOf = (method: string, given: Json): Command => ({ kind: 'pin', connector: 'x', method, answer: given });

const files = (calls: number, more: object = {}) => ({
  'steps/a.js': step('go: true', `data.got = Array.from({ length: ${calls} }, () => connectors.x.y());`),
  'scenarios/one.json': { name: 'one', data: { go: true }, ...more },
});

function connectors(story: Story): unknown {
  return JSON.parse(readFileSync(join(story.dir, 'scenarios/one.json'), 'utf8')).connectors;
}

describe('keepAnswers', () => {
  it('keeps one answer as it is, several as a list, and the scenario then runs by itself', async () => {
    const story = await open(files(3, { expect: { paths: { 'got.2': 'b' } } }));
    const state = await story.act('step', answer(['a', 'list']), answer('b'), answer('b'), 'keepAnswers');
    expect(state.notice).toBe('scenarios/one.json now answers x.y.');
    expect(connectors(story)).toEqual({ x: { y: [['a', 'list'], 'b'] } });
    await story.until('it is read', ({ scenarios }) => Object.keys(scenarios[0]?.connectors ?? {}).length > 0);
    await story.act('restart', 'step');
    expect(story.here().data.got).toEqual([['a', 'list'], 'b', 'b']);
    expect((await runFolder(story.dir)).report.totals.passed).toBe(1);
    const again = await story.act('keepAnswers');
    expect(again.notice).toContain('There is nothing to keep');
  });

  it('keeps a pin for all calls, before what answered until then', async () => {
    const story = await open(files(2, { connectors: { x: { y: 1, z: 3 } } }));
    await story.act(pinOf('y', ['p', 'q']), 'step', 'keepAnswers');
    expect(connectors(story)).toEqual({ x: { y: ['p', 'q'], z: 3 } });
  });

  it('a single call goes before them, and the others go on as before', async () => {
    const story = await open(files(3));
    await story.act('step', answer('a'), pinOf('y', 'rest'), 'step', 'keepAnswers');
    expect(connectors(story)).toEqual({ x: { y: ['a', 'rest'] } });
    expect(story.here().data.got).toEqual(['a', 'rest', 'rest']);
  });

  it('takes the answers of the task that it is a fork of, and not those of another', async () => {
    const story = await open(files(1));
    await story.act('step', answer('other'), 'restart', 'step', answer('mine'));
    await story.act({ kind: 'jump', turns: 0 }, 'fork', 'step', 'keepAnswers');
    expect(connectors(story)).toEqual({ x: { y: 'mine' } });
  });

  it('says what it cannot keep, and why', async () => {
    const nothing = await open(files(0));
    expect((await nothing.act('keepAnswers')).notice).toContain('There is nothing to keep');
    const plain = await open({ ...files(1), 'scenarios/one.json': { go: true } });
    expect((await plain.act('step', answer(1), 'keepAnswers')).notice).toContain('save the task as a scenario');
    const code = await open({
      ...files(1),
      'scenarios/one.json': 'null',
      'scenarios/two.js': 'export default { name: "two", data: { go: true } }',
    });
    expect((await code.act('step', answer(1), 'keepAnswers')).notice).toContain('scenarios/two.js is code');
    expect((await (await open({ 'steps/a.js': files(1)['steps/a.js'] })).act('keepAnswers')).notice).toContain(
      'no task',
    );
  });
});
