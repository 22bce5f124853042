// Data as a plain copy that is compared afterwards: for documents of everyday size.
import type { Json, JsonObject } from '../step.ts';
import { isObject } from './condition.ts';
import type { ClosedData, OpenData } from './data.ts';
import type { Normaliser } from './normalise.ts';

export function openCopy(data: JsonObject, stash: JsonObject, normaliser: Normaliser): OpenData {
  const origins = new Map<object, Json>();
  const root = writableCopy(data, origins) as Record<string, unknown>;
  // Always there, never enumerated.
  hideStash(root, writableCopy(stash, new Map()));
  let closed: ClosedData | null = null;
  const read = (): ClosedData => {
    const { $stash } = root;
    // Deleted and set again it would be a field like any other.
    if (Object.keys(root).includes('$stash')) hideStash(root, $stash);
    const { value, changed, promises, faults } = normaliser.normalise(data, root, origins);
    const kept = normaliser.normalise(stash, $stash ?? {}).value;
    return { data: (value ?? data) as JsonObject, stash: isObject(kept) ? kept : stash, changed, promises, faults };
  };
  return {
    root,
    snapshot: () => root,
    stashNow: () => root.$stash,
    close() {
      closed = read();
      return closed;
    },
    wasWrittenLate() {
      return closed !== null && normaliser.normalise(closed.data, root).value !== closed.data;
    },
  };
}

function hideStash(root: object, value: unknown): void {
  Object.defineProperty(root, '$stash', { value, writable: true, configurable: true, enumerable: false });
}

function writableCopy(value: Json, origins: Map<object, Json>): Json {
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value) ? copyItems(value, origins) : copyFields(value as JsonObject, origins);
  origins.set(copy, value);
  return copy;
}

function copyItems(items: readonly Json[], origins: Map<object, Json>): Json[] {
  return items.map((item) => writableCopy(item, origins));
}

function copyFields(fields: JsonObject, origins: Map<object, Json>): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(fields)) {
    const value = writableCopy(fields[key] as Json, origins);
    if (key === '__proto__')
      Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
    else copy[key] = value;
  }
  return copy;
}
