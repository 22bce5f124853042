// Puts values into a JSON text with comments.
import { applyEdits, findNodeAtLocation, modify, type Node, parseTree } from 'jsonc-parser';
import { isContainer, isList, isObject } from '../json.ts';
import type { Json, Path } from '../step.ts';
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
  if (node) return spliced(text, node.offset, node.length, layOut(value, indentAt(text, node.offset)));
  const [key = '', ...rest] = path.slice(depthOf(root, path));
  const parent = findNodeAtLocation(root, path.slice(0, path.length - rest.length - 1));
  if (parent?.type !== 'object') throw new Error('there is no object to put it in');
  const inner = rest.reduceRight<Json>((made, name) => ({ [name]: made }), value);
  return addTo(parent, text, (indent) => `${JSON.stringify(key)}: ${layOut(inner, indent)}`);
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
