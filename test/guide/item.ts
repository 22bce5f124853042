// One test an item of the guide's checklist; its name begins with the item's number.
import { test } from 'vitest';
import { guide } from './page.ts';

type Body = () => Promise<void> | void;

export function item(number: number, says: string, body: Body): void {
  test(`${number} ${says}`, body);
}

/** It needs the guide's own words. */
export function guideItem(number: number, says: string, body: Body): void {
  const why = guide === null ? ' (skipped: ../shared/guide is not here)' : '';
  test.skipIf(guide === null)(`${number} ${says}${why}`, body);
}
