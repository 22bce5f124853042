// Many small cases in one workspace and one run: each has steps of its own, which no other case's data can match.
import { beforeAll, expect, it } from 'vitest';
import type { Report, ReportScenario } from '../../src/check/outcome.ts';
import { type Files, runFiles } from './workspace.ts';

export interface Case {
  /** A sentence of semantics.md, or what follows from one. */
  readonly says: string;
  /** Name → [fields of the condition, body of content]. The body begins in line 3 of its file. */
  readonly steps?: Readonly<Record<string, readonly [fields: string, body: string]>>;
  /** Whole step files by path below the case's folder; `CASE` in them becomes a field that only this case's data has. */
  readonly files?: Readonly<Record<string, string>>;
  readonly data?: Readonly<Record<string, unknown>>;
  /** More keys of the explicit scenario. */
  readonly scenario?: Readonly<Record<string, unknown>>;
  readonly gives: Partial<Told> & Readonly<Record<string, unknown>>;
}

/** What the report says of one case, without the names that keep cases apart. */
export interface Told {
  readonly status: unknown;
  /** `state/reason` */
  readonly end: unknown;
  readonly steps: unknown;
  readonly data: unknown;
  readonly result: unknown;
  readonly error: unknown;
  /** `level text` */
  readonly logs: unknown;
  readonly agendas: unknown;
  /** By turn. */
  readonly patches: unknown;
  readonly calls: unknown;
  /** Messages of Problems at this case's files, errors and warnings. */
  readonly errors: unknown;
  readonly warnings: unknown;
  readonly problems: unknown;
  readonly task: unknown;
  readonly failures: unknown;
}

/** One `it` for each case, and one run for all of them. */
export function conform(cases: readonly Case[], more: Files = {}): void {
  let report: Report;
  beforeAll(async () => {
    ({ report } = await runFiles({ ...filesOf(cases), ...more }));
  }, 60_000);
  it.each(cases.map((entry, index) => [entry.says, entry, index] as const))('%s', (_, { gives }, index) => {
    const told = tellCase(report, index);
    expect(told).toMatchObject(gives);
    // Nothing else may be in the data.
    if ('data' in gives) expect(told.data).toEqual(gives.data);
  });
}

export function folderOf(index: number): string {
  return `c${String(index).padStart(3, '0')}`;
}

export function filesOf(cases: readonly Case[]): Files {
  const steps = cases.flatMap((entry, index) => stepFiles(entry, folderOf(index)));
  return { ...Object.fromEntries(steps), 'scenarios/cases.json': cases.map(scenarioOf) };
}

function stepFiles({ steps = {}, files = {} }: Case, folder: string): [string, string][] {
  const written = Object.entries(steps).map(([name, [fields, body]]): [string, string] => [
    `steps/${folder}/${name}.js`,
    `export const condition = { $case: '${folder}', ${fields} };\nexport const content = async () => {\n${body}\n};\n`,
  ]);
  const whole = Object.entries(files).map(([name, text]): [string, string] => [
    `steps/${folder}/${name}`,
    text.replaceAll('CASE', `$case: '${folder}'`),
  ]);
  return [...written, ...whole];
}

function scenarioOf({ data = {}, scenario = {} }: Case, index: number): object {
  return { name: folderOf(index), data: { $case: folderOf(index), ...data }, ...scenario };
}

export function tellCase(report: Report, index: number): Told {
  const folder = folderOf(index);
  const found = report.scenarios.find(({ name }) => name === folder);
  if (!found) throw new Error(`the report has no scenario ${folder}: ${JSON.stringify(report.problems)}`);
  return JSON.parse(JSON.stringify(tell(report, found, folder)).replaceAll(`${folder}/`, '')) as Told;
}

function tell({ problems }: Report, scenario: ReportScenario, folder: string): Told {
  const { task, turns, steps, status, failures } = scenario;
  const { $case: _, ...data } = scenario.data;
  const own = problems.filter(({ file }) => file.startsWith(`steps/${folder}/`));
  const messages = (severity: string) => own.filter((one) => one.severity === severity).map(({ message }) => message);
  return {
    status,
    end: `${task?.state}/${task?.reason}`,
    steps,
    data,
    result: task?.result,
    error: task?.error ?? null,
    logs: turns.flatMap(({ logs }) => logs.map(({ level, text }) => `${level} ${text}`)),
    agendas: turns.map(({ agenda }) => agenda),
    patches: turns.map(({ patches }) => patches),
    calls: turns.flatMap(({ calls }) => calls),
    errors: messages('error'),
    warnings: messages('warning'),
    problems: own,
    task,
    failures,
  };
}
