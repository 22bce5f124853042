// What a condition asks for, in the words of the file it stands in; and what was found instead.
import type { Unmet } from '../analysis/unmet.ts';
import type { WhyRow } from '../session/views/why-view.ts';
import type { Condition } from '../step.ts';
import { clean } from './clean.ts';
import { conditionText } from './condition.ts';
import { pathText } from './path.ts';
import { valueText } from './value.ts';
import { cut } from './width.ts';

export function expectedText(condition: Condition, columns: number): string {
  switch (condition.kind) {
    case 'type':
      return cut(condition.type, columns);
    case 'literal':
      return valueText(condition.value, columns);
    case 'null':
      return cut('missing or null', columns);
    case 'present':
      return cut('present', columns);
    case 'regexp':
      return cut(clean(`/${condition.source}/${condition.flags}`), columns);
    case 'predicate':
      return cut(clean(`${condition.shown || 'function'}(value)`), columns);
    case 'never':
      return cut(clean(condition.shown), columns);
    case 'array':
      return cut(condition.elements.length === 0 ? 'any array' : 'an array with', columns);
    case 'object':
      return cut(condition.fields.length === 0 ? 'an object' : '', columns);
  }
}

/** What a document lacks, in a sentence. */
export function unmetText({ path, expected, actual, isElement }: Unmet, columns: number): string {
  const place = pathText(path) || 'the data';
  if (isElement) return `no element of ${place} ${elementText(expected, columns)}`;
  const wanted = expected.kind === 'array' ? 'an array' : expectedText(expected, columns) || 'an object';
  return `${place} should be ${wanted}, but is ${actual === undefined ? 'missing' : valueText(actual, columns)}`;
}

/** What is asked of some element of a list. */
export function elementText(condition: Condition, columns: number): string {
  switch (condition.kind) {
    case 'type':
      return `is ${/^[AO]/.test(condition.type) ? 'an' : 'a'} ${condition.type}`;
    case 'object':
    case 'array':
      return `matches ${cut(conditionText(condition), columns)}`;
    case 'regexp':
    case 'predicate':
      return `matches ${expectedText(condition, columns)}`;
    default:
      return `is ${expectedText(condition, columns)}`;
  }
}

/** The verdict as a person would say it; empty where it matches. */
export function verdictText(row: Pick<WhyRow, 'verdict' | 'condition' | 'at' | 'among'>): string {
  const { verdict, condition, at } = row;
  // What may be missing does not fail by being so: it needs something in which it can be.
  if (verdict === 'missing' && condition.kind === 'null') return `needs an object at ${pathText(at.slice(0, -1))}`;
  switch (verdict) {
    case 'ok':
    case 'inside':
      return '';
    case 'missing':
      return foundText(undefined);
    case 'no such element':
      return noElementText(row);
    case 'untested':
      return 'not judged yet';
    case 'never':
      return 'never matches';
    case 'predicate false':
      return 'said no';
    case 'predicate threw':
      return 'threw';
    default:
      return verdict;
  }
}

/** Of what may be missing or null, which it is. With the verb it cannot be taken for what is wanted. */
export function foundText(actual: WhyRow['actual']): string {
  return actual === undefined ? 'is missing' : 'is null';
}

/** Of several one is shown; only of objects it can be said that it comes nearest. */
function noElementText({ condition, at, among = 0 }: Pick<WhyRow, 'condition' | 'at' | 'among'>): string {
  if (among < 2) return 'no such element';
  const index = at.at(-1);
  const nearest = condition.kind === 'object' && typeof index === 'number' ? `: [${index}] comes nearest` : '';
  return `no such element among ${among}${nearest}`;
}
