// What `-d`, `-f` and `-` give: the data of a task, beside the scenarios of a workspace.
import { text as textOf } from 'node:stream/consumers';
import { problemLines } from '../check/report-text.ts';
import { type GivenText, givenFile, givenScenario, STANDARD_INPUT } from '../load/given-data.ts';
import type { WorkspacePort } from '../session/ports.ts';
import type { Problem, Scenario, Workspace } from '../step.ts';
import { PIPED } from './option-values.ts';
import { paintFor } from './paint.ts';
import { refuse } from './say.ts';

export interface GivenWords {
  readonly data: string | undefined;
  readonly file: string | undefined;
  /** It comes on standard input. */
  readonly isPiped: boolean;
}

/** Null where nothing was given; `refused` where it can be no task, which has been said. */
export async function readGiven(words: GivenWords): Promise<Scenario | null | 'refused'> {
  const { data } = words;
  const isPiped = words.isPiped || words.file === PIPED;
  const file = words.file === PIPED ? undefined : words.file;
  const count = [data !== undefined, file !== undefined, isPiped].filter(Boolean).length;
  if (count === 0) return null;
  if (count > 1) return refused('give the data once: -d JSON, -f FILE, or - for standard input.');
  const given = await readText(data, file);
  if ('severity' in given) return tell([given]);
  const { scenario, problems } = givenScenario(given);
  if (!scenario || problems.length > 0) tell(problems);
  return scenario ?? 'refused';
}

async function readText(data: string | undefined, file: string | undefined): Promise<GivenText | Problem> {
  if (data !== undefined) return { from: '-d', text: data };
  if (file !== undefined) return givenFile(file);
  return { from: STANDARD_INPUT, text: await textOf(process.stdin) };
}

function refused(message: string): 'refused' {
  refuse('', message);
  return 'refused';
}

function tell(problems: readonly Problem[]): 'refused' {
  const paint = paintFor(process.stderr);
  for (const problem of problems) process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
  return 'refused';
}

/** The workspace with one scenario more, first of all. */
export function withScenario(port: WorkspacePort, scenario: Scenario): WorkspacePort {
  const more = (read: Workspace): Workspace => ({ ...read, scenarios: [scenario, ...read.scenarios] });
  return {
    ...port,
    read: async () => more(await port.read()),
    watch: (read, onChange) =>
      port.watch({ ...read, scenarios: read.scenarios.filter((one) => one !== scenario) }, (changed) =>
        onChange(more(changed)),
      ),
  };
}
