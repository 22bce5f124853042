// `stepscope step list`: all steps, each with its condition on its line.
import { conditionText } from '../format/condition.ts';
import { duration } from '../format/duration.ts';
import type { StepStats } from '../history/rows.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText, listing } from './listing.ts';
import { viewOf } from './look-at.ts';
import { openPast } from './past.ts';
import { print } from './print.ts';
import { isValid, type ListedStep, listedSteps } from './step-find.ts';
import { momentText } from './task-list.ts';

export type StepSort = 'name' | 'runs' | 'avgExecutionTime';

export interface StepListOptions {
  readonly dir: string;
  readonly json: boolean;
  /** A part of its name or condition. */
  readonly filter?: string | undefined;
  readonly sort: StepSort;
}

interface Row extends ListedStep {
  readonly stats: StepStats | undefined;
  readonly condition: string;
}

export async function stepListCommand({ dir, json, filter = '', sort }: StepListOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const steps = listedSteps(await viewOf(dir));
  const history = await openPast(dir);
  const stats = new Map(history?.stepStats().map((one) => [one.step, one]));
  history?.close();
  const wanted = filter.toLowerCase();
  const rows = steps
    .map(
      (step): Row => ({
        ...step,
        stats: stats.get(step.name),
        condition: step.info ? conditionText(step.info.condition) : '-',
      }),
    )
    .filter(({ name, condition }) => `${name}\n${condition}`.toLowerCase().includes(wanted))
    .sort(ORDERS[sort]);
  await print(json ? jsonText(rows.map(jsonOf)) : listing(HEAD, rows.map(cellsOf)));
  return EXIT.ok;
}

const HEAD = ['name', 'id', 'state', 'valid', 'runs', 'mean', 'last used', 'condition'];

/** What never ran comes last. */
const ORDERS: Readonly<Record<StepSort, (a: Row, b: Row) => number>> = {
  name: () => 0,
  runs: (a, b) => (b.stats?.runs ?? 0) - (a.stats?.runs ?? 0),
  avgExecutionTime: (a, b) => (b.stats?.meanMs ?? -1) - (a.stats?.meanMs ?? -1),
};

function cellsOf(row: Row): readonly string[] {
  const { name, id, info, stats, condition } = row;
  return [
    ...[name, id, info === null ? '-' : info.disabled ? 'disabled' : 'enabled'],
    isValid(row) ? 'valid' : info === null ? 'broken' : 'invalid',
    ...(stats ? [String(stats.runs), duration(stats.meanMs), momentText(stats.lastUsed)] : ['0', '-', 'never']),
    `condition ${condition}`,
  ];
}

function jsonOf(row: Row): object {
  const { name, id, file, info, stats, condition } = row;
  return {
    ...{ name, id, file, enabled: info !== null && !info.disabled, valid: isValid(row), condition },
    ...{ specificity: info?.specificity ?? null, order: info?.order ?? null },
    ...{
      runs: stats?.runs ?? 0,
      errors: stats?.errors ?? 0,
      meanMs: stats?.meanMs ?? null,
      lastUsed: stats?.lastUsed ?? null,
    },
  };
}
