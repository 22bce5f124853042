// In which line each field of a step's condition is written, as far as it is written as a literal.
import type { CodePiece } from './code.ts';

interface Place {
  readonly path: readonly (string | number)[];
  /** The index within a list; null in an object. */
  index: number | null;
}

interface Token extends CodePiece {
  /** From 1. */
  readonly line: number;
}

/** By the field's path as JSON, as `WhyRow.id` has it. */
export function conditionLines(lines: readonly (readonly CodePiece[])[]): ReadonlyMap<string, number> {
  const tokens = lines.flatMap((pieces, index) =>
    pieces.flatMap((piece) =>
      piece.kind === 'comment' || piece.text.trim() === '' ? [] : [{ ...piece, line: index + 1 }],
    ),
  );
  const start = startOf(tokens);
  return start < 0 ? new Map() : fieldsFrom(tokens, start);
}

/** The brace that opens the literal: of `condition =`, or of what `match` returns. */
function startOf(tokens: readonly Token[]): number {
  const name = tokens.findIndex(
    ({ kind, text }, index) =>
      kind === 'name' && (text === 'condition' || text === 'match') && tokens[index - 1]?.text === 'const',
  );
  if (name < 0) return -1;
  const equals = tokens.findIndex(({ text }, index) => index > name && text === '=' && tokens[index + 1]?.text !== '>');
  if (equals < 0) return -1;
  const brace = tokens.findIndex(({ text }, index) => index > equals && text === '{');
  const returned = tokens[brace + 1]?.text === 'return' ? brace + 2 : brace;
  return tokens[returned]?.text === '{' ? returned : -1;
}

function fieldsFrom(tokens: readonly Token[], start: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const open: Place[] = [{ path: [], index: null }];
  let path: Place['path'] = [];
  /** Brackets of expressions, whose inside is no part of the literal. */
  let code = 0;
  for (let at = start + 1; at < tokens.length && open.length > 0; at++) {
    const token = tokens[at];
    const place = open.at(-1);
    if (token === undefined || place === undefined) break;
    const { text } = token;
    if (code > 0 || text === '(' || (text === '{' && tokens[at - 1]?.text === '>')) {
      code += depthOf(text);
      continue;
    }
    if (place.index === null && tokens[at + 1]?.text === ':' && isKey(tokens[at - 1])) {
      path = [...place.path, keyOf(token)];
      found.set(JSON.stringify(path), token.line);
    } else if (text === '{' || text === '[') {
      open.push({ path, index: text === '[' ? 0 : null });
      if (text === '[') path = element([...path], 0, token.line, found);
    } else if (text === '}' || text === ']') open.pop();
    else if (text === ',' && place.index !== null) {
      place.index++;
      path = element(place.path, place.index, tokens[at + 1]?.line ?? token.line, found);
    }
  }
  return found;
}

function element(
  list: Place['path'],
  index: number,
  line: number,
  found: Map<string, number>,
): readonly (string | number)[] {
  const path = [...list, index];
  found.set(JSON.stringify(path), line);
  return path;
}

function depthOf(text: string): number {
  if (text === '(' || text === '{' || text === '[') return 1;
  return text === ')' || text === '}' || text === ']' ? -1 : 0;
}

/** A key stands at the beginning of an object or behind a comma. */
function isKey(before: Token | undefined): boolean {
  return before?.text === '{' || before?.text === ',';
}

function keyOf({ kind, text }: Token): string {
  return kind === 'string' ? text.slice(1, -1) : text;
}
