// `stepscope scenario list`: all scenarios, by file.
import type { Scenario } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText, listing } from './listing.ts';
import { viewOf } from './look-at.ts';
import { print } from './print.ts';

export async function scenarioListCommand({
  dir,
  json,
}: {
  readonly dir: string;
  readonly json: boolean;
}): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const { scenarios, problems } = await viewOf(dir);
  await print(json ? jsonText(scenarios.map(jsonOf)) : listing(HEAD, scenarios.map(cellsOf)));
  const broken = problems.filter(
    ({ severity, file }) => severity === 'error' && !scenarios.some((one) => one.file === file),
  );
  if (broken.length > 0 && scenarios.length === 0)
    process.stderr.write('stepscope check tells what is wrong with files.\n');
  return EXIT.ok;
}

const HEAD = ['name', 'title', 'expects', 'tags', 'place'];

function cellsOf(scenario: Scenario): readonly string[] {
  const { name, title, tags, file, line, only, skip } = scenario;
  const marks = [...(only ? ['only'] : []), ...(skip ? ['skipped'] : [])];
  const expects = Object.keys(scenario.expect).join(', ') || 'nothing';
  return [
    name,
    title ?? '-',
    [expects, ...marks].join(', '),
    tags.join(', ') || '-',
    line > 0 ? `${file}:${line}` : file,
  ];
}

function jsonOf({ name, title, description, file, line, tags, expect, only, skip }: Scenario): object {
  return { name, title: title ?? null, description: description ?? null, file, line, tags, expect, only, skip };
}
