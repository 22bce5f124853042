// What a scenario expects of the end of its task, judged where its values are known: everyone else sees both sides masked.
import type { Ended, Verdict } from '../events.ts';
import { asPath, fitsExpected } from '../expected.ts';
import { isTypeName } from '../json.ts';
import { valueAt } from '../patch.ts';
import type { Condition, JsonObject } from '../step.ts';
import type { ExpectedValues } from '../task.ts';
import type { Judge } from './condition.ts';
import type { Mask } from './mask.ts';
import { maskedCondition } from './mask-condition.ts';
import { changed, maskedVerdicts } from './mask-events.ts';
import { isOpaque } from './network.ts';
import { verdictsOf } from './verdicts.ts';

/** The final data as it is, and as everyone may see it. */
export interface FinalData {
  readonly real: JsonObject;
  readonly shown: JsonObject;
}

/** Of a pattern: a regular expression is asked of what is shown, a value and a type of what is there. */
export function judgedPattern(
  mask: Mask,
  pattern: Condition,
  { real, shown }: FinalData,
  judge: Judge,
): Pick<Ended, 'expected'> {
  const seen = verdictsOf(pattern, shown, judge);
  return { expected: maskedVerdicts(mask, [...seen, ...hiddenVerdicts(mask, pattern, real, judge)]) };
}

function hiddenVerdicts(mask: Mask, pattern: Condition, real: JsonObject, judge: Judge): readonly Verdict[] {
  if (!mask.isActive) return [];
  return verdictsOf(pattern, real, judge, (leaf, _, value) => {
    if (isOpaque(leaf) || value === undefined) return false;
    return leaf.kind === 'literal' ? mask.hides(leaf.value) : leaf.kind === 'type' && mask.hides(value);
  });
}

/** Nothing where it is shown as it was written and judged as it is shown. */
export function shownExpected(
  mask: Mask,
  pattern: Condition | undefined,
  values: ExpectedValues,
  data: FinalData,
): Pick<Ended, 'shownExpected'> {
  if (!mask.isActive) return {};
  const { validateFinalState, paths, expectedError, error } = values;
  const own = pattern === undefined ? {} : { data: pattern };
  const all = { ...own, ...values };
  const shown = changed(all, {
    ...(pattern === undefined ? {} : { data: maskedCondition(mask, pattern, (value) => mask.json(value)) }),
    ...(validateFinalState === undefined ? {} : { validateFinalState: mask.json(validateFinalState) }),
    ...(paths === undefined ? {} : { paths: mask.json(paths) }),
    ...(expectedError === undefined ? {} : { expectedError: mask.said(expectedError) }),
    ...(error === undefined ? {} : { error: mask.said(error) }),
  });
  const fits = fitting(mask, { ...validateFinalState, ...paths }, data);
  return shown === all && Object.keys(fits).length === 0 ? {} : { shownExpected: { ...shown, fits } };
}

/** Of the paths at which something is masked, whether they are as expected. */
function fitting(mask: Mask, wanted: JsonObject, { real }: FinalData): Readonly<Record<string, boolean>> {
  const judged = Object.entries(wanted).flatMap(([path, value]) => {
    const actual = valueAt(real, asPath(path, real));
    const isHidden = mask.hides(value) || (isTypeName(value) && actual !== undefined && mask.hides(actual));
    return isHidden ? [[mask.text(path), fitsExpected(value, actual)] as const] : [];
  });
  return Object.fromEntries(judged);
}
