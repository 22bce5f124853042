// The graph of steps in the languages that draw graphs.
import type { GraphEdge, StepGraph } from '../analysis/step-graph.ts';
import { clean } from './clean.ts';

export function mermaidGraph({ steps, edges }: StepGraph): string {
  const ids = new Map(steps.map((step, index) => [step, `s${index}`]));
  const nodes = steps.map((step) => `  ${ids.get(step)}["${mermaidText(step)}"]`);
  const lines = edges.map(({ from, to, kind, paths }) => {
    const label = mermaidText(`${kind === 'enables' ? '+' : '-'} ${paths.join(', ')}`);
    return `  ${ids.get(from)} ${kind === 'enables' ? '-->' : '-.->'}|"${label}"| ${ids.get(to)}`;
  });
  return `${['flowchart LR', ...nodes, ...lines].join('\n')}\n`;
}

/** Within quotes it reads entities, and nothing else. */
function mermaidText(text: string): string {
  return clean(text).replace(/[#"<>&`]/g, (one) => `#${one.charCodeAt(0)};`);
}

export function dotGraph({ steps, edges }: StepGraph): string {
  const nodes = steps.map((step) => `  ${dotText(step)};`);
  const lines = edges.map((edge) => `  ${dotText(edge.from)} -> ${dotText(edge.to)} [${attributes(edge)}];`);
  return `${['digraph steps {', '  rankdir=LR;', '  node [shape=box];', ...nodes, ...lines, '}'].join('\n')}\n`;
}

function attributes({ kind, paths }: GraphEdge): string {
  const label = `label=${dotText(paths.join(', '))}`;
  return kind === 'enables' ? label : `${label}, style=dashed, color=red`;
}

function dotText(text: string): string {
  return `"${clean(text).replace(/["\\]/g, '\\$&')}"`;
}
