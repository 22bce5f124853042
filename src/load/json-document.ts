// JSON with comments and trailing commas → value and places.
import { findNodeAtLocation, type Node, type ParseError, parseTree, stripComments } from 'jsonc-parser';
import type { Json, JsonObject, Path } from '../step.ts';
import type { TextFault } from './fault.ts';
import { MAX_DEPTH, type Parsed, tooDeep, unreadable } from './parsed.ts';

export function readJson(text: string): Parsed {
  if (stripComments(text).trim() === '')
    return unreadable(0, 'the file holds comments only', 'Write the data in it, at least {}, or delete it.');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  // Later errors mostly follow from the first.
  return root && !first ? withPlaces(root) : { faults: first ? [syntaxFault(text, first)] : [] };
}

function withPlaces(root: Node): Parsed {
  const faults: TextFault[] = [];
  const value = jsonOf(root, faults, 0);
  if (value === undefined) return tooDeep(root.offset);
  return { document: { value, offsetOf: (path) => offsetOf(root, path) }, faults };
}

/** Undefined where it is nested too deeply. */
function jsonOf(node: Node, faults: TextFault[], depth: number): Json | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (node.type === 'object') return objectOf(node, faults, depth);
  if (node.type === 'array') return arrayOf(node, faults, depth);
  const value: Json = node.value;
  if (typeof value === 'number' && !Number.isFinite(value)) faults.push(hugeNumber(node.offset));
  return value;
}

function arrayOf(node: Node, faults: TextFault[], depth: number): Json | undefined {
  const elements = (node.children ?? []).map((child) => jsonOf(child, faults, depth + 1));
  return elements.every((element) => element !== undefined) ? elements : undefined;
}

/** fromEntries, because assigning `__proto__` would set the prototype instead of a key. */
function objectOf(node: Node, faults: TextFault[], depth: number): JsonObject | undefined {
  const entries = new Map<string, Json>();
  for (const property of node.children ?? []) {
    const [key, child] = property.children ?? [];
    if (!key || !child) continue;
    const value = jsonOf(child, faults, depth + 1);
    if (value === undefined) return undefined;
    if (entries.has(key.value)) faults.push(doubleKey(property.offset, key.value));
    entries.set(key.value, value);
  }
  return Object.fromEntries(entries);
}

function hugeNumber(offset: number): TextFault {
  return { severity: 'error', offset, message: 'this number is too large', hint: 'Write it as a text.' };
}

function doubleKey(offset: number, key: string): TextFault {
  return {
    severity: 'warning',
    offset,
    message: `the key "${key}" stands twice in this object`,
    hint: 'The last one counts; delete the other.',
  };
}

function offsetOf(root: Node, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return root.offset;
}

/** By jsonc-parser's ParseErrorCode, whose enum does not exist at run time: what is wrong, and what to do. */
const SYNTAX: Readonly<Record<number, readonly [message: string, hint: string]>> = {
  1: ['this is no JSON value', 'Texts and keys need double quotes; null, true, false and numbers stand without.'],
  2: ['this is no number', 'Write it like 12, -0.5 or 1e3, or put it in double quotes.'],
  3: ['a key is expected here', 'Keys need double quotes: "key": value.'],
  4: ['a value is missing here', 'Write the value, or null, or delete the key.'],
  5: ['a colon is missing here', 'Write "key": value.'],
  6: ['a comma is missing before this', 'Separate entries by commas.'],
  7: ['a closing brace is missing', 'Add } where the object ends.'],
  8: ['a closing bracket is missing', 'Add ] where the list ends.'],
  9: ['the data ends before this', 'A file holds one value: put several into a list, [ … , … ].'],
  11: ['this comment does not end', 'Add */ where it ends.'],
  12: ['this text does not end', 'Add " where it ends; a line break inside a text is written \\n.'],
  13: ['this number does not end', 'Write it like 12, -0.5 or 1e3.'],
  14: ['this \\u escape is broken', 'Write \\u and four hexadecimal digits.'],
  15: ['there is no such escape', 'Write a backslash as \\\\.'],
  16: ['a control character stands in this text', 'Write it as an escape: \\t, \\n or \\u001b.'],
};

function syntaxFault(text: string, { error, offset }: ParseError): TextFault {
  const [message, hint] = SYNTAX[error] ?? ['this is no JSON', 'Write an object: { "key": value }.'];
  // At the end of the text nothing is to be seen: point behind the last character that is.
  return { severity: 'error', offset: Math.min(offset, text.trimEnd().length), message, hint };
}
