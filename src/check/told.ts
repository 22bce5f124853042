// An outcome as reporters hear of it.
import type { JsonObject, Problem } from '../step.ts';
import { openingCommand } from './opening-command.ts';
import type { Outcome } from './outcome.ts';
import { scenarioReport, withoutFrame } from './report-json.ts';
import type { Told } from './reporter.ts';

/** `dir`: the workspace, as a command names it. */
export function toldOf(outcome: Outcome, place: number, problems: readonly Problem[], dir: string): Told {
  const { scenario, durationMs, log } = outcome;
  return {
    place,
    report: scenarioReport(outcome),
    address: scenario.name,
    line: scenario.line,
    durationMs,
    begin: openData(log?.start.data ?? {}),
    opens: openingCommand(outcome, dir),
    problems: problems.map(withoutFrame),
  };
}

function openData({ $stash: _, ...data }: JsonObject): JsonObject {
  return data;
}
