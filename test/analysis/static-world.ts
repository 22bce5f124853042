// Small workspaces for static findings: conditions as objects, contents as code whose text is read as it is of a file.
import type { StaticInput } from '../../src/analysis/finding.ts';
import { factsOf } from '../../src/compile/facts.ts';
import { specificity } from '../../src/engine/condition.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import { nearest } from '../../src/load/nearest.ts';
import type { JsonObject, StepInfo } from '../../src/step.ts';

export type Steps = Readonly<Record<string, readonly [condition: object, content: string]>>;

export function world(steps: Steps, data: readonly JsonObject[] = [], part: Partial<StaticInput> = {}): StaticInput {
  const names = Object.keys(steps);
  return {
    steps: names.map((name, order) => stepOf(name, steps[name]?.[0] ?? {}, order)),
    facts: names.map((step) => {
      const text = `export const condition = {};\nexport const content = async () => {\n${steps[step]?.[1]}\n};`;
      return factsOf({ step, file: `steps/${step}.js`, text, librariesTouchData: false, libraryNames: [] });
    }),
    strategy: 'specificity',
    data,
    nearest,
    ...part,
  };
}

function stepOf(name: string, pattern: object, order: number): StepInfo {
  const { condition } = readCondition(pattern, name);
  const file = `steps/${name}.js`;
  return { name, file, condition, specificity: specificity(condition), order, disabled: false, stale: false };
}
