// How deep a document is nested.
import { DEEPEST } from '../json.ts';
import type { Json } from '../step.ts';

export type Container = Extract<Json, object>;

/** Levels of containers below a container; what was measured is not measured again. */
export class Depths {
  readonly #known = new WeakMap<object, number>();

  /** `length`: of its JSON text, about; a level takes two characters or more. */
  isTooDeep(value: Container, place: number, length: number): boolean {
    return place + length / 2 > DEEPEST && place + this.#of(value) > DEEPEST;
  }

  #of(value: Container): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const depth = levelsBelow(value);
    this.#known.set(value, depth);
    return depth;
  }
}

function levelsBelow(value: Container): number {
  let most = 0;
  for (const inner of Object.values(value) as Json[])
    if (typeof inner === 'object' && inner !== null) most = Math.max(most, 1 + levelsBelow(inner));
  return most;
}
