// A value of step code's as JSON, for what leaves the step: arguments, answers, views. It must not be handed to step code:
// no later look would notice what is written to it.
import type { Json } from '../step.ts';
import type { Normaliser } from './normalise.ts';

/** Throws a TypeError for what has none. */
export function asJson(value: unknown, normaliser: Normaliser): Json {
  const { value: copy, faults } = normaliser.normalise(undefined, value);
  const [fault] = faults;
  if (fault)
    throw new TypeError(
      `${fault.path.join('.') || 'the value'} ${fault.what}: only JSON can be passed here. ${fault.hint}`,
    );
  return copy ?? null;
}
