// What a condition asks for, in the words of the file it stands in; and what was found instead.
import type { WhyRow } from '../session/views/why-view.ts';
import type { Condition } from '../step.ts';
import { clean } from './clean.ts';
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

/** The verdict as a person would say it; empty where it matches. */
export function verdictText(verdict: WhyRow['verdict']): string {
  switch (verdict) {
    case 'ok':
    case 'inside':
      return '';
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
