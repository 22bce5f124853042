// What it means that a write did not succeed.
import { codeOf } from '../thrown.ts';

const BUSY = /^SQLITE_(BUSY|LOCKED)/;

/** Another process writes, and went on doing so for longer than there was patience. */
export function isBusy(error: unknown): boolean {
  return BUSY.test(codeOf(error));
}
