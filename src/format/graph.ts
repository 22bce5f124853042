// Nodes and edges as text: each node with the nodes that it leads to.
import type { Json, JsonObject } from '../step.ts';
import { clean } from './clean.ts';
import { type Drawing, piece, type Room, type Row } from './drawing.ts';
import { pad, width } from './width.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Null where the data has no edges. */
export function drawGraph(data: Json, { columns, most }: Room): Drawing | null {
  if (!isRecord(data)) return null;
  const edges = listOf(data.edges ?? data.links).map(edgeOf);
  if (edges.length === 0 || !edges.every((edge) => edge !== null)) return null;
  const names = namesOf(listOf(data.nodes));
  const shown = (id: string) => clean((names.get(id) ?? id).slice(0, 200));
  const all = [...new Set([...names.keys(), ...edges.flatMap(({ from, to }) => [from, to])])];
  const widest = all.slice(0, most).reduce((sum, id) => Math.max(sum, width(shown(id))), 0);
  const room = Math.min(widest, Math.floor(columns * 0.4));
  const leads = byStart(edges);
  const reached = new Set(edges.map(({ to }) => to));
  const rows = all.flatMap((id) => rowsOf(pad(shown(id), room), leads.get(id) ?? [], reached.has(id), shown));
  return { head: null, rows: rows.slice(0, most), more: Math.max(0, rows.length - most) };
}

function byStart(edges: readonly Edge[]): ReadonlyMap<string, readonly Edge[]> {
  const leads = new Map<string, Edge[]>();
  for (const edge of edges) leads.set(edge.from, [...(leads.get(edge.from) ?? []), edge]);
  return leads;
}

/** A node that leads nowhere stands for itself only where nothing leads to it either. */
function rowsOf(
  name: string,
  edges: readonly Edge[],
  isReached: boolean,
  shown: (id: string) => string,
): readonly Row[] {
  if (edges.length === 0) return isReached ? [] : [[piece(name, 'key')]];
  return edges.map(({ to, label }, index) => [
    piece(index === 0 ? name : ' '.repeat(width(name)), 'key'),
    piece(' → ', 'quiet'),
    piece(shown(to)),
    piece(label === '' ? '' : `  ${clean(label)}`, 'quiet'),
  ]);
}

function namesOf(nodes: readonly Json[]): ReadonlyMap<string, string> {
  return new Map(
    nodes.flatMap((node): [string, string][] => {
      const own = textOf(node);
      if (own !== null) return [[own, own]];
      if (!isRecord(node)) return [];
      const id = textOf(node.id ?? node.name ?? node.label);
      return id === null ? [] : [[id, textOf(node.label ?? node.name) ?? id]];
    }),
  );
}

function edgeOf(edge: Json): Edge | null {
  const [from, to, label] = Array.isArray(edge)
    ? edge
    : isRecord(edge)
      ? [edge.from ?? edge.source, edge.to ?? edge.target, edge.label ?? edge.name]
      : [];
  const [start, end] = [textOf(from), textOf(to)];
  return start === null || end === null ? null : { from: start, to: end, label: (textOf(label) ?? '').slice(0, 200) };
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
