// The tab Source: what there is to say of the lines of a step.
import { describe, expect, it } from 'vitest';
import { SourceMasker } from '../../../src/session/shown-sources.ts';
import { sourceView } from '../../../src/session/views/source-view.ts';
import type { Source } from '../../../src/step.ts';
import { stateOf, stepOf } from './fixture.ts';

const steps = [stepOf('a', {}), stepOf('b', {})];
const error = { name: 'TypeError', message: 'no', step: 'a', file: 'steps/a.js', line: 5, column: 2 };
const failed = stateOf({ steps, data: {}, turns: [{ step: 'a', turn: { error } }, { step: 'b' }] });

describe('source view', () => {
  it('points at the line where the turn at the cursor failed, and only there', () => {
    const thrown = { line: 5, severity: 'error', text: 'TypeError: no', isThrown: true };
    expect(sourceView({ ...failed, cursor: 1 }, 'a')).toMatchObject({ notes: [thrown], elsewhere: null });
    expect(sourceView({ ...failed, cursor: 1 }, 'b')).toMatchObject({ notes: [], elsewhere: null });
    expect(sourceView({ ...failed, cursor: 0 }, 'a')).toMatchObject({ notes: [], elsewhere: null });
    expect(sourceView(failed, 'nobody')).toBeNull();
  });

  it('points at no line that is of another file or of another version', () => {
    const inLibrary = { ...error, file: 'steps/lib/x.js' };
    const state = stateOf({ steps, data: {}, turns: [{ step: 'a', turn: { error: inLibrary } }] });
    expect(sourceView(state, 'a')).toMatchObject({ notes: [], elsewhere: inLibrary });
    const task = failed.tasks.get('t1');
    const edited = task && { ...task, stale: new Map([[1, { kind: 'edited' } as const]]) };
    const tasks = new Map(edited ? [['t1', edited]] : []);
    expect(sourceView({ ...failed, tasks, cursor: 1 }, 'a')).toMatchObject({ notes: [], elsewhere: error });
  });

  it('tells what is wrong in the file', () => {
    const problem = { severity: 'warning', file: 'steps/a.js', line: 2, column: 1, message: 'odd', hint: '' } as const;
    const state = { ...failed, problems: [problem, { ...problem, file: 'x' }, { ...problem, line: 0 }] };
    expect(sourceView(state, 'a')?.notes).toEqual([{ line: 2, severity: 'warning', text: 'odd', isThrown: false }]);
  });
});

describe('sources', () => {
  const source = (kind: Source['kind'], file: string, text: string): Source => ({ kind, name: file, file, text });

  it('are those of steps and libraries, masked; what has not changed is not masked again', () => {
    const masker = new SourceMasker();
    const asked: string[] = [];
    const hide = (text: string) => {
      asked.push(text);
      return text.replace('key', '***');
    };
    const all = [source('step', 'a', 'key a'), source('library', 'l', 'key l'), source('scenario', 's', 'key s')];
    expect([...masker.shown(all, { k: 'key' }, hide)]).toEqual([
      ['a', '*** a'],
      ['l', '*** l'],
    ]);
    masker.shown([...all.slice(1), source('step', 'a', 'key b')], { k: 'key' }, hide);
    expect(asked).toEqual(['key a', 'key l', 'key b']);
    masker.shown(all.slice(1), { k: 'other' }, hide);
    expect(asked).toHaveLength(4);
  });
});
