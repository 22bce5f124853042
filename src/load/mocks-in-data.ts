// Mocks that stand in the data of a task: nobody asks them there, though a step calls what they would answer.
import { isObject, own } from '../json.ts';
import type { Problem, Scenario, Source } from '../step.ts';

/** The connectors that steps and libraries call, as far as their text names them. */
export function calledConnectors(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ text }) =>
    [...text.matchAll(/(?<!\bdata\??\.)\bconnectors\s*\.\s*([\w$]+)/g)].map(([, name = '']) => name),
  );
}

/** One warning for each scenario with such mocks. `folder`: where they could stand. */
export function mocksInData(
  scenarios: readonly Scenario[],
  sources: readonly Source[],
  folder: string,
): readonly Problem[] {
  const suspects = scenarios.filter(({ data }) => isObject(own(data, 'connectors') ?? null));
  if (suspects.length === 0) return [];
  const called = new Set(calledConnectors(sources));
  return suspects.flatMap(({ data, file, line }) => {
    const mocks = own(data, 'connectors');
    if (!isObject(mocks)) return [];
    const found = Object.entries(mocks).find(([name, methods]) => called.has(name) && isObject(methods));
    return found === undefined ? [] : [warning({ file, line }, found[0], Object.keys(found[1] ?? {}), folder)];
  });
}

/** The answers themselves are not shown: secrets may stand in them. */
function warning(
  { file, line }: Pick<Scenario, 'file' | 'line'>,
  connector: string,
  methods: readonly string[],
  folder: string,
): Problem {
  const shown = `{ ${methods.map((name) => `${JSON.stringify(name)}: …`).join(', ')} }`;
  return {
    ...{ severity: 'warning', file, line, column: Math.min(line, 1) },
    message: `"connectors" is taken for the data of the task here, so it answers no call of connectors.${connector}`,
    hint:
      `Put answers beside "name" and "data": { "name": "…", "data": { … }, "connectors": { "${connector}": … } }; ` +
      `or into the file ${folder}/${connector}.json: ${shown}`,
  };
}
