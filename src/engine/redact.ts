// Places that a workspace wants shown masked everywhere (`redact` in its settings), as path globs.
import { type Glob, isMeant, mayHold, parseGlob } from '../glob.ts';
import { isObject } from '../json.ts';
import type { Patch } from '../patch.ts';
import type { Json, JsonObject, Path } from '../step.ts';

export const REDACTED = '‹redacted›';

export class Redaction {
  readonly #globs: readonly Glob[];

  /** What is no path was told when the settings were read. */
  constructor(globs: readonly string[]) {
    this.#globs = globs.map(parseGlob).filter((glob) => typeof glob !== 'string');
  }

  get isEmpty(): boolean {
    return this.#globs.length === 0;
  }

  /** What stands at `path`, with redacted places masked; the identical value where there are none. `found` takes the texts. */
  json(value: Json, path: Path, found: (text: string) => void): Json {
    if (this.#globs.some((glob) => isMeant(glob, path))) {
      tell(value, found);
      return REDACTED;
    }
    if (typeof value !== 'object' || value === null || !this.#mayHold(path)) return value;
    if (Array.isArray(value)) return this.#array(value, path, found);
    const entries = Object.entries(value as JsonObject);
    const shown = entries.map(([key, inner]) => [key, this.json(inner, [...path, key], found)] as const);
    return shown.every(([, inner], index) => inner === entries[index]?.[1]) ? value : Object.fromEntries(shown);
  }

  patch(patch: Patch, found: (text: string) => void): Patch {
    if (patch.op === 'remove') return patch;
    if (patch.op === 'splice') {
      const insert = patch.insert.map((value, index) => this.json(value, [...patch.path, patch.index + index], found));
      return insert.every((value, index) => value === patch.insert[index]) ? patch : { ...patch, insert };
    }
    const value = this.json(patch.value, patch.path, found);
    return value === patch.value ? patch : { ...patch, value };
  }

  #array(value: readonly Json[], path: Path, found: (text: string) => void): Json {
    const shown = value.map((item, index) => this.json(item, [...path, index], found));
    return shown.every((item, index) => item === value[index]) ? value : shown;
  }

  /** Whether a redacted place can lie below. */
  #mayHold(path: Path): boolean {
    return this.#globs.some((glob) => mayHold(glob, path));
  }
}

function tell(value: Json, found: (text: string) => void): void {
  if (typeof value === 'string') found(value);
  else if (Array.isArray(value)) for (const item of value as Json[]) tell(item, found);
  else if (isObject(value)) for (const inner of Object.values(value)) tell(inner, found);
}
