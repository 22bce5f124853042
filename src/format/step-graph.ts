// The graph of steps in the languages that draw graphs.
import type { GraphEdge, StepGraph } from '../analysis/step-graph.ts';
import { clean } from './clean.ts';

const SIGNS: Readonly<
  Record<GraphEdge['kind'], { readonly sign: string; readonly arrow: string; readonly look: string | null }>
> = {
  enables: { sign: '+', arrow: '-->', look: null },
  disables: { sign: '-', arrow: '-.->', look: 'style=dashed, color=red' },
  begins: { sign: 'subtask', arrow: '==>', look: 'style=bold' },
};

export function mermaidGraph({ steps, edges }: StepGraph): string {
  const ids = new Map(steps.map((step, index) => [step, `s${index}`]));
  const nodes = steps.map((step) => `  ${ids.get(step)}["${mermaidText(step)}"]`);
  const lines = edges.map(({ from, to, kind, paths }) => {
    const { sign, arrow } = SIGNS[kind];
    return `  ${ids.get(from)} ${arrow}|"${mermaidText([sign, paths.join(', ')].join(' ').trim())}"| ${ids.get(to)}`;
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
  const { look } = SIGNS[kind];
  return look === null ? label : `${label}, ${look}`;
}

function dotText(text: string): string {
  return `"${clean(text).replace(/["\\]/g, '\\$&')}"`;
}
