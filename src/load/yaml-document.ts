// YAML 1.2 → value and places. Only what JSON can hold is let through: no dates, no binary, no not-a-number.
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  parseDocument,
  type YAMLParseError,
  type YAMLWarning,
  type Document as YamlTree,
} from 'yaml';
import type { Json, Path } from '../step.ts';
import type { Severity, TextFault } from './fault.ts';
import { type Parsed, unreadable } from './parsed.ts';
import { toJson } from './plain.ts';

/** A value may be repeated through aliases so many times; the library refuses more (a file of 1 kB can mean 10^9 values). */
const MAX_ALIASES = 100;

// `schema` so that a %YAML 1.1 directive does not bring dates, sets and `no` as false. At the log level "silent" the library
// would also hold back that a second document follows.
const OPTIONS = { schema: 'core', merge: true, prettyErrors: false, logLevel: 'error' } as const;

export function readYaml(text: string): Parsed {
  return readTree(parseDocument(text, OPTIONS), text);
}

/** Several documents, `---` between them, are read as the list of them. */
export function readYamls(text: string): Parsed {
  const trees = treesOf(text);
  const broken = trees.find(({ errors }) => errors.length > 0);
  const [first, ...others] = broken ? [broken] : trees.filter((tree) => !isEmpty(tree));
  if (!first) return readYaml(text);
  if (others.length === 0) return readTree(first, text);
  const all = [first, ...others].map((tree) => readTree(tree, text));
  const documents = all.flatMap(({ document }) => document ?? []);
  if (documents.length < all.length) return { faults: all.flatMap(({ faults }) => faults) };
  return {
    document: {
      value: documents.map(({ value }) => value),
      offsetOf: ([index = 0, ...path]) => (documents[Number(index)] ?? documents[0])?.offsetOf(path) ?? 0,
    },
    faults: all.flatMap(({ faults }) => faults),
  };
}

/** From where to where the documents stand that `readYamls` gives. */
export function yamlRanges(text: string): readonly { readonly start: number; readonly end: number }[] {
  return treesOf(text)
    .filter((tree) => !isEmpty(tree))
    .map(({ range: [start, , end] }) => ({ start, end }));
}

function treesOf(text: string): readonly YamlTree.Parsed[] {
  const trees = parseAllDocuments(text, OPTIONS);
  return 'empty' in trees ? [] : trees;
}

/** What follows the last `---`, say. */
function isEmpty({ contents }: YamlTree.Parsed): boolean {
  return isScalar(contents) && contents.range[0] === contents.range[1];
}

function readTree(tree: YamlTree, text: string): Parsed {
  const [error] = tree.errors;
  if (error) return { faults: [syntaxFault('error', error, text)] };
  const value = plainValue(tree);
  if ('message' in value) return unreadable(offsetOf(tree, value.path), value.message, value.hint);
  return {
    document: { value: value.json, offsetOf: (path) => offsetOf(tree, path) },
    faults: tree.warnings.map((warning) => syntaxFault('warning', warning, text)),
  };
}

type Plain = { readonly json: Json } | { readonly path: Path; readonly message: string; readonly hint: string };

function plainValue(tree: YamlTree): Plain {
  try {
    return toJson(tree.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { path: [], message: `its aliases cannot be followed: ${error.message}`, hint: 'Write the values out.' };
  }
}

function syntaxFault(
  severity: Severity,
  { pos, code, message }: YAMLParseError | YAMLWarning,
  text: string,
): TextFault {
  // Some errors are found at the end only: point behind the last character that is to be seen.
  const offset = Math.min(pos[0], text.trimEnd().length);
  const [ours, hint] = SYNTAX[code] ?? [
    `this is no YAML: ${message}`,
    'Check indentation, colons and quotes around it.',
  ];
  return { severity, offset, message: ours, hint };
}

/** In our own words where the library's are hard to understand. */
const SYNTAX: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  BLOCK_AS_IMPLICIT_KEY: [
    'a second colon on this line, or keys that are not aligned',
    'Align the keys of one object; put a text with a colon into quotes.',
  ],
  DUPLICATE_KEY: ['this key stands twice in its object', 'Delete one of the two.'],
  MULTIPLE_DOCS: [
    'a second document begins here',
    'Here a file holds one value: take out the line with ---, or move what is below it into a file of its own.',
  ],
  TAB_AS_INDENT: ['a tab is used for indentation', 'Indent with spaces.'],
  TAG_RESOLVE_FAILED: ['this tag has no meaning here', 'Write a plain value.'],
};

/** Offset of the key or element at the end of the path, as far as the path can be followed. */
function offsetOf(tree: YamlTree, path: Path): number {
  let node: unknown = tree.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const inner = entry(isAlias(node) ? resolved(node, tree) : node, key);
    if (!inner) break;
    offset = startOf(inner.place) ?? offset;
    node = inner.value;
  }
  return offset;
}

function resolved(alias: Alias, tree: YamlTree): unknown {
  return alias.resolve(tree);
}

function entry(node: unknown, key: string | number): { readonly place: unknown; readonly value: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { place: item, value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair && { place: pair.key, value: pair.value };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
