// The command that opens a scenario that failed, where it failed.
import type { Outcome } from './outcome.ts';

/** `dir`: the workspace, as a command names it. */
export function openingCommand(outcome: Outcome, dir: string): string {
  const { scenario, recordedTo, isRecording } = outcome;
  if (isRecording) return replay(dir === '.' ? scenario.file : `${dir}/${scenario.file}`, outcome);
  if (recordedTo !== undefined) return replay(recordedTo, outcome);
  const place = dir === '.' ? '' : ` --dir ${quoted(dir)}`;
  const turn = turnThatMatters(outcome);
  // It begins before the first by itself.
  const at = turn > 1 ? ` --at ${turn}` : '';
  return `stepscope${place} --scenario "${escaped(scenario.name)}"${at}`;
}

function replay(file: string, outcome: Outcome): string {
  return `stepscope replay ${quoted(file)} --at ${turnThatMatters(outcome)}`;
}

/** The first that went otherwise, where a failure says so; else the last. */
function turnThatMatters({ failures, log, turn }: Outcome): number {
  const last = Math.max(1, log?.turns.length ?? 1);
  if (turn !== undefined) return Math.max(1, turn);
  const [failure] = failures;
  if (!failure) return last;
  const { check, expected, actual } = failure;
  if (check === 'neverSteps') return log?.turns.find(({ step }) => step === actual)?.number ?? last;
  const isOrder = check === 'steps' || check === 'expectedSteps';
  if (!isOrder || !Array.isArray(expected) || !Array.isArray(actual)) return last;
  const first = actual.findIndex((step, index) => step !== expected[index]);
  return first < 0 ? last : first + 1;
}

function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `"${escaped(text)}"`;
}

/** As a shell reads it between double quotes. */
function escaped(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&');
}
