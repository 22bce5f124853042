// Why a step matches or does not, as text without colours: a sentence, its condition field by field, and what to do.

import type { Edit } from '../analysis/make-match.ts';
import type { Mismatch } from '../analysis/mismatch.ts';
import type { AgendaRow } from '../session/views/agenda-row.ts';
import type { Standing } from '../session/views/header-view.ts';
import type { WhyRow } from '../session/views/why-view.ts';
import { setText } from './blame.ts';
import { clean } from './clean.ts';
import { conditionText } from './condition.ts';
import { elementText, expectedText, foundText, verdictText } from './expected.ts';
import { keyText, pathText } from './path.ts';
import { valueText } from './value.ts';
import { cut, pad, width } from './width.ts';

/** Values are cut so; a line is for reading. */
const VALUE = 60;

export function whyRows(rows: readonly WhyRow[]): readonly string[] {
  const column = Math.max(0, ...rows.map((row) => width(labelOf(row))));
  return rows.map((row) => `${pad(labelOf(row), column)}  ${restOf(row)}`.trimEnd());
}

function labelOf({ rails, verdict, key, at, condition }: WhyRow): string {
  const glyph = verdict === 'ok' ? '✓' : verdict === 'untested' ? '?' : '✗';
  // Where none is such a one, only of objects it can be said which comes nearest.
  const isOne = typeof at.at(-1) === 'number' && (verdict === 'ok' || condition.kind === 'object');
  const name = key === null ? `some [${isOne ? at.at(-1) : '…'}]` : keyText(key);
  return `${'  '.repeat(rails.length)}${glyph} ${name}`;
}

function restOf(row: WhyRow): string {
  const { condition, actual, verdict, writer, detail } = row;
  const expected = expectedText(condition, VALUE);
  const by = writer === null ? '' : `  (${setText(row)} ${clean(writer.step)} @${writer.turn})`;
  if (verdict === 'ok') {
    if (condition.kind === 'null') return `${foundText(actual)}${by}`;
    const isSaid = actual === undefined || !['type', 'present', 'regexp', 'predicate'].includes(condition.kind);
    return `${expected}${isSaid ? '' : `  ${valueText(actual, VALUE)}`}${by}`;
  }
  const words = verdictText(row);
  const isNone = verdict === 'no such element' && condition.kind !== 'object';
  const got = actual === undefined || verdict === 'inside' || isNone ? '' : `: got ${valueText(actual, VALUE)}`;
  return `${expected === '' ? '' : `${expected}  `}${words}${detail === undefined ? got : `: ${clean(detail)}`}${by}`;
}

/** Why a step whose condition holds is no match: `task` is how the task stands. */
export function unmatchedText(task: Standing): string {
  if (task.kind === 'ended') return 'nothing is matched once the task has ended';
  if (task.kind !== 'waiting') return 'nothing is matched here';
  const child = task.child === null ? 'a subtask' : `the subtask ${clean(task.child)}`;
  return `nothing is matched before ${child} has ended`;
}

/** What the step is up to at this moment. */
export function standingText(row: AgendaRow, winner: string | null, task: Standing): string {
  const fields = (count: number): string => `${count} ${count === 1 ? 'field' : 'fields'}`;
  switch (row.standing) {
    case 'running':
    case 'next':
      return 'matches, and runs next';
    case 'taken':
      return 'matches, and ran here';
    case 'would':
      return `matches, but ${unmatchedText(task)}`;
    case 'fired':
      return `ran in turn ${row.fired?.turn ?? '?'}: a step runs once, unless it calls step.redo()`;
    case 'disabled':
      return 'is off';
    case 'miss':
      return `does not match: ${row.distance} of ${fields(row.specificity)} ${row.distance === 1 ? 'fails' : 'fail'}`;
    case 'match': {
      const first = clean(winner ?? 'another');
      if (row.loss?.by === 'specificity')
        return `matches, but ${first} goes first: it asks for ${fields(row.loss.theirs)}, this for ${row.loss.mine}`;
      if (row.loss?.by === 'hand') return `matches, but ${first} was picked by hand`;
      return `matches, but ${first} goes first: it was created first`;
    }
  }
}

const ELEMENT_WORDS: Readonly<Record<Mismatch['kind'], string>> = {
  missing: 'missing field',
  type: 'wrong type',
  value: 'too specific',
  never: 'never',
  unjudged: 'not judged',
};

/** One sentence for each cause. */
export function causeText({ kind, explained, at, isElement }: Mismatch): string {
  const { condition, actual } = explained;
  const place = clean(pathText(at)) || 'the data';
  if (isElement) return `${ELEMENT_WORDS[kind]}: no element of ${place} ${elementText(condition, VALUE)}`;
  const wanted = cut(conditionText(condition), VALUE);
  switch (kind) {
    case 'missing':
      return `missing field: ${place} is ${actual === null ? 'null' : 'not there'}, and ${wanted} is asked for`;
    case 'type':
      return condition.kind === 'object' || condition.kind === 'array'
        ? `wrong structure: ${place} is ${typeWord(actual)}, and ${condition.kind === 'object' ? 'an object' : 'a list'} is asked for`
        : `wrong type: ${place} is ${typeWord(actual)} (${valueText(actual, VALUE)}), and ${wanted} is asked for`;
    case 'value':
      return condition.kind === 'null'
        ? `too specific: ${place} is there (${valueText(actual, VALUE)}), and shall be missing`
        : `too specific: ${place} is ${valueText(actual, VALUE)}, and ${wanted} is asked for`;
    case 'never':
      return `never: ${clean(explained.detail ?? `${place} can match nothing`)}`;
    case 'unjudged':
      return `not judged: ${place} is for ${wanted} to decide, and the task did not come so far`;
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', boolean: 'true or false', object: 'an object' },
};

function typeWord(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return TYPE_WORDS[typeof value] ?? 'nothing';
}

export function editText({ path, value }: Edit): string {
  const place = clean(pathText(path));
  return value === undefined ? `remove ${place}` : `set ${place} to ${valueText(value, VALUE)}`;
}
