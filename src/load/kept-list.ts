// A list that the debugger keeps of a workspace in a file of its own: `.stepscope/NAME.json`. What cannot be read or written is
// said once, and no file of a person's is ever lost.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { $ZodError } from 'zod/v4/core';
import en from 'zod/v4/locales/en.js';
import { messageOf } from '../thrown.ts';
import { makeFolders } from './make-folder.ts';

/** The small zod has no words of its own. */
const WORDS = { error: en().localeError };

export class KeptList<Item> {
  readonly #folder: string;
  readonly #path: string;
  readonly #name: string;
  readonly #read: (json: unknown) => readonly Item[];
  /** The file is not ours to write over: it goes aside first. */
  #isBroken = false;
  #hasRefused = false;

  /** `name`: of the file and of the list in it. */
  constructor(dir: string, name: string, item: z.ZodMiniType<Item>) {
    this.#folder = join(dir, '.stepscope');
    this.#name = name;
    this.#path = join(this.#folder, `${name}.json`);
    const file = z.object({ version: z.literal(1), [name]: z.array(item) });
    this.#read = (json) => (file.parse(json, WORDS) as Readonly<Record<string, unknown>>)[name] as readonly Item[];
  }

  /** `refused` says what is wrong with the file. */
  read(): { readonly list: readonly Item[]; readonly refused?: string } {
    try {
      if (!existsSync(this.#path)) return { list: [] };
      return { list: this.#read(JSON.parse(readFileSync(this.#path, 'utf8'))) };
    } catch (error) {
      this.#isBroken = true;
      const kept = `it is kept as ${this.#name}.broken.json when others are set`;
      return { list: [], refused: `.stepscope/${this.#name}.json cannot be read (${reasonOf(error)}): ${kept}` };
    }
  }

  /** `refused`, the first time, says why they could not be written. */
  write(list: readonly Item[]): { readonly refused?: string } {
    try {
      this.#makeFolder();
      if (this.#isBroken) renameSync(this.#path, join(this.#folder, `${this.#name}.broken.json`));
      this.#isBroken = false;
      // Whoever reads it meanwhile sees the old one or the new one.
      const next = `${this.#path}.${process.pid}`;
      writeFileSync(next, `${JSON.stringify({ version: 1, [this.#name]: list }, null, 2)}\n`, { mode: 0o600 });
      renameSync(next, this.#path);
      return {};
    } catch (error) {
      if (this.#hasRefused) return {};
      this.#hasRefused = true;
      return { refused: `${this.#name} cannot be kept in .stepscope: ${reasonOf(error)}` };
    }
  }

  /** Its owner's only, and nothing for git. */
  #makeFolder(): void {
    makeFolders(this.#folder, 0o700);
    const ignore = join(this.#folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  }
}

function reasonOf(error: unknown): string {
  const [issue] = error instanceof $ZodError ? error.issues : [];
  if (issue) return `${issue.path.join('.')}: ${issue.message}`;
  return messageOf(error).split('\n')[0] ?? '';
}
