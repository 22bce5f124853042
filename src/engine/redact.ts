// Places that a workspace wants shown masked everywhere (`redact` in its settings), as path globs.
import { isObject } from '../json.ts';
import type { Patch } from '../patch.ts';
import type { Json, JsonObject, Path } from '../step.ts';

export const REDACTED = '‹redacted›';

/** `*` is one level, `**` any number of levels. */
export class Redaction {
  readonly #globs: readonly (readonly string[])[];

  constructor(globs: readonly string[]) {
    this.#globs = globs.map((glob) => glob.split('.'));
  }

  get isEmpty(): boolean {
    return this.#globs.length === 0;
  }

  /** What stands at `path`, with redacted places masked; the identical value where there are none. `found` takes the texts. */
  json(value: Json, path: Path, found: (text: string) => void): Json {
    if (this.#globs.some((glob) => matches(glob, path, 0, 0))) {
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
    return this.#globs.some((glob) => isPrefix(glob, path));
  }
}

function matches(glob: readonly string[], path: Path, from: number, at: number): boolean {
  if (from === glob.length) return at === path.length;
  if (glob[from] === '**') {
    return matches(glob, path, from + 1, at) || (at < path.length && matches(glob, path, from, at + 1));
  }
  return at < path.length && isLevel(glob[from], path[at]) && matches(glob, path, from + 1, at + 1);
}

function isPrefix(glob: readonly string[], path: Path): boolean {
  const anywhere = glob.indexOf('**');
  const fixed = anywhere < 0 ? glob.length : anywhere;
  if (anywhere < 0 && path.length >= glob.length) return false;
  return path.slice(0, fixed).every((key, index) => isLevel(glob[index], key));
}

function isLevel(part: string | undefined, key: string | number | undefined): boolean {
  return part === '*' || part === String(key);
}

function tell(value: Json, found: (text: string) => void): void {
  if (typeof value === 'string') found(value);
  else if (Array.isArray(value)) for (const item of value as Json[]) tell(item, found);
  else if (isObject(value)) for (const inner of Object.values(value)) tell(inner, found);
}
