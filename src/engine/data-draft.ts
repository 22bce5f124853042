// Data as an immer draft under a root that holds `$stash` and refuses what comes after the turn has ended: for documents too
// large to be copied for each turn.
import { current, type Draft, Immer } from 'immer';
import { equalJson } from '../json.ts';
import type { Json, JsonObject } from '../step.ts';
import { LateWrite, type OpenData } from './data.ts';
import type { Normaliser } from './normalise.ts';

// Normalised copies are held by nobody but us, so freezing 10 MB a turn would protect nothing.
const immer = new Immer({ autoFreeze: false });

type Fields = Record<string | symbol, unknown>;

export function openDraft(data: JsonObject, stash: JsonObject, normaliser: Normaliser): OpenData {
  const draft = immer.createDraft(data) as Draft<Fields>;
  const stashDraft = immer.createDraft({ $stash: stash }) as Draft<Fields>;
  let open = true;
  const root = new Proxy(
    {},
    rootHandler(draft, stashDraft, () => open),
  );
  return {
    root,
    snapshot: () => current(draft),
    stashNow: () => current(stashDraft).$stash,
    // Every late use throws by itself.
    wasWrittenLate: () => false,
    close() {
      // Both are finished before anything can throw, so that every draft is revoked whatever happens.
      const written: unknown = immer.finishDraft(draft);
      const stashed = immer.finishDraft(stashDraft) as { $stash: unknown };
      open = false;
      const { value, changed, promises, faults } = normaliser.normalise(data, written);
      const kept = normaliser.normalise(stash, stashed.$stash ?? {}).value;
      return { data: (value ?? data) as JsonObject, stash: asStash(kept, stash), changed, promises, faults };
    },
  };
}

/** `$stash` is always an object, whatever a step puts there. */
function asStash(value: Json | undefined, before: JsonObject): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return before;
  return equalJson(before, value) ? before : (value as JsonObject);
}

const STASH = '$stash';

function rootHandler(draft: Fields, stash: Fields, isOpen: () => boolean): ProxyHandler<object> {
  const fieldsOf = (key: string | symbol): Fields => {
    if (!isOpen()) throw new LateWrite();
    return key === STASH ? stash : draft;
  };
  return {
    get: (_, key) => fieldsOf(key)[key],
    has: (_, key) => Reflect.has(fieldsOf(key), key),
    set: (_, key, value) => Reflect.set(fieldsOf(key), key, value),
    deleteProperty(_, key) {
      if (key === STASH) return Reflect.set(fieldsOf(key), key, {});
      return Reflect.deleteProperty(fieldsOf(key), key);
    },
    ownKeys: () => Reflect.ownKeys(fieldsOf('')),
    getOwnPropertyDescriptor(_, key) {
      const fields = fieldsOf(key);
      if (!Object.hasOwn(fields, key)) return undefined;
      return { value: fields[key], writable: true, configurable: true, enumerable: key !== STASH };
    },
    defineProperty(_, key, descriptor) {
      return Reflect.set(fieldsOf(key), key, 'value' in descriptor ? descriptor.value : descriptor.get?.());
    },
    getPrototypeOf: () => Object.prototype,
    setPrototypeOf: () => false,
  };
}
