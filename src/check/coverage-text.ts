// Coverage of conditions as a table: a line a step, and below it each leaf that was not seen both ways.
import { type Coverage, type LeafCoverage, percentOf, type StepCoverage } from '../analysis/coverage.ts';
import { pathText } from '../format/path.ts';
import { pad, width } from '../format/width.ts';
import { type Paint, plain } from './paint.ts';

const WIDEST = 60;

export function coverageLines(coverage: Coverage, paint: Paint): readonly string[] {
  const { bySteps } = coverage;
  const names = bySteps.flatMap(({ step, leaves }) => [
    plain(step),
    ...leaves.filter((leaf) => !isBoth(leaf)).map(({ path }) => `  ${pathText(path)}`),
  ]);
  const column = names.reduce((most, name) => Math.min(WIDEST, Math.max(most, width(name))), 4);
  const head = paint.dim(`  ${pad('step', column)}  ${pad('ran', 6, 'start')}  leaves seen both ways`);
  return [
    paint.strong('Coverage of conditions'),
    head,
    ...bySteps.flatMap((step) => stepLines(step, column, paint)),
    '',
    coverageSum(coverage),
  ];
}

export function coverageSum(coverage: Coverage): string {
  const { steps, leaves } = coverage;
  const ran = `${steps.covered} of ${steps.total} ${steps.total === 1 ? 'step' : 'steps'} ran`;
  if (leaves.total === 0) return `${ran}; there is no condition whose leaves could be seen`;
  return `${ran}; ${leaves.both} of ${leaves.total} leaves were seen true and false: ${percentText(percentOf(coverage))}`;
}

/** Never rounded up to a whole that it is not. */
export function percentText(percent: number): string {
  return `${Math.floor(percent * 10) / 10} %`;
}

function stepLines({ step, ran, leaves }: StepCoverage, column: number, paint: Paint): readonly string[] {
  const both = leaves.filter(isBoth).length;
  const count = `${both}/${leaves.length}`;
  const mark = both === leaves.length && ran > 0 ? paint.good('✓') : ran > 0 ? paint.warn('~') : paint.bad('✗');
  const shown = both === leaves.length ? paint.good(count) : paint.warn(count);
  return [
    `${mark} ${pad(plain(step), column)}  ${pad(`${ran} ×`, 6, 'start')}  ${shown}`,
    ...leaves
      .filter((leaf) => !isBoth(leaf))
      .map((leaf) => `    ${pad(pathText(leaf.path), column - 2)}  ${paint.dim(lackOf(leaf))}`),
  ];
}

function isBoth({ seenTrue, seenFalse }: LeafCoverage): boolean {
  return seenTrue && seenFalse;
}

export function lackOf({ seenTrue, seenFalse }: LeafCoverage): string {
  if (seenTrue && seenFalse) return 'seen both ways';
  if (seenTrue) return 'never seen false';
  return seenFalse ? 'never seen true' : 'never looked at';
}
