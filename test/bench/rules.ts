// The same rules for every engine: a chain of 50 firings among many rules that never match. One firing sets the next stage.
import type { Json, JsonObject } from '../../src/step.ts';

export const FIRINGS = 50;

/** A rule tests up to four places of the document and, when it fires, writes three. */
export interface Rule {
  readonly name: string;
  readonly tests: readonly (readonly [path: readonly string[], value: string | number | null])[];
  readonly fire: (data: Record<string, unknown>) => void;
}

export type Workload = 'spread' | 'adversary';

/** About 50 fields, some nested. */
export function startData(): JsonObject {
  const fields = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`field${index}`, `value ${index}`]));
  return {
    ...fields,
    stage: 's0',
    count: 0,
    order: { id: 'o-1', status: 'open', total: 10, customer: { tier: 'gold' } },
  };
}

/** `spread`: each rule looks at 1 to 4 nested places, some its own; `adversary`: all look at `stage`, each for another value. */
export function makeRules(count: number, workload: Workload): Rule[] {
  return Array.from({ length: count }, (_, index) => {
    const next = `s${index + 1}`;
    const fire = (data: Record<string, unknown>): void => {
      data.stage = next;
      data.count = (data.count as number) + 1;
      (data.order as Record<string, unknown>).total = index;
    };
    return { name: `rule ${index}`, tests: testsOf(index, workload), fire };
  });
}

function testsOf(index: number, workload: Workload): Rule['tests'] {
  const stage = [['stage'], `s${index}`] as const;
  if (workload === 'adversary') return [stage];
  const others = [
    [['order', 'status'], 'open'],
    [['order', 'customer', 'tier'], 'gold'],
    [[`done${index % 40}`], null],
  ] as const;
  return [stage, ...others.slice(0, index % 4)];
}

/** The rule's condition as a user writes it. */
export function patternOf({ tests }: Rule): JsonObject {
  const pattern: Record<string, Json> = {};
  for (const [path, value] of tests) {
    let at = pattern;
    for (const key of path.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, Json>;
    }
    at[path.at(-1) ?? ''] = value;
  }
  return pattern;
}

export function valueAt(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const key of path) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return value;
}
