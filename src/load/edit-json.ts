// Puts values into a JSON text with comments.
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type Node,
  parseTree,
  stripComments,
} from 'jsonc-parser';
import { isContainer, isList, isObject } from '../json.ts';
import type { Json, Path } from '../step.ts';
import { listChange } from './list-change.ts';
import type { Placed } from './placed.ts';

/** What is longer is broken into lines. */
const WIDTH = 100;

/** Only the place itself is written anew, and comments stay where they are. Throws, or gives nonsense, where it does not understand the text. */
export function editJson(text: string, entries: readonly Placed[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [, step = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  return entries.reduce(
    (now, [path, value]) => put(now, path, value, (json, at) => laidOut(json, at, step, eol)),
    text,
  );
}

/** Lays out the lines around the place as well; a comment behind a value may end up behind what is added. */
export function editJsonRoughly(text: string, entries: readonly Placed[]): string {
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  const insertSpaces = !indent.includes('\t');
  const formattingOptions = { insertSpaces, tabSize: insertSpaces ? indent.length : 1 };
  return entries.reduce(
    (now, [path, value]) => applyEdits(now, modify(now, [...path], value, { formattingOptions })),
    text,
  );
}

/** The text of a value that stands in a line indented so far. */
type LayOut = (value: Json, indent: string) => string;

/** Throws where the path leads through something else than objects and lists. */
function put(text: string, path: Path, value: Json, layOut: LayOut): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (!root) throw new Error('this is no JSON');
  const node = findNodeAtLocation(root, [...path]);
  if (node?.type === 'array' && isList(value) && hasComments(text, node)) return withElements(text, path, value);
  if (node) return spliced(text, node.offset, node.length, layOut(value, indentAt(text, node.offset)));
  const [key = '', ...rest] = path.slice(depthOf(root, path));
  const parent = findNodeAtLocation(root, path.slice(0, path.length - rest.length - 1));
  if (parent?.type !== 'object') throw new Error('there is no object to put it in');
  const inner = rest.reduceRight<Json>((made, name) => ({ [name]: made }), value);
  return addTo(parent, text, (indent) => `${JSON.stringify(key)}: ${layOut(inner, indent)}`);
}

function hasComments(text: string, { offset, length }: Node): boolean {
  const own = text.slice(offset, offset + length);
  return stripComments(own) !== own;
}

/** One after the other, so that comments between elements stay. */
function withElements(text: string, path: Path, list: readonly Json[]): string {
  const elements = (now: string): readonly Node[] => nodeAt(now, path).children ?? [];
  const { from, gone, fresh } = listChange(elements(text).map(getNodeValue), list);
  let edited = text;
  for (let index = from + gone - 1; index >= from + fresh.length; index--) edited = without(edited, path, index);
  for (const [index, value] of fresh.entries()) {
    const old = elements(edited)[from + index];
    if (!old) edited = addTo(nodeAt(edited, path), edited, () => inLine(value));
    else if (index < gone) edited = spliced(edited, old.offset, old.length, inLine(value));
    else edited = spliced(edited, old.offset, 0, before(edited, old, value));
  }
  return edited;
}

/** With its line, where that is its own. The comma before the last one goes too, unless there was one behind it. */
function without(text: string, path: Path, index: number): string {
  const { children = [] } = nodeAt(text, path);
  const [previous, element] = [children[index - 1], children[index]];
  const line = element && ownLine(text, element);
  if (!element || !line) return applyEdits(text, modify(text, [...path, index], undefined, {}));
  const cut = text.slice(0, line.start) + text.slice(line.end);
  if (index < children.length - 1 || line.hasComma || !previous) return cut;
  const end = previous.offset + previous.length;
  return cut.slice(0, end) + cut.slice(end).replace(/^[ \t]*,/, '');
}

/** Its lead and what is behind it hold no other element; null where they do. */
function ownLine(
  text: string,
  { offset, length }: Node,
): { readonly start: number; readonly end: number; readonly hasComma: boolean } | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [behind = '', comma] = BEHIND.exec(text.slice(offset + length)) ?? [];
  const [rest = ''] = /^[ \t]*(?:\r?\n)?/.exec(text.slice(offset + length + behind.length)) ?? [];
  const isOwn = /^[ \t]*(?:\/\*.*?\*\/[ \t]*)*$/.test(text.slice(start, offset)) && rest.endsWith('\n');
  return isOwn ? { start, end: offset + length + behind.length + rest.length, hasComma: comma === ',' } : null;
}

function nodeAt(text: string, path: Path): Node {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, [...path]);
  if (!node) throw new Error('there is no such place');
  return node;
}

/** On a line of its own where the one behind it has one. */
function before(text: string, { offset }: Node, value: Json): string {
  const lead = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${inLine(value)},${lead.trim() === '' ? eol + lead : ' '}`;
}

/** How many keys of the path are there. */
function depthOf(root: Node, path: Path): number {
  const known = path.findIndex((_, index) => !findNodeAtLocation(root, path.slice(0, index + 1)));
  return known < 0 ? path.length : known;
}

function addTo(object: Node, text: string, property: (indent: string) => string): string {
  const last = object.children?.at(-1);
  const indent = indentAt(text, object.offset);
  if (!last) return spliced(text, object.offset, object.length, `{ ${property(indent)} }`);
  const end = last.offset + last.length;
  const isOneLine = !/[\r\n]/.test(text.slice(object.offset, last.offset));
  if (isOneLine) return spliced(text, end, 0, `, ${property(indent)}`);
  const [line = '', comma] = BEHIND.exec(text.slice(end)) ?? [];
  const own = indentAt(text, last.offset);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const whole = spliced(text, end + line.trimEnd().length, 0, `${eol}${own}${property(own)}${comma}`);
  return comma ? whole : spliced(whole, end, 0, ',');
}

/** What belongs to a property on its last line: the comma, if there is one behind the last of all, and comments. */
const BEHIND = /^[ \t]*(?:\/\*.*?\*\/[ \t]*)*(,?)[ \t]*(?:\/\*.*?\*\/[ \t]*)*(?:\/\/[^\r\n]*)?/;

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function laidOut(value: Json, indent: string, step: string, eol: string): string {
  const line = inLine(value);
  if (!isContainer(value) || indent.length + line.length <= WIDTH) return line;
  const inner = indent + step;
  const parts = isList(value)
    ? value.map((one) => laidOut(one, inner, step, eol))
    : Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${laidOut(one, inner, step, eol)}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  return `${open}${eol}${parts.map((part) => inner + part).join(`,${eol}`)}${eol}${indent}${close}`;
}

function inLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inLine(one)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function spliced(text: string, offset: number, remove: number, insert: string): string {
  return text.slice(0, offset) + insert + text.slice(offset + remove);
}
