// Whether every document that matches one condition is sure to match another.
import type { Condition, TypeName } from '../step.ts';
import { typeName } from './written-value.ts';

export function implies(one: Condition, other: Condition): boolean {
  // What matches nothing implies all, and says nothing.
  if (one.kind === 'never' || other.kind === 'never') return false;
  switch (other.kind) {
    case 'present':
      return one.kind !== 'null' && one.kind !== 'predicate';
    case 'type':
      return typeOf(one) === other.type;
    case 'literal':
      return one.kind === 'literal' && one.value === other.value;
    case 'regexp':
      return one.kind === 'regexp' && one.source === other.source && one.flags === other.flags;
    case 'predicate':
      return one.kind === 'predicate' && one.name === other.name;
    case 'null':
      return one.kind === 'null';
    case 'array':
      return (
        one.kind === 'array' && other.elements.every((wanted) => one.elements.some((given) => implies(given, wanted)))
      );
    case 'object': {
      if (other.fields.length === 0) return typeOf(one) === 'Object';
      if (one.kind !== 'object') return false;
      const fields = new Map(one.fields);
      return other.fields.every(([key, wanted]) => {
        const given = fields.get(key);
        return given !== undefined && implies(given, wanted);
      });
    }
  }
}

function typeOf(condition: Condition): TypeName | null {
  switch (condition.kind) {
    case 'type':
      return condition.type;
    case 'literal':
      return typeName(condition.value);
    case 'regexp':
      return 'String';
    case 'array':
      return 'Array';
    case 'object':
      return 'Object';
    default:
      return null;
  }
}
