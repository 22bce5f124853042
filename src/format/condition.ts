// A condition as one would write it, on one line.
import type { Condition } from '../step.ts';
import { clean } from './clean.ts';
import { keyText } from './path.ts';

export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'type':
      return condition.type;
    case 'literal':
      return clean(JSON.stringify(condition.value));
    case 'null':
      return 'null';
    case 'present':
      return '{ $ne: null }';
    case 'regexp':
      return clean(`/${condition.source}/${condition.flags}`);
    case 'predicate':
      return `${clean(condition.shown) || 'function'}(value)`;
    case 'never':
      return clean(condition.shown);
    case 'array':
      return `[${condition.elements.map(conditionText).join(', ')}]`;
    case 'object':
      return condition.fields.length === 0
        ? '{}'
        : `{ ${condition.fields.map(([key, inner]) => `${keyText(key)}: ${conditionText(inner)}`).join(', ')} }`;
  }
}
