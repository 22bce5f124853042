// `stepscope check`: what is wrong with files, and what can be said of steps without running them.
import { resolve } from 'node:path';
import type { Finding } from '../analysis/finding.ts';
import type { Paint } from '../check/paint.ts';
import { problemLines } from '../check/report-text.ts';
import { findingText } from '../format/finding.ts';
import type { Problem } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { counted, jsonText } from './listing.ts';
import { lookAt } from './look-at.ts';
import { isNothing } from './offer-init.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { say } from './say.ts';

export interface CheckOptions {
  readonly dir: string;
  readonly strict: boolean;
  readonly json: boolean;
}

export async function checkCommand({ dir, strict, json }: CheckOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const { view, findings } = await lookAt(dir);
  const { problems, steps, scenarios } = view;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = [...problems, ...findings].filter(({ severity }) => severity === 'warning').length;
  const totals = { steps: steps.length, scenarios: scenarios.length, errors, warnings };
  const told = { ...totals, infos: findings.length - findings.filter(({ severity }) => severity === 'warning').length };
  await print(
    json
      ? jsonText({ version: 1, dir: resolve(dir), totals: told, problems, findings })
      : text(problems, findings, told, paintFor(process.stdout)),
  );
  if (!json && isNothing(dir)) say('There are no steps and no scenarios here: stepscope init makes a workspace.');
  if (errors > 0) return EXIT.problems;
  return strict && warnings > 0 ? EXIT.failed : EXIT.ok;
}

type Totals = Readonly<Record<'steps' | 'scenarios' | 'errors' | 'warnings' | 'infos', number>>;

function text(problems: readonly Problem[], findings: readonly Finding[], totals: Totals, paint: Paint): string {
  const { steps, scenarios, errors, warnings, infos } = totals;
  const parts = [
    errors > 0 ? paint.bad(counted(errors, 'error')) : 'no errors',
    warnings > 0 ? paint.warn(counted(warnings, 'warning')) : 'no warnings',
    ...(infos > 0 ? [counted(infos, 'note')] : []),
  ];
  const lines = [
    ...problems.flatMap((problem) => problemLines(problem, paint)),
    ...findings.flatMap((finding) => [...findingLines(finding, paint), '']),
    `${counted(steps, 'step')}, ${counted(scenarios, 'scenario')}: ${parts.join(', ')}`,
  ];
  return `${lines.join('\n')}\n`;
}

export function findingLines(finding: Finding, paint: Paint): readonly string[] {
  const { place, message, more } = findingText(finding);
  const mark = finding.severity === 'warning' ? paint.warn('warning') : paint.dim('note');
  return [`${mark} ${paint.strong(place)} ${message}`, ...more.map((line) => `    ${line}`)];
}
