// Data as a plain copy that is compared afterwards: for documents of everyday size.
import { isObject } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';

import type { ClosedData, OpenData } from './data.ts';
import { cloneFields, setField } from './json.ts';
import type { Normaliser } from './normalise.ts';
import { Origins } from './origins.ts';

export function openCopy(data: JsonObject, stash: JsonObject, normaliser: Normaliser): OpenData {
  const origins = new Origins();
  const root = writableCopy(data, origins) as Record<string, unknown>;
  // Always there, never enumerated.
  const stashCopy = writableCopy(stash, null) as object;
  hideStash(root, stashCopy);
  const isStashing = Object.keys(stash).length > 0;
  let closed: ClosedData | null = null;
  const read = (): ClosedData => {
    const { $stash } = root;
    // Deleted and set again it would be a field like any other.
    if (isEnumerable.call(root, '$stash')) hideStash(root, $stash);
    const { value, changed, promises, faults } = normaliser.normalise(data, root, origins);
    // Most tasks stash nothing.
    const isSame = !isStashing && $stash === stashCopy && Object.keys(stashCopy).length === 0;
    const kept = isSame ? stash : normaliser.normalise(stash, $stash ?? {}).value;
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
      if (closed === null) return false;
      const { data: kept, stash: stashed } = closed;
      const isStashed = normaliser.normalise(stashed, root.$stash ?? {}).value !== stashed;
      return isStashed || normaliser.normalise(kept, root).value !== kept;
    },
  };
}

const isEnumerable = Object.prototype.propertyIsEnumerable;

function hideStash(root: object, value: unknown): void {
  Object.defineProperty(root, '$stash', { value, writable: true, configurable: true, enumerable: false });
}

/** `origins`: null where nobody asks what was copied from what. */
function writableCopy(value: Json, origins: Origins | null): Json {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? copyItems(value, origins) : copyFields(value as JsonObject, origins);
}

function copyItems(items: readonly Json[], origins: Origins | null): Json[] {
  const copy = items.slice();
  origins?.add(copy, items);
  for (let index = 0; index < copy.length; index++) {
    const item = copy[index] as Json;
    if (typeof item === 'object' && item !== null) copy[index] = writableCopy(item, origins);
  }
  return copy;
}

function copyFields(fields: JsonObject, origins: Origins | null): Record<string, Json> {
  const copy = cloneFields(fields);
  origins?.add(copy, fields);
  const values = Object.values(fields) as Json[];
  let keys: readonly string[] | null = null;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as Json;
    if (typeof value !== 'object' || value === null) continue;
    keys ??= Object.keys(fields);
    setField(copy, keys[index] as string, writableCopy(value, origins));
  }
  return copy;
}
