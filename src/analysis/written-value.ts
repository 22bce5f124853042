// Whether what a step writes can be what a field asks for.
import { leafMatches } from '../engine/condition.ts';
import type { Write, Written } from '../facts.ts';
import type { Condition, Json, TypeName } from '../step.ts';

type Verdict = 'yes' | 'no' | 'maybe';

/** `path`: where the field is. */
export function canFulfil(
  write: Pick<Write, 'path' | 'isDeep' | 'kind' | 'value'>,
  path: readonly string[],
  condition: Condition,
): Verdict {
  if (write.isDeep) return 'maybe';
  const { length } = write.path;
  // It changes something inside: then what the field looks at is there, and may be anything.
  if (length > path.length) return 'maybe';
  if (write.kind === 'remove')
    return condition.kind === 'null' ? (length === path.length ? 'yes' : 'no') : absent(condition);
  return ofWritten(write.value, path.slice(length), condition);
}

function absent(condition: Condition): Verdict {
  return condition.kind === 'predicate' ? 'maybe' : 'no';
}

function ofWritten(written: Written | null, rest: readonly string[], condition: Condition): Verdict {
  if (written === null) return 'maybe';
  const [key, ...deeper] = rest;
  if (key === undefined) return ofValue(written, condition);
  if (written.kind === 'value')
    return written.value === null || typeof written.value !== 'object' ? absent(condition) : 'maybe';
  if (written.kind === 'type') return written.type === 'Object' ? 'maybe' : absent(condition);
  const field = written.fields.find(([name]) => name === key);
  if (field) return ofWritten(field[1], deeper, condition);
  if (deeper.length > 0) return absent(condition);
  return condition.kind === 'null' ? 'yes' : absent(condition);
}

function ofValue(written: Written, condition: Condition): Verdict {
  switch (written.kind) {
    case 'value':
      return ofJson(written.value, condition);
    case 'type':
      return ofType(written.type, condition);
    case 'object':
      return ofType('Object', condition);
  }
}

export function typeName(value: string | number | boolean): TypeName {
  if (typeof value === 'string') return 'String';
  return typeof value === 'number' ? 'Number' : 'Boolean';
}

/** Regular expressions and functions are for the sandbox to judge. */
export function ofJson(value: Json, condition: Condition): Verdict {
  switch (condition.kind) {
    case 'predicate':
      return 'maybe';
    case 'regexp':
      return typeof value === 'string' ? 'maybe' : 'no';
    case 'array':
      return Array.isArray(value) ? 'maybe' : 'no';
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'maybe' : 'no';
    default:
      return leafMatches(condition, value, NO_JUDGE) ? 'yes' : 'no';
  }
}

const NO_JUDGE = { regexp: () => false, predicate: () => false };

function ofType(type: TypeName, condition: Condition): Verdict {
  switch (condition.kind) {
    case 'type':
      return condition.type === type ? 'yes' : 'no';
    case 'present':
      return 'yes';
    case 'null':
    case 'never':
      return 'no';
    case 'literal':
      return typeof condition.value === type.toLowerCase() ? 'maybe' : 'no';
    case 'regexp':
      return type === 'String' ? 'maybe' : 'no';
    case 'array':
      return type === 'Array' ? 'maybe' : 'no';
    case 'object':
      return type === 'Object' ? 'maybe' : 'no';
    case 'predicate':
      return 'maybe';
  }
}
