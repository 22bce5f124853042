// Two texts as one: what stayed, what went, what came, word by word.

export interface TextPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A word with the marks on its letters, spaces in a row but for the ends of lines, or any other character. */
const WORD = /[\p{L}\p{M}\p{N}_]+|[^\S\n]+|./gsu;
/** Comparing takes the product of both numbers of words: beyond this, nobody waits for it. */
const MOST_PAIRS = 400_000;
/** What differs is longer than this: nobody reads it word by word. */
const MOST_TEXT = 100_000;

/** Null where they have little in common, or comparing would take too long: then both are read one after the other. */
export function textDiff(before: string, now: string): readonly TextPiece[] | null {
  const [head, tail] = ends(before, now);
  const [old, fresh] = [before.slice(head, before.length - tail), now.slice(head, now.length - tail)];
  if (Math.max(old.length, fresh.length) > MOST_TEXT) return null;
  const middle = wordDiff(old.match(WORD) ?? [], fresh.match(WORD) ?? []);
  if (middle === null) return null;
  const pieces = merged([piece('same', before.slice(0, head)), ...middle, piece('same', now.slice(now.length - tail))]);
  const same = pieces.reduce((sum, { kind, text }) => (kind === 'same' ? sum + text.trim().length : sum), 0);
  return same * 4 >= Math.max(before.length, now.length) ? pieces : null;
}

function piece(kind: TextPiece['kind'], text: string): TextPiece {
  return { kind, text };
}

const IN_WORD = /[\p{L}\p{M}\p{N}_\ud800-\udfff]/u;

/** What both begin and end with, in whole words. */
function ends(before: string, now: string): readonly [head: number, tail: number] {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && before[head] === now[head]) head++;
  if (head < Math.max(before.length, now.length)) while (head > 0 && IN_WORD.test(before[head - 1] ?? '')) head--;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  while (tail > 0 && IN_WORD.test(now[now.length - tail] ?? '')) tail--;
  return [head, tail];
}

/** The longest row of words that both have, found from the end so that it can be read from the beginning. */
function wordDiff(before: readonly string[], now: readonly string[]): readonly TextPiece[] | null {
  if (before.length * now.length > MOST_PAIRS) return null;
  const columns = now.length + 1;
  const longest = new Uint32Array((before.length + 1) * columns);
  const at = (row: number, column: number) => longest[row * columns + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      longest[row * columns + column] =
        before[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const pieces: TextPiece[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < now.length) {
    const [old, fresh] = [before[row], now[column]];
    if (old !== undefined && old === fresh) {
      pieces.push(piece('same', old));
      row++;
      column++;
    } else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
      pieces.push(piece('removed', old));
      row++;
    } else {
      pieces.push(piece('added', fresh ?? ''));
      column++;
    }
  }
  return pieces;
}

/** Neighbours of one kind are one; a blank alone between two changes is a part of both. */
function merged(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const runs: TextPiece[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed !== '') runs.push(piece('removed', removed));
    if (added !== '') runs.push(piece('added', added));
    [removed, added] = ['', ''];
  };
  for (const [index, { kind, text }] of pieces.entries()) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (isJoint(text) && removed !== '' && added !== '' && goesOn(pieces, index)) {
      removed += text;
      added += text;
    } else if (text !== '') {
      flush();
      const last = runs.at(-1);
      if (last?.kind === 'same') runs[runs.length - 1] = piece('same', last.text + text);
      else runs.push(piece('same', text));
    }
  }
  flush();
  return runs;
}

function isJoint(text: string): boolean {
  return /^[^\S\n]+$/.test(text);
}

/** Behind it both sides differ again. */
function goesOn(pieces: readonly TextPiece[], index: number): boolean {
  const kinds = new Set<string>();
  for (const { kind } of pieces.slice(index + 1, index + 1 + LOOK)) {
    if (kind === 'same') break;
    kinds.add(kind);
  }
  return kinds.size === 2;
}

const LOOK = 20;
