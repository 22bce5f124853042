// A list whose elements stand below each other, with another value: lines of elements that stay are left alone, comments too.
import type { Json } from '../step.ts';
import { listChange } from './list-change.ts';

/** An element as it stands in a text: from its first to behind its last character. */
export interface Placement {
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
}

/** Null where an element shares its line. `mark`: what stands before an element on its line. */
export function editLines(
  text: string,
  elements: readonly Placement[],
  list: readonly Json[],
  { mark, written }: { readonly mark: RegExp; readonly written: (value: Json) => string },
): string | null {
  const lines = elements.flatMap((element) => lineOf(text, element, mark) ?? []);
  const [first] = lines;
  if (!first || lines.length < elements.length) return null;
  const { from, gone, fresh } = listChange(
    elements.map(({ value }) => value),
    list,
  );
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const kept = Math.min(gone, fresh.length);
  const place = lines[from + kept - 1]?.end ?? first.start;
  const added = fresh.slice(gone).map((value) => `${first.lead}${written(value)}${eol}`);
  // The last line of a text may have no end.
  const isOpen = added.length > 0 && place > 0 && text[place - 1] !== '\n';
  // From the last to the first: so the places before an edit stay what they are.
  let edited = text;
  for (const { start, end } of lines.slice(from + fresh.length, from + gone).reverse())
    edited = edited.slice(0, start) + edited.slice(end);
  edited = edited.slice(0, place) + (isOpen ? eol : '') + added.join('') + edited.slice(place);
  for (let index = kept - 1; index >= 0; index--) {
    const { start = 0, end = 0 } = elements[from + index] ?? {};
    edited = edited.slice(0, start) + written(fresh[index] ?? null) + edited.slice(end);
  }
  return edited;
}

interface Line {
  readonly start: number;
  /** Behind its line break. */
  readonly end: number;
  /** Before the element. */
  readonly lead: string;
}

/** Null where the element has no line for itself. */
function lineOf(text: string, { start, end }: Placement, mark: RegExp): Line | null {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lead = text.slice(from, start);
  const behind = text.indexOf('\n', end);
  const isAlone = mark.test(lead) && !text.slice(start, end).includes('\n');
  return isAlone ? { start: from, end: behind < 0 ? text.length : behind + 1, lead } : null;
}
