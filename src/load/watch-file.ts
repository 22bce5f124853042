// The places of the document that a person watches, on disk: `.stepscope/watches.json`.
import * as z from 'zod/mini';
import type { Path } from '../step.ts';
import { KeptList } from './kept-list.ts';

const PATH = z.readonly(
  z.array(z.union([z.string(), z.int().check(z.nonnegative())])).check(z.minLength(1)),
) satisfies z.ZodMiniType<Path>;

export class WatchFile extends KeptList<Path> {
  constructor(dir: string) {
    super(dir, 'watches', PATH);
  }
}
