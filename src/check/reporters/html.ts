// `html`: one file that opens anywhere, without a network: what happened in each scenario, turn by turn, and coverage.
// The page's own script draws it; what others wrote is data in it and never markup.

import { percentOf } from '../../analysis/coverage.ts';
import { asPath } from '../../expected.ts';
import { cleanJson } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import { valueAt } from '../../patch.ts';
import type { Json, JsonObject } from '../../step.ts';
import { aligned } from '../align.ts';
import { grouped } from '../cause.ts';
import { lackOf, percentText } from '../coverage-text.ts';
import type { Failure } from '../outcome.ts';
import { withoutFrame } from '../report-json.ts';
import type { Begin, Out, Reporter, RunEnd, Told } from '../reporter.ts';
import { PAGE_SCRIPT } from './html-script.ts';
import { PAGE_STYLE } from './html-style.ts';

export function htmlReporter(out: Out): Reporter {
  return {
    begin: ({ dir }: Begin) => out.write(head(dir)),
    told: (told) => out.write(island('scenario', scenarioOf(told, badgeOf(told.report.status)))),
    end: (end) => out.write(foot(endOf(end))),
  };
}

/** One task as it went, in the same form: nothing was expected of it, so that it neither passed nor failed. */
export function taskPage(told: Told, hasEnded: boolean, end: Omit<RunEnd, 'totals'>): string {
  const { task } = told.report;
  const shown = hasEnded ? task : task && { ...task, state: 'not ended', reason: '' };
  const word = shown?.state ?? '';
  const scenario = scenarioOf(told, { word, ...(TASK_LOOKS[word] ?? { mark: '•', tone: 'warn' }) });
  const parts = [island('scenario', { ...scenario, status: null, task: shown }), foot({ ...end, totals: null })];
  return [head(end.dir), ...parts].join('');
}

function foot(end: object): string {
  return `${island('end', end)}<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`;
}

/** The word beside a name, and how it looks. */
interface Badge {
  readonly word: string;
  readonly mark: string;
  readonly tone: 'good' | 'bad' | 'warn' | 'dim';
}

const STATUS_LOOKS = {
  passed: { mark: '✓', tone: 'good' },
  failed: { mark: '✗', tone: 'bad' },
  skipped: { mark: '↓', tone: 'warn' },
} as const;

const TASK_LOOKS: Readonly<Record<string, Omit<Badge, 'word'>>> = {
  done: STATUS_LOOKS.passed,
  error: STATUS_LOOKS.failed,
};

function badgeOf(status: Told['report']['status']): Badge {
  return { word: status, ...STATUS_LOOKS[status] };
}

function head(dir: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>stepscope: ${markup(dir.split(/[\\/]/).at(-1) ?? '')}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<div id="app"></div>
<noscript>This report needs JavaScript.</noscript>
`;
}

/** Data within the page: nothing in it can end the element. */
function island(kind: string, value: unknown): string {
  const text = cleanJson(JSON.stringify(value)).replaceAll('<', '\\u003c');
  return `<script type="application/json" data-kind="${kind}">${text}</script>\n`;
}

function markup(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

function scenarioOf(told: Told, badge: Badge): object {
  const { report, line, durationMs, begin, opens } = told;
  const { causes, consequences } = grouped(report);
  const drawn = (isCause: boolean) => (one: Failure) => ({ ...failureOf(one, report.data), isCause });
  return {
    ...{ ...report, line, durationMs, begin, opens, badge },
    failures: [...causes.map(drawn(true)), ...consequences.map(drawn(false))],
  };
}

function failureOf(failure: Failure, data: JsonObject): object {
  const { check, expected, actual } = failure;
  const isOrder = check === 'steps' || check === 'expectedSteps';
  const rows = isOrder ? aligned(textsOf(expected), textsOf(actual)) : null;
  return { ...failure, rows, isExpected: check !== 'error', isThere: isThere(failure, data) };
}

/** The report has null for what is missing too; the data tell the two apart. */
function isThere({ actual, path }: Failure, data: JsonObject): boolean {
  return actual !== null || path === undefined || valueAt(data, asPath(path, data)) !== undefined;
}

function textsOf(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function endOf({ coverage, problems, ...end }: RunEnd): object {
  return {
    ...end,
    problems: problems.map(withoutFrame),
    coverage: coverage && {
      ...coverage,
      percent: percentText(percentOf(coverage)),
      bySteps: coverage.bySteps.map((step) => ({
        ...step,
        leaves: step.leaves.map((leaf) => ({ ...leaf, path: pathText(leaf.path), lack: lackOf(leaf) })),
      })),
    },
  };
}
