// A judge for tests of the engine alone; in the product the sandbox has it.
import type { Judge } from '../../src/engine/condition.ts';
import type { Predicate } from '../../src/engine/read-condition.ts';

export function judgeFor(predicates: ReadonlyMap<string, Predicate>): Judge {
  return {
    regexp: (source, flags, value) => new RegExp(source, flags).test(value),
    predicate(name, value) {
      try {
        return Boolean(predicates.get(name)?.(value));
      } catch {
        return false;
      }
    },
  };
}
