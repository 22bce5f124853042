// Answers by attempt and the mock that gives them: a list is always answers by attempt, the last one repeating (semantics §5).

import { isList } from '../json.ts';
import type { Mock } from '../step.ts';

/** The mock that gives these answers in this order; `answers` holds at least one. */
export function mockOf(answers: readonly Mock[]): Mock {
  const last = answers.at(-1) ?? null;
  const end = answers.findLastIndex((answer) => !isSame(answer, last)) + 2;
  const kept = answers.slice(0, end);
  const [first = null] = kept;
  // A list by itself would be answers by attempt.
  return kept.length > 1 || Array.isArray(first) ? kept : first;
}

/** What a mock answers to a call, by its number from 1. */
export function answerAt(mock: Mock, attempt: number): Mock {
  return isList(mock) ? (mock[Math.min(attempt, mock.length) - 1] ?? null) : mock;
}

export function isSame(one: Mock, other: Mock): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
