// Puts values into a YAML text.
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
  type Document as YamlTree,
} from 'yaml';
import { isList } from '../json.ts';
import type { Json, Path } from '../step.ts';
import { editLines } from './edit-lines.ts';
import type { Placed } from './placed.ts';
import { yamlRanges } from './yaml-document.ts';

/** Lines are never folded: a text that stands on one line is easier to compare. */
const UNFOLDED = { lineWidth: 0 };

/** Only the place itself is written anew. Throws, or gives nonsense, where it does not understand the text. */
export function editYaml(text: string, entries: readonly Placed[]): string {
  return entries.reduce((now, [path, value]) => put(now, path, value), text);
}

/** Comments and quotes stay; indents and padding become the same everywhere. */
export function editYamlRoughly(text: string, entries: readonly Placed[]): string {
  const tree = treeOf(text);
  for (const [path, value] of entries) tree.setIn(path, tree.createNode(value));
  return withLinesOf(text, tree.toString({ ...UNFOLDED, indent: indentOf(text) }));
}

type Edit = (text: string, entries: readonly Placed[]) => string;

/** Of several documents each is edited by itself: the path of an entry begins with the number of its own. */
export function inDocuments(edit: Edit): Edit {
  return (text, entries) => {
    const ranges = yamlRanges(text);
    if (ranges.length < 2) return edit(text, entries);
    return ranges.reduceRight((now, { start, end }, index) => {
      const own = entries.flatMap(([[first, ...path], value]): Placed[] => (first === index ? [[path, value]] : []));
      return own.length === 0 ? now : now.slice(0, start) + edit(now.slice(start, end), own) + now.slice(end);
    }, text);
  };
}

function put(text: string, path: Path, value: Json): string {
  const tree = treeOf(text);
  const known = path.findIndex((_, index) => !tree.hasIn(path.slice(0, index + 1)));
  if (known < 0) return replaced(text, tree, path, value);
  const map = known === 0 ? tree.contents : tree.getIn(path.slice(0, known), true);
  if (!isMap(map) || map.items.length === 0) throw new Error('there is no map to put it in');
  const inner = path.slice(known).reduceRight<Json>((made, key) => ({ [key]: made }), value);
  return map.flow ? addInLine(text, map, inner) : addLines(text, map, inner);
}

/** As readYaml reads it. */
function treeOf(text: string): YamlTree {
  return parseDocument(text, { schema: 'core', merge: true });
}

function replaced(text: string, tree: YamlTree, path: Path, value: Json): string {
  const node = tree.getIn(path, true);
  if (!isNode(node) || !node.range) throw new Error('there is no such place');
  const [start, end] = node.range;
  const kept = text.slice(start, end);
  const block = isSeq(node) && node.flow !== true && isList(value) && value.length > 0 ? value : null;
  const lines = block && isSeq(node) ? inLines(text, node, block) : null;
  if (lines !== null) return lines;
  const written = block ? inBlock(block, start - (text.lastIndexOf('\n', start - 1) + 1)) : inLine(value);
  return text.slice(0, start) + withLinesOf(text, written) + kept.slice(kept.trimEnd().length) + text.slice(end);
}

/** Null where something else than texts and numbers stands in it. */
function inLines(text: string, { items }: YAMLSeq, list: readonly Json[]): string | null {
  const elements = items.flatMap((item) =>
    isScalar(item) && item.range ? [{ start: item.range[0], end: item.range[1], value: item.value }] : [],
  );
  if (elements.length < items.length) return null;
  return editLines(text, elements, list, { mark: /^ *- +$/, written: inLine });
}

/** A list whose elements stood below each other goes on doing so. */
function inBlock(list: readonly Json[], column: number): string {
  return list.map((one) => `- ${inLine(one)}`).join(`\n${' '.repeat(column)}`);
}

function addInLine(text: string, map: YAMLMap, inner: Json): string {
  const end = endOf(map.items.at(-1));
  return `${text.slice(0, end)}, ${inLine(inner).replace(/^\{ ?| ?\}$/g, '')}${text.slice(end)}`;
}

/** As far right as the keys that stand there, behind the last of them and its comment. */
function addLines(text: string, map: YAMLMap, inner: Json): string {
  const start = rangeOf(map.items[0]?.key)?.[0] ?? 0;
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const last = text.slice(0, endOf(map.items.at(-1))).trimEnd().length;
  const lineEnd = last + (/^[^\r\n]*/.exec(text.slice(last))?.[0].length ?? 0);
  const lines = stringify(inner, { ...UNFOLDED, indent: indentOf(text) })
    .trimEnd()
    .split('\n');
  const added = lines.map((line) => `\n${indent}${line}`).join('');
  return text.slice(0, lineEnd) + withLinesOf(text, added) + text.slice(lineEnd);
}

function endOf(pair: Pair | undefined): number {
  const range = rangeOf(pair?.value);
  if (!range) throw new Error('it is not known where the last value ends');
  return range[1] ?? 0;
}

function rangeOf(node: unknown): readonly number[] | null {
  return isNode(node) ? (node.range ?? null) : null;
}

function inLine(value: Json): string {
  const tree = new Document<Node>(value);
  if (isCollection(tree.contents)) tree.contents.flow = true;
  return tree.toString(UNFOLDED).trimEnd();
}

function indentOf(text: string): number {
  return /^( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2;
}

function withLinesOf(text: string, edited: string): string {
  return text.includes('\r\n') ? edited.replaceAll(/\r?\n/g, '\r\n') : edited;
}
