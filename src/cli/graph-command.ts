// `stepscope graph`: which step can enable or disable which.
import { stepGraph } from '../analysis/step-graph.ts';
import { dotGraph, mermaidGraph } from '../format/step-graph.ts';
import { noSteps } from './broken-steps.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText } from './listing.ts';
import { begunSubtasks, observedWrites, viewOf } from './look-at.ts';
import { openPast } from './past.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';

export type GraphFormat = 'mermaid' | 'dot' | 'json';

export interface GraphOptions {
  readonly dir: string;
  readonly format: GraphFormat;
  /** Only edges of steps with this in their name. */
  readonly filter?: string | undefined;
}

export async function graphCommand({ dir, format, filter }: GraphOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const view = await viewOf(dir, true);
  const history = await openPast(dir);
  const observed = history ? observedWrites(history) : [];
  const begun = history ? begunSubtasks(history) : [];
  history?.close();
  const steps = view.steps.filter(({ disabled }) => !disabled);
  const none = noSteps(view);
  if (none !== null) return refuse('graph', `${none}.`);
  const whole = stepGraph({ steps, facts: view.facts, observed, begun });
  if (whole.steps.length === 0) return refuse('graph', `all steps in ${view.read.dir} are switched off.`);
  const edges = whole.edges.filter(
    ({ from, to }) => filter === undefined || from.includes(filter) || to.includes(filter),
  );
  const near = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const shown = whole.steps.filter((step) => filter === undefined || step.includes(filter) || near.has(step));
  if (shown.length === 0) return refuse('graph', `no step has ${JSON.stringify(filter)} in its name.`);
  const graph = { ...whole, steps: shown, edges };
  await print(
    format === 'json' ? jsonText({ version: 1, ...graph }) : format === 'dot' ? dotGraph(graph) : mermaidGraph(graph),
  );
  return EXIT.ok;
}
