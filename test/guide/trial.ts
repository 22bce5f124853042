// Items of the checklist as rows of a table: a task each, all of them in one workspace and one run, and what becomes of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import type { Report, ReportScenario } from '../../src/check/outcome.ts';
import { type Files, ROOT, runFiles } from '../check/workspace.ts';
import { guideItem, item } from './item.ts';
import { guide } from './page.ts';

export interface Trial {
  readonly item: number;
  readonly says: string;
  readonly data: object;
  /** More keys of the explicit scenario. */
  readonly scenario?: object;
  readonly gives: Partial<Told>;
}

/** What the report says of one task, each part as a matcher may want it. */
export interface Told {
  /** `state/reason` */
  readonly end: unknown;
  readonly steps: unknown;
  readonly data: unknown;
  readonly error: unknown;
  /** `level text` */
  readonly logs: unknown;
  readonly calls: unknown;
  readonly turns: unknown;
  /** Messages of failed expectations. */
  readonly failures: unknown;
  readonly ms: unknown;
}

/** The functions that the guide calls and defines nowhere, as the samples supply them. */
export const GLOBALS: Files = { 'steps/lib/globals.ts': readFileSync(join(ROOT, 'steps/lib/globals.ts'), 'utf8') };

export function asSteps(steps: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(Object.entries(steps).map(([name, code]) => [`steps/${name}.js`, code]));
}

/** `needsGuide`: the steps are the guide's own. Gives the report, once a test runs. */
export function tryAll(
  trials: readonly Trial[],
  files: Files,
  needsGuide: 'needs the guide' | 'stands alone',
): () => Report {
  const isLeftOut = needsGuide === 'needs the guide' && guide === null;
  let report: Report;
  beforeAll(async () => {
    if (!isLeftOut) ({ report } = await runFiles({ ...files, 'scenarios/trials.json': trials.map(scenarioOf) }));
  });
  const it = needsGuide === 'needs the guide' ? guideItem : item;
  for (const [index, trial] of trials.entries())
    it(trial.item, trial.says, () => {
      const broken = report.problems.filter(({ severity }) => severity === 'error');
      expect(broken).toEqual([]);
      expect(tell(taskOf(report, index))).toMatchObject(trial.gives);
    });
  return () => report;
}

function scenarioOf({ data, scenario }: Trial, index: number): object {
  return { name: `trial ${index}`, data, ...scenario };
}

function taskOf(report: Report, index: number): ReportScenario {
  const found = report.scenarios[index];
  if (!found) throw new Error(`the report has no trial ${index}: ${JSON.stringify(report.problems)}`);
  return found;
}

export function tell({ task, steps, data, turns, failures }: ReportScenario): Told {
  return {
    end: `${task?.state}/${task?.reason}`,
    steps,
    data,
    error: task?.error ?? null,
    logs: turns.flatMap(({ logs }) => logs.map(({ level, text }) => `${level} ${text}`)),
    calls: turns.flatMap(({ calls }) => calls),
    turns,
    failures: failures.map(({ message }) => message),
    ms: task?.durationMs,
  };
}
