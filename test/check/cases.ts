// Many small cases in one workspace and one run: each has steps of its own, which no other case's data can match. Where the
// engine itself is on trial, each case runs alone and in this process.
import { beforeAll, expect, inject, it } from 'vitest';
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
  /** It takes the end of its process to end it. */
  readonly kills?: true;
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

declare module 'vitest' {
  interface ProvidedContext {
    /** The mutation tests see only what runs in their own process. */
    readonly inProcess: boolean;
  }
}

/** One `it` for each case. */
export function conform(cases: readonly Case[], more: Files = {}): void {
  const isHere = inject('inProcess');
  const runs = isHere ? each(cases, more) : together(cases, more);
  const rows = cases.map((entry, index) => [entry.says, entry, index] as const);
  const possible = rows.filter(([, { kills }]) => !(kills && isHere));
  it.each(possible)('%s', async (_, { gives }, index) => {
    const told = tellCase(await runs(index), index);
    expect(told).toMatchObject(gives);
    // Nothing else may be in the data.
    if ('data' in gives) expect(told.data).toEqual(gives.data);
  });
}

/** The report in which a case is told. */
type Runs = (index: number) => Report | Promise<Report>;

/** One run of the built command for all of them. */
function together(cases: readonly Case[], more: Files): Runs {
  let report: Report;
  beforeAll(async () => {
    ({ report } = await runFiles({ ...filesOf(cases), ...more }));
  }, 60_000);
  return () => report;
}

function each(cases: readonly Case[], more: Files): Runs {
  let runHere: (files: Files) => Promise<Report>;
  beforeAll(async () => {
    ({ runHere } = await import('../engine/in-process.ts'));
  });
  return (index) => runHere({ ...filesOf(cases, index), ...more });
}

export function folderOf(index: number): string {
  return `c${String(index).padStart(3, '0')}`;
}

/** Of all cases, or of one alone. */
export function filesOf(cases: readonly Case[], only?: number): Files {
  const chosen = [...cases.entries()].filter(([index]) => only === undefined || index === only);
  const steps = chosen.flatMap(([index, entry]) => stepFiles(entry, folderOf(index)));
  const scenarios = chosen.map(([index, entry]) => scenarioOf(entry, index));
  return { ...Object.fromEntries(steps), 'scenarios/cases.json': scenarios };
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
