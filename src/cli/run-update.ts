// `run --update`: what happened becomes what is expected, in the files of scenarios and in recordings.
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { openGround } from '../check/ground.ts';
import type { Failure, Outcome } from '../check/outcome.ts';
import { repeat } from '../check/verify.ts';
import { clean } from '../format/clean.ts';
import { isList } from '../json.ts';
import { updateSteps } from '../load/update-steps.ts';
import { headerOf } from '../recording/header.ts';
import { readRecording } from '../recording/read.ts';
import { Recorder } from '../recording/write.ts';
import type { Json, Workspace } from '../step.ts';
import { hiderOf } from './hider.ts';
import { counted } from './listing.ts';
import type { RunOptions } from './run-options.ts';
import { runPorts } from './wiring.ts';

export interface Updating {
  /** What was changed for each that failed, or why nothing was. */
  readonly lines: readonly string[];
  /** One that failed: where its file expects now what happened, it has passed. */
  mend(outcome: Outcome): Promise<Outcome>;
}

export function updating(read: Workspace, options: RunOptions): Updating {
  const lines: string[] = [];
  const mend = async (outcome: Outcome): Promise<Outcome> => {
    const said = outcome.isRecording ? await recordAgain(outcome, read, options) : updateOne(outcome, read);
    const what = 'updated' in said ? `updated ${said.updated}` : `not updated: ${said.refused}`;
    lines.push(clean(`${outcome.scenario.title ?? outcome.scenario.name}: ${what}`));
    if (!('updated' in said) || !outcome.failures.every(isAboutSteps)) return outcome;
    const { attempts: _, ...rest } = outcome;
    return { ...rest, status: 'passed', failures: [], updated: true };
  };
  return { lines, mend };
}

type Said = { readonly updated: string } | { readonly refused: string };

function isAboutSteps({ check }: Failure): boolean {
  return check === 'steps' || check === 'expectedSteps' || check === 'divergence';
}

function updateOne({ scenario, failures }: Outcome, read: Workspace): Said {
  if (failures.some(({ check }) => check === 'error'))
    return { refused: 'its task ended in an error that nobody expected; mend that, or expect it.' };
  const stepFailures = failures.filter(isAboutSteps);
  if (stepFailures.length === 0)
    return { refused: `only steps are updated, and ${failures.map(({ check }) => check).join(', ')} failed.` };
  const keys = Object.fromEntries(stepFailures.map(({ check, actual }) => [check, namesIn(actual)]));
  const written = updateSteps(read, scenario, keys);
  if ('refused' in written) return written;
  const told = stepFailures.map(
    ({ check, expected, actual }) => `${check}, ${changeOf(namesIn(expected), namesIn(actual))}`,
  );
  return { updated: `${written.file}: ${told.join('; ')}` };
}

function namesIn(steps: Json): readonly string[] {
  return isList(steps) ? steps.map(String) : [];
}

/** How many there are; where that is the same, the first that is another. */
function changeOf(expected: readonly string[], actual: readonly string[]): string {
  const counts = [expected, actual].map(({ length }) => counted(length, 'step')).join(' → ');
  if (expected.length !== actual.length) return counts;
  const first = actual.findIndex((step, index) => step !== expected[index]);
  return `${counts}, ${first + 1} is ${actual[first]} instead of ${expected[first]}`;
}

/** On its own tape, with what a person did in it: first beside it, and in its place once it is sound. */
async function recordAgain({ scenario: { file } }: Outcome, workspace: Workspace, options: RunOptions): Promise<Said> {
  const path = join(workspace.dir, file);
  const read = readRecording(path, file);
  if ('problem' in read) return { refused: read.problem.message };
  const ground = await openGround(workspace, runPorts(options.dir, options.reality));
  const draft = `${path}.${process.pid}.part`;
  const faults: Error[] = [];
  const recorder = new Recorder(draft, (error) => faults.push(error));
  try {
    const { settings, view } = ground;
    const turns = await repeat(read.recording, ground, {
      begin: (start) => {
        const steps = { settings, steps: view.steps, sources: workspace.sources };
        recorder.begin(hiderOf(settings, start).header(headerOf(start, steps, manifest.version)));
      },
      event: (event) => recorder.add(event),
    });
    recorder.close();
    const again = readRecording(draft, file);
    if (faults[0]) return { refused: `${file} cannot be written: ${faults[0].message}` };
    if (turns === null || 'problem' in again)
      return { refused: `${file} cannot be followed any more: record it again with --record.` };
    renameSync(draft, path);
    return { updated: `${file}: ${turns} ${turns === 1 ? 'turn' : 'turns'} recorded again` };
  } finally {
    recorder.close();
    rmSync(draft, { force: true });
    await ground.sandbox.close();
  }
}
