// The header of thousands of steps is written in pieces, and stands in the file as if it had been written in one.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { hiderOf } from '../../src/cli/hider.ts';
import type { Stopped } from '../../src/events.ts';
import { headerOf, headerPieces } from '../../src/recording/header.ts';
import { drained, readingTask, readRecording } from '../../src/recording/read.ts';
import { RecordedSteps } from '../../src/recording/recorded-steps.ts';
import { Recorder } from '../../src/recording/write.ts';
import type { Source, StepInfo } from '../../src/step.ts';
import type { Settings, TaskStart } from '../../src/task.ts';

const SETTINGS: Settings = {
  ...{
    dir: '/',
    workspace: 'w',
    scenarios: 'scenarios',
    strategy: 'specificity',
    completion: 'settled',
    order: [],
    live: [],
  },
  limits: { turns: 1000, stepMs: 30_000, memoryMb: 512, logLines: 1000, dataMb: 32 },
  ...{ secrets: { KEY: 'a-secret-value' }, environment: {}, connectors: {}, redact: [], realTime: false, asks: true },
};

const START: TaskStart = {
  // A text that looks like what comes behind the task.
  ...{ id: 't', name: 'n","steps":[],"settings":{', scenario: null, tags: [], createdAt: 0, seed: 1, stream: 't' },
  ...{ parent: null, data: {}, connectors: [], config: {}, disabled: [] },
};

const STOPPED: Stopped = { kind: 'stopped', task: 't', at: 't', reason: { kind: 'ended' } };

function workspace(count: number): { readonly steps: readonly StepInfo[]; readonly sources: readonly Source[] } {
  const names = Array.from({ length: count }, (_, index) => ({ name: `s${index}`, file: `steps/s${index}.js` }));
  const condition = { kind: 'object', fields: [] } as const;
  return {
    steps: names.map((name, order) => ({ ...name, condition, specificity: 0, order, disabled: false, stale: false })),
    sources: names.map((name, index) => ({ ...name, kind: 'step', text: `'a-secret-value'; ${index}` }) as const),
  };
}

const whole = (count: number): string => {
  const around = { settings: SETTINGS, ...workspace(count) };
  return `${JSON.stringify(hiderOf(SETTINGS, START).header(headerOf(START, around, '1')))}\n`;
};

function recorderOf(count: number): { readonly recorder: Recorder; readonly path: string } {
  const dir = mkdtempSync(join(tmpdir(), 'stepscope-header-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'a.stepscope.jsonl');
  const recorder = new Recorder(path, (error) => expect.unreachable(error.message));
  const around = { settings: SETTINGS, ...workspace(count) };
  const steps = new RecordedSteps(around.steps, around.sources);
  recorder.beginLong(headerPieces(START, around, '1', steps.pieces(), hiderOf(SETTINGS, START)));
  return { recorder, path };
}

it.each([0, 1, 199, 200, 201, 1_000])('of %i steps, closed at once', (count) => {
  const { recorder, path } = recorderOf(count);
  recorder.close();
  expect(readFileSync(path, 'utf8')).toBe(whole(count));
});

it('what is told meanwhile comes behind it, and is there when it is', async () => {
  const { recorder, path } = recorderOf(1_000);
  recorder.add(STOPPED);
  const lengths = new Set<number>();
  const end = `${whole(1_000)}${JSON.stringify(STOPPED)}\n`;
  while (readFileSync(path, 'utf8') !== end) {
    lengths.add(readFileSync(path).length);
    await setImmediate();
  }
  expect(lengths.size).toBeGreaterThan(3);
});

it('who wants to read it has all of it', () => {
  const { recorder } = recorderOf(1_000);
  expect(recorder.text()).toBe(whole(1_000));
  recorder.close();
});

it('whose task it is can be told without its steps', () => {
  const { recorder, path } = recorderOf(300);
  recorder.close();
  const read = readRecording(path);
  const task = drained(readingTask(path));
  if ('problem' in read || 'problem' in task) return expect.unreachable('it can be read');
  expect(task).toEqual({ task: read.recording.header.task, lines: [] });
  expect(task.task.name).toBe(START.name);
});
