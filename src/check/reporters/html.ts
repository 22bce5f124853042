// `html`: one file that opens anywhere, without a network: what happened in each scenario, turn by turn, and coverage.
// The page's own script draws it; what others wrote is data in it and never markup.

import { percentOf } from '../../analysis/coverage.ts';
import { cleanJson } from '../../format/clean.ts';
import { pathText } from '../../format/path.ts';
import type { Json } from '../../step.ts';
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
    told: (told) => out.write(island('scenario', scenarioOf(told))),
    end: (end) => out.write(`${island('end', endOf(end))}<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`),
  };
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

function scenarioOf(told: Told): object {
  const { report, line, durationMs, begin, opens } = told;
  const { causes, consequences } = grouped(report);
  const failures = [...causes.map((one) => failureOf(one, true)), ...consequences.map((one) => failureOf(one, false))];
  return { ...report, failures, line, durationMs, begin, opens };
}

function failureOf(failure: Failure, isCause: boolean): object {
  const { check, expected, actual } = failure;
  const isOrder = check === 'steps' || check === 'expectedSteps';
  const rows = isOrder ? aligned(textsOf(expected), textsOf(actual)) : null;
  return { ...failure, isCause, rows };
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
