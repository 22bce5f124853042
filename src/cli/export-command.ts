// `stepscope export`: a task as a trace, a page, or a scenario that begins at one of its turns.
import { resolve } from 'node:path';
import { taskPage } from '../check/reporters/html.ts';
import { toldOf } from '../check/told.ts';
import { chromeTrace } from '../format/chrome-trace.ts';
import { cleanJson } from '../format/clean.ts';
import { familyOf } from '../session/reduce.ts';
import { savedScenario } from '../session/saved-scenario.ts';
import type { Scenario } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText, oneLine } from './listing.ts';
import { viewOf } from './look-at.ts';
import { atMoment, type Moment, type MomentWords } from './moment.ts';
import { print } from './print.ts';

export type ExportFormat = 'trace' | 'html' | 'scenario';

export interface ExportOptions extends MomentWords {
  readonly format: ExportFormat;
}

export function exportCommand({ format, ...words }: ExportOptions): Promise<number> {
  // A scenario begins where the task did, unless told otherwise.
  const at = format === 'scenario' ? (words.at ?? 1) : words.at;
  return atMoment('export', { ...words, at }, async (moment) => {
    if (format === 'scenario') return exportScenario(words.dir, moment);
    const { log, state } = moment;
    const others = familyOf(state, log.id).filter((one) => one !== log && one.id.startsWith(`${log.id}.`));
    await print(
      format === 'trace' ? `${cleanJson(JSON.stringify(chromeTrace([log, ...others])))}\n` : page(words, moment),
    );
    return EXIT.ok;
  });
}

/** What it cannot take along is said beside it. */
async function exportScenario(dir: string, { state, log, recording }: Moment): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const view = await viewOf(dir);
  const origin = view.scenarios.find(({ name }) => name === log.start.scenario);
  const snapshot = log.snapshots[state.cursor];
  if (!snapshot) return EXIT.wrongUse;
  const { scenario, warnings } = savedScenario(state, { log, cursor: state.cursor, snapshot }, origin, view.mocks);
  const from = origin?.title ?? log.start.scenario ?? log.name;
  await print(
    jsonText({ name: state.cursor === 0 ? `${from}, again` : `${from}, from turn ${state.cursor + 1}`, ...scenario }),
  );
  const isBare = log.start.scenario === null && Object.keys(recording?.header.config ?? {}).length > 0;
  const lost = isBare ? ['The config that it was given is not taken along.'] : [];
  for (const warning of [...warnings, ...lost]) process.stderr.write(`${oneLine(warning)}\n`);
  return EXIT.ok;
}

function page({ dir, task, recording }: MomentWords, { state, log }: Moment): string {
  const { durationMs = 0 } = log.end ?? {};
  const outcome = {
    scenario: scenarioOf(log.start.scenario ?? log.name),
    // Not shown: nothing was expected of it.
    status: 'skipped',
    log,
    family: familyOf(state, log.id),
    failures: [],
    durationMs,
    ...(recording === undefined ? {} : { recordedTo: recording }),
  } as const;
  const told = toldOf(outcome, 0, [], dir);
  return taskPage(task === undefined ? told : { ...told, opens: `stepscope --task ${log.id}` }, log.end !== null, {
    ...{ dir: resolve(dir), seed: log.start.seed, durationMs },
    ...{ problems: [], coverage: null, isInterrupted: false },
  });
}

function scenarioOf(name: string): Scenario {
  const nothing = { tags: [], data: {}, expect: {}, connectors: {}, config: {}, history: [] };
  return { name, file: '', line: 0, ...nothing, only: false, skip: false };
}
