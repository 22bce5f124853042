// One test an item of the guide's checklist; its name begins with the item's number.
import { test } from 'vitest';
import { guide } from './page.ts';

/** Several commands, each a process or two; others may want the machine as well. */
const PATIENCE_MS = 90_000;

type Body = () => Promise<void> | void;

export function item(number: number, says: string, body: Body, timeout = PATIENCE_MS): void {
  test(`${number} ${says}`, body, timeout);
}

/** It needs the guide's own words. */
export function guideItem(number: number, says: string, body: Body): void {
  const why = guide === null ? ' (skipped: ../shared/guide is not here)' : '';
  test.skipIf(guide === null)(`${number} ${says}${why}`, body, PATIENCE_MS);
}
