// Who may change what: the writes of all steps, found by the place that they touch.
import type { StepFacts } from '../facts.ts';
import type { StepInfo, TypeName } from '../step.ts';
import type { StaticInput, StepWrite } from './finding.ts';
import { pathKey, touches } from './leaves.ts';

export interface WrittenValues {
  readonly values: ReadonlySet<string | number | boolean>;
  /** Some value of such a type. */
  readonly types: ReadonlySet<TypeName>;
}

export class KnownWrites {
  /** Some step may change anything. */
  readonly isUnclear: boolean;
  readonly #byFirstKey = new Map<string, StepWrite[]>();
  readonly #values = new Map<string, WrittenValues | null>();
  readonly #known = new Map<string, readonly StepWrite[]>();

  /** `steps`: those that can run. */
  constructor(
    steps: readonly StepInfo[],
    facts: ReadonlyMap<string, StepFacts>,
    observed: StaticInput['observed'] = [],
  ) {
    this.isUnclear = steps.some(({ name }) => facts.get(name)?.isUnclear ?? true);
    for (const { name } of steps) for (const write of facts.get(name)?.writes ?? []) this.#add({ step: name, write });
    for (const one of observed) this.#add(one);
  }

  #add(one: StepWrite): void {
    const key = firstKey(one.write.path);
    const known = this.#byFirstKey.get(key);
    if (known) known.push(one);
    else this.#byFirstKey.set(key, [one]);
  }

  /** What can be written there; null where it is not told. */
  valuesAt(path: readonly string[]): WrittenValues | null {
    const key = pathKey(path);
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const values = valuesOf(this.touching(path), path);
    this.#values.set(key, values);
    return values;
  }

  touching(path: readonly string[]): readonly StepWrite[] {
    const key = pathKey(path);
    const known = this.#known.get(key);
    if (known) return known;
    const near = [...(this.#byFirstKey.get(firstKey(path)) ?? []), ...(this.#byFirstKey.get(ANY) ?? [])];
    const found = near.filter(({ write }) => touches(write, path));
    this.#known.set(key, found);
    return found;
  }
}

/** Null where it is not told what somebody writes there. */
function valuesOf(writes: readonly StepWrite[], path: readonly string[]): WrittenValues | null {
  const values = new Set<string | number | boolean>();
  const types = new Set<TypeName>();
  for (const { write } of writes) {
    if (write.kind === 'remove' && write.path.length <= path.length) continue;
    const { value } = write;
    if (write.isDeep || write.path.length !== path.length || value === null) return null;
    if (value.kind === 'object') types.add('Object');
    else if (value.kind === 'type') types.add(value.type);
    else if (typeof value.value === 'object') {
      if (value.value !== null) return null;
    } else values.add(value.value);
  }
  return { values, types };
}

/** Of a path that may begin with any key. */
const ANY = '*';

function firstKey([key]: readonly (string | null)[]): string {
  return typeof key === 'string' ? JSON.stringify(key) : ANY;
}
