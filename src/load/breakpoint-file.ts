// Breakpoints on disk, beside what else the debugger keeps of a workspace: `.stepscope/breakpoints.json`. What cannot be read
// or written is said once, and no file of a person's is ever lost.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { type Breakpoint, HIT_OPS } from '../breakpoints.ts';

const BREAKPOINT = z.object({
  id: z.string().check(z.regex(/^b\d{1,9}$/)),
  kind: z.enum(['step', 'turn', 'several', 'match', 'change', 'error', 'settle']),
  target: z.string(),
  condition: z.optional(z.string()),
  hits: z.optional(z.object({ op: z.enum(HIT_OPS), count: z.int().check(z.nonnegative()) })),
  log: z.optional(z.string()),
  isOn: z.boolean(),
});

const FILE = z.object({ version: z.literal(1), breakpoints: z.array(BREAKPOINT) });

/** The small zod has no words of its own. */
const WORDS = { error: en().localeError };

export class BreakpointFile {
  readonly #folder: string;
  readonly #path: string;
  /** The file is not ours to write over: it goes aside first. */
  #isBroken = false;
  #hasRefused = false;

  constructor(dir: string) {
    this.#folder = join(dir, '.stepscope');
    this.#path = join(this.#folder, 'breakpoints.json');
  }

  /** `refused` says what is wrong with the file. */
  read(): { readonly list: readonly Breakpoint[]; readonly refused?: string } {
    try {
      if (!existsSync(this.#path)) return { list: [] };
      return { list: unique(FILE.parse(JSON.parse(readFileSync(this.#path, 'utf8')), WORDS).breakpoints) };
    } catch (error) {
      this.#isBroken = true;
      const kept = 'it is kept as breakpoints.broken.json when others are set';
      return { list: [], refused: `.stepscope/breakpoints.json cannot be read (${reasonOf(error)}): ${kept}` };
    }
  }

  /** `refused`, the first time, says why they could not be written. */
  write(list: readonly Breakpoint[]): { readonly refused?: string } {
    try {
      this.#makeFolder();
      if (this.#isBroken) renameSync(this.#path, join(this.#folder, 'breakpoints.broken.json'));
      this.#isBroken = false;
      // Whoever reads it meanwhile sees the old one or the new one.
      const next = `${this.#path}.${process.pid}`;
      writeFileSync(next, `${JSON.stringify({ version: 1, breakpoints: list }, null, 2)}\n`, { mode: 0o600 });
      renameSync(next, this.#path);
      return {};
    } catch (error) {
      if (this.#hasRefused) return {};
      this.#hasRefused = true;
      return { refused: `breakpoints cannot be kept in .stepscope: ${reasonOf(error)}` };
    }
  }

  /** Its owner's only, and nothing for git. */
  #makeFolder(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const ignore = join(this.#folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  }
}

/** An id that is there twice is the first one's. */
function unique(list: readonly Breakpoint[]): readonly Breakpoint[] {
  return list.filter(({ id }, index) => list.findIndex((other) => other.id === id) === index);
}

function reasonOf(error: unknown): string {
  const [issue] = error instanceof z.core.$ZodError ? error.issues : [];
  if (issue) return `${issue.path.join('.')}: ${issue.message}`;
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
