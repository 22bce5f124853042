// Two lists of names beside each other, so that what is the same stands in one row: where something was put in between, the
// rest is not different for it.

export type Row =
  | { readonly kind: 'same'; readonly expected: number; readonly actual: number }
  /** Both are there, and are not the same. */
  | { readonly kind: 'other'; readonly expected: number; readonly actual: number }
  /** `moved`: where it stands in the other list. */
  | { readonly kind: 'missing'; readonly expected: number; readonly actual: null; readonly moved: number | null }
  | { readonly kind: 'extra'; readonly expected: null; readonly actual: number; readonly moved: number | null };

/** A table of more cells costs too much. */
const MOST_CELLS = 4_000_000;

/** Indices of both lists, in order. */
export function aligned(expected: readonly string[], actual: readonly string[]): readonly Row[] {
  return paired(withMoves(differing(expected, actual), expected, actual));
}

type Plain = { readonly expected: number | null; readonly actual: number | null };

/** A longest common subsequence; where the lists are too long for that, place by place. */
function differing(expected: readonly string[], actual: readonly string[]): readonly Plain[] {
  let start = 0;
  while (start < expected.length && start < actual.length && expected[start] === actual[start]) start++;
  let end = 0;
  const rest = Math.min(expected.length, actual.length) - start;
  while (end < rest && expected[expected.length - 1 - end] === actual[actual.length - 1 - end]) end++;
  const [a, b] = [expected.slice(start, expected.length - end), actual.slice(start, actual.length - end)];
  const middle = (a.length + 1) * (b.length + 1) > MOST_CELLS ? byPlace(a, b) : byTable(a, b);
  const shift = (one: Plain): Plain => ({
    expected: one.expected === null ? null : one.expected + start,
    actual: one.actual === null ? null : one.actual + start,
  });
  return [
    ...Array.from({ length: start }, (_, index) => ({ expected: index, actual: index })),
    ...middle.map(shift),
    ...Array.from({ length: end }, (_, index) => ({
      expected: expected.length - end + index,
      actual: actual.length - end + index,
    })),
  ];
}

function byPlace(a: readonly string[], b: readonly string[]): readonly Plain[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index): readonly Plain[] => {
    const one = { expected: index < a.length ? index : null, actual: index < b.length ? index : null };
    if (a[index] === b[index] || one.expected === null || one.actual === null) return [one];
    return [
      { expected: index, actual: null },
      { expected: null, actual: index },
    ];
  }).flat();
}

function byTable(a: readonly string[], b: readonly string[]): readonly Plain[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const rows: Plain[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) rows.push({ expected: i++, actual: j++ });
    else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1)))
      rows.push({ expected: i++, actual: null });
    else rows.push({ expected: null, actual: j++ });
  }
  return rows;
}

/** What is missing in one place and too many in another has moved. */
function withMoves(rows: readonly Plain[], expected: readonly string[], actual: readonly string[]): readonly Row[] {
  const spare = new Map<string, number[]>();
  for (const row of rows)
    if (row.expected === null && row.actual !== null) {
      const name = actual[row.actual] ?? '';
      spare.set(name, [...(spare.get(name) ?? []), row.actual]);
    }
  const movedTo = new Map<number, number>();
  for (const row of rows) {
    if (row.actual !== null || row.expected === null) continue;
    const to = spare.get(expected[row.expected] ?? '')?.shift();
    if (to !== undefined) movedTo.set(row.expected, to);
  }
  const movedFrom = new Map([...movedTo].map(([from, to]) => [to, from]));
  return rows.map(({ expected: from, actual: to }): Row => {
    if (from !== null && to !== null) return { kind: 'same', expected: from, actual: to };
    if (from !== null) return { kind: 'missing', expected: from, actual: null, moved: movedTo.get(from) ?? null };
    return { kind: 'extra', expected: null, actual: to ?? 0, moved: movedFrom.get(to ?? 0) ?? null };
  });
}

/** Between two rows that are the same, what is missing and what came instead stand in one row. */
function paired(rows: readonly Row[]): readonly Row[] {
  const result: Row[] = [];
  let block: Row[] = [];
  const flush = (): void => {
    const missing = block.filter((row) => row.kind === 'missing' && row.moved === null);
    const extra = block.filter((row) => row.kind === 'extra' && row.moved === null);
    const pairs = Math.min(missing.length, extra.length);
    const partner = new Map(missing.slice(0, pairs).map((row, index) => [row, extra[index]]));
    const gone = new Set(extra.slice(0, pairs));
    for (const row of block) {
      const other = partner.get(row);
      if (other) result.push({ kind: 'other', expected: row.expected ?? 0, actual: other.actual ?? 0 });
      else if (!gone.has(row)) result.push(row);
    }
    block = [];
  };
  for (const row of rows) {
    if (row.kind !== 'same') block.push(row);
    else {
      flush();
      result.push(row);
    }
  }
  flush();
  return result;
}
