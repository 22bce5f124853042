// `stepscope step show`, `performance`, and `validate` without data: one step, as it is and as it ran.
import type { Finding } from '../analysis/finding.ts';
import { problemLines } from '../check/report-text.ts';
import { cleanLines } from '../format/clean.ts';
import { conditionText } from '../format/condition.ts';
import { duration } from '../format/duration.ts';
import type { StepStats } from '../history/rows.ts';
import { findingLines } from './check-command.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { facts, jsonText } from './listing.ts';
import { findingsOf, observedWrites, viewOf } from './look-at.ts';
import { paintFor } from './paint.ts';
import { openPast } from './past.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';
import { isValid, type ListedStep, listedStep, listedSteps } from './step-find.ts';
import { momentText } from './task-list.ts';

export interface StepOptions {
  readonly dir: string;
  readonly json: boolean;
  readonly step: string;
}

interface Known {
  readonly step: ListedStep;
  readonly findings: readonly Finding[];
  readonly stats: StepStats | null;
}

async function withStep(
  who: string,
  { dir, step }: StepOptions,
  work: (known: Known) => Promise<number>,
): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const view = await viewOf(dir, true);
  const found = listedStep(step, listedSteps(view), view);
  if (typeof found === 'string') return refuse(who, found);
  const history = await openPast(dir);
  const stats = history?.stepStats().find((one) => one.step === found.name) ?? null;
  const findings = findingsOf(view, history ? observedWrites(history) : []).filter((one) => one.step === found.name);
  history?.close();
  return work({ step: found, findings, stats });
}

export function stepShowCommand(options: StepOptions & { readonly verbose: boolean }): Promise<number> {
  return withStep('step show', options, async (known) => {
    const { step, stats } = known;
    if (options.json) await print(jsonText(jsonOf(known)));
    else {
      const head = facts([...shortFacts(step), ...(options.verbose ? longFacts(step, stats) : [])]);
      const lint = options.verbose ? lintLines(known) : [];
      await print(`${head}\n${[...lint, ...cleanLines(step.source.trimEnd())].join('\n')}\n`);
    }
    return EXIT.ok;
  });
}

type Fact = readonly [name: string, value: string];

function shortFacts(step: ListedStep): readonly Fact[] {
  const { name, id, info } = step;
  const state = info === null ? 'does not load' : info.disabled ? 'disabled' : 'enabled';
  return [
    ['name', name],
    ['id', id],
    ['state', info?.stale ? `${state}; its last good version is in force` : state],
    ['condition', info ? conditionText(info.condition) : '-'],
  ];
}

function longFacts({ file, info, problems }: ListedStep, stats: StepStats | null): readonly Fact[] {
  const helpers = problems.filter(({ message }) => /outside content|imported here/.test(message));
  return [
    ['file', file],
    ['specificity', info ? String(info.specificity) : '-'],
    ['created', info ? `as number ${info.order + 1}` : '-'],
    ['helpers', helpers.map(({ message }) => message.split(/ (?:outside content|imported here)/)[0]).join(', ') || '-'],
    ...(stats ? statFacts(stats) : [['runs', '0'] as const]),
  ];
}

function statFacts({ runs, errors, meanMs, minMs, maxMs, p95Ms, lastUsed }: StepStats): readonly Fact[] {
  return [
    ['runs', String(runs)],
    ['errors', String(errors)],
    ['mean', duration(meanMs)],
    ['min', duration(minMs)],
    ['max', duration(maxMs)],
    ['p95', duration(p95Ms)],
    ['times', 'real time of its content; what only the virtual clock waited is not in them'],
    ['last used', momentText(lastUsed)],
  ];
}

function lintLines({ step, findings }: Known): readonly string[] {
  const paint = paintFor(process.stdout);
  return [
    ...step.problems.flatMap((problem) => problemLines(problem, paint)),
    ...findings.flatMap((finding) => [...findingLines(finding, paint), '']),
  ];
}

function jsonOf({ step, findings, stats }: Known): object {
  const { name, id, file, info, problems, source } = step;
  return {
    ...{ name, id, file, enabled: info !== null && !info.disabled, valid: isValid(step), stale: info?.stale ?? false },
    ...{ specificity: info?.specificity ?? null, order: info?.order ?? null, condition: info?.condition ?? null },
    ...{ source, problems, findings, stats },
  };
}

export function stepPerformanceCommand(options: StepOptions): Promise<number> {
  return withStep('step performance', options, async ({ step, stats }) => {
    if (options.json) await print(jsonText({ name: step.name, id: step.id, ...(stats ?? { runs: 0, errors: 0 }) }));
    else await print(facts([['name', step.name], ...(stats ? statFacts(stats) : [['runs', '0'] as const])]));
    return EXIT.ok;
  });
}

/** What can be said of it without data. */
export function stepLintCommand(options: StepOptions): Promise<number> {
  return withStep('step validate', options, async (known) => {
    const { step, findings } = known;
    const lines = lintLines(known);
    if (options.json)
      await print(jsonText({ name: step.name, valid: isValid(step), problems: step.problems, findings }));
    else await print(lines.length > 0 ? `${lines.join('\n').trimEnd()}\n` : `${step.name}: nothing is wrong with it\n`);
    if (!isValid(step)) return EXIT.problems;
    return [...step.problems, ...findings].some(({ severity }) => severity === 'warning') ? EXIT.failed : EXIT.ok;
  });
}
