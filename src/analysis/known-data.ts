// What is known to stand at places of the data before any step runs: from the documents that tasks begin with.
import type { Json, JsonObject } from '../step.ts';

interface Node {
  /** Not null. */
  isThere: boolean;
  /** Values that are no containers, as long as they are few. */
  readonly values: Set<string | number | boolean>;
  hasMoreValues: boolean;
  hasList: boolean;
  readonly children: Map<string, Node>;
}

/** Of larger sets only this much is looked at; then it is not known what is not there. */
const MOST_NODES = 500_000;
const MOST_VALUES = 24;
const DEEPEST = 200;

export class KnownData {
  readonly #root = node();
  #left = MOST_NODES;

  constructor(documents: readonly JsonObject[]) {
    for (const document of documents) this.#add(this.#root, document, 0);
  }

  /** All of it was looked at. */
  get isWhole(): boolean {
    return this.#left > 0;
  }

  /** Somewhere there is something. */
  has(path: readonly string[]): boolean {
    return this.#at(path)?.isThere ?? false;
  }

  /** Everything that stands there; null where it cannot be told. */
  valuesAt(path: readonly string[]): readonly (string | number | boolean)[] | null {
    const found = this.#at(path);
    if (!found) return [];
    return found.hasMoreValues || found.hasList || found.children.size > 0 ? null : [...found.values];
  }

  keysAt(path: readonly string[]): readonly string[] {
    return [...(this.#at(path)?.children.keys() ?? [])];
  }

  #at(path: readonly string[]): Node | undefined {
    let found: Node | undefined = this.#root;
    for (const key of path) found = found?.children.get(key);
    return found;
  }

  #add(into: Node, value: Json, depth: number): void {
    if (value === null || this.#left <= 0) return;
    this.#left--;
    into.isThere = true;
    if (typeof value !== 'object') {
      if (into.values.size < MOST_VALUES) into.values.add(value);
      else into.hasMoreValues = true;
      return;
    }
    if (Array.isArray(value) || depth > DEEPEST) {
      into.hasList = true;
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      let child = into.children.get(key);
      if (!child) {
        child = node();
        into.children.set(key, child);
      }
      this.#add(child, inner, depth + 1);
    }
  }
}

function node(): Node {
  return { isThere: false, values: new Set(), hasMoreValues: false, hasList: false, children: new Map() };
}
