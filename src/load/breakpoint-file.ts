// Breakpoints on disk, beside what else the debugger keeps of a workspace: `.stepscope/breakpoints.json`.
import * as z from 'zod/mini';
import { type Breakpoint, HIT_OPS } from '../breakpoints.ts';
import { KeptList } from './kept-list.ts';

const BREAKPOINT = z.object({
  id: z.string().check(z.regex(/^b\d{1,9}$/)),
  kind: z.enum(['step', 'turn', 'several', 'match', 'change', 'error', 'settle']),
  target: z.string(),
  condition: z.optional(z.string()),
  hits: z.optional(z.object({ op: z.enum(HIT_OPS), count: z.int().check(z.nonnegative()) })),
  log: z.optional(z.string()),
  isOn: z.boolean(),
});

export class BreakpointFile extends KeptList<Breakpoint> {
  constructor(dir: string) {
    super(dir, 'breakpoints', BREAKPOINT);
  }

  /** An id that is there twice is the first one's. */
  override read(): { readonly list: readonly Breakpoint[]; readonly refused?: string } {
    const { list, ...rest } = super.read();
    return { list: list.filter(({ id }, index) => list.findIndex((other) => other.id === id) === index), ...rest };
  }
}
