// A condition as it may be shown: what is secret in its values is masked as it is in the data that they are compared with.
import type { Condition, ObjectCondition } from '../step.ts';
import type { Mask } from './mask.ts';
import { changed, eachMasked } from './mask-events.ts';

type Value = string | number | boolean;

/**
 * The identical condition where nothing in it is masked. `shown`: how a value is; without it numbers stay numbers, for those who
 * compare it with data of which nothing has run yet.
 */
export function maskedCondition(
  mask: Mask,
  condition: Condition,
  shown = (value: Value): Value => mask.texts(value),
): Condition {
  switch (condition.kind) {
    case 'object':
      return maskedObject(mask, condition, shown);
    case 'array':
      return changed(condition, {
        elements: eachMasked(condition.elements, (inner) => maskedCondition(mask, inner, shown)),
      });
    case 'literal':
      return changed(condition, { value: shown(condition.value) });
    case 'regexp':
      return changed(condition, { source: mask.text(condition.source) });
    case 'predicate':
      return changed(condition, { shown: mask.text(condition.shown) });
    case 'never':
      return changed(condition, { shown: mask.said(condition.shown), reason: mask.said(condition.reason) });
    default:
      return condition;
  }
}

export function maskedObject(
  mask: Mask,
  condition: ObjectCondition,
  shown = (value: Value): Value => mask.texts(value),
): ObjectCondition {
  const fields = eachMasked(condition.fields, (field) => {
    const [key, inner] = field;
    const [shownKey, hidden] = [mask.text(key), maskedCondition(mask, inner, shown)];
    return shownKey === key && hidden === inner ? field : ([shownKey, hidden] as const);
  });
  return changed(condition, { fields });
}
