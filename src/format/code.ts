// JavaScript and TypeScript as pieces with a kind, so far as one needs to read it: comments, texts, keywords, numbers. It never
// fails: what it does not understand is plain.
import { cleanLines } from './clean.ts';

export type CodeKind = 'comment' | 'string' | 'keyword' | 'number' | 'name' | 'mark';

export interface CodePiece {
  readonly text: string;
  readonly kind: CodeKind;
}

/** More of a file nobody reads in a pane. */
const MOST = 200_000;

const KEYWORDS = new Set(
  `abstract as async await break case catch class const continue debugger default delete do else enum export extends finally for
   from function get if implements import in instanceof interface let namespace new of private protected public readonly return
   satisfies set static super switch this throw try type typeof var void while with yield
   true false null undefined NaN Infinity`.split(/\s+/),
);

/** One piece at the place where it looks; the first that fits is meant. */
const PIECES: readonly (readonly [CodeKind, RegExp])[] = [
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/y],
  ['number', /(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|\.\d[\d_]*)n?/y],
  ['name', /[\p{ID_Start}$_#@][\p{ID_Continue}$]*/uy],
  ['mark', /[^\S\n]+|\n|[\s\S]/y],
];
const REGEXP = /\/(?:[^/\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[a-z]*/y;
/** After these a slash divides. */
const VALUE_END = /[\p{ID_Continue}$)\]}"'`]$/u;
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** The lines of a text, each safe to print. */
export function codeLines(text: string): readonly (readonly CodePiece[])[] {
  const safe = cleanLines(text.slice(0, MOST)).join('\n');
  const lines: CodePiece[][] = [[]];
  for (const piece of piecesOf(safe)) {
    for (const [index, part] of piece.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ ...piece, text: part });
    }
  }
  return lines;
}

function* piecesOf(text: string): Generator<CodePiece> {
  /** How many braces are open within each `${` that is open. */
  const holes: number[] = [];
  let at = 0;
  let before = '';
  while (at < text.length) {
    const piece = templateAt(text, at, holes) ?? regexpAt(text, at, before) ?? plainAt(text, at);
    yield piece;
    at += piece.text.length;
    if (piece.kind !== 'comment' && piece.text.trim() !== '') before = piece.kind === 'keyword' ? '' : piece.text;
  }
}

/** A template as far as its next hole or its end; what stands in the hole is code again. */
function templateAt(text: string, at: number, holes: number[]): CodePiece | null {
  const depth = holes.at(-1);
  const first = text[at];
  if (depth !== undefined && first === '{') holes[holes.length - 1] = depth + 1;
  if (depth !== undefined && first === '}') {
    if (depth > 0) holes[holes.length - 1] = depth - 1;
    else holes.pop();
  }
  const isBack = depth === 0 && first === '}';
  if (!isBack && first !== '`') return null;
  TEMPLATE.lastIndex = at + 1;
  const end = at + 1 + (TEMPLATE.exec(text)?.[0].length ?? 0);
  const isHole = text.startsWith('${', end);
  if (isHole) holes.push(0);
  return { text: text.slice(at, end + (isHole ? 2 : 1)), kind: 'string' };
}

function regexpAt(text: string, at: number, before: string): CodePiece | null {
  if (text[at] !== '/' || text[at + 1] === '/' || text[at + 1] === '*' || VALUE_END.test(before)) return null;
  REGEXP.lastIndex = at;
  const found = REGEXP.exec(text)?.[0];
  return found === undefined ? null : { text: found, kind: 'string' };
}

function plainAt(text: string, at: number): CodePiece {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found) return { text: found, kind: kind === 'name' && KEYWORDS.has(found) ? 'keyword' : kind };
  }
  return { text: text[at] ?? '', kind: 'mark' };
}
