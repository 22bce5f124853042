// The world that all tasks of this process share: JavaScript's own objects. What a task changes in them is put back when it
// has ended, so that the next one sees nothing of it.

type Key = string | symbol;

interface Kept {
  readonly owner: object;
  readonly properties: ReadonlyMap<Key, PropertyDescriptor>;
}

export class World {
  readonly #kept: readonly Kept[];

  constructor() {
    this.#kept = intrinsics().map((owner) => ({ owner, properties: propertiesOf(owner) }));
  }

  /** False where it cannot be put back: something was frozen or made permanent. */
  restore(): boolean {
    return this.#kept.map(restoreOwner).every(Boolean);
  }
}

function restoreOwner({ owner, properties }: Kept): boolean {
  if (!Object.isExtensible(owner)) return false;
  const added = Reflect.ownKeys(owner).filter(
    (key) => !properties.has(key) && !CHANGING.has(key) && !isOfNode(owner, key),
  );
  const isClean = added.every((key) => Reflect.deleteProperty(owner, key));
  return [...properties].every(([key, was]) => restoreProperty(owner, key, was)) && isClean;
}

/** Node itself leaves symbols on the global object when a part of it is first used. */
function isOfNode(owner: object, key: Key): boolean {
  return owner === globalThis && typeof key === 'symbol';
}

function restoreProperty(owner: object, key: Key, was: PropertyDescriptor): boolean {
  const now = Object.getOwnPropertyDescriptor(owner, key);
  const isSame =
    now && now.value === was.value && now.get === was.get && now.set === was.set && now.writable === was.writable;
  if (isSame && now.configurable === was.configurable) return true;
  return Reflect.defineProperty(owner, key, was);
}

function propertiesOf(owner: object): Map<Key, PropertyDescriptor> {
  const keys = Reflect.ownKeys(owner).filter((key) => !CHANGING.has(key));
  return new Map(keys.map((key) => [key, Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor]));
}

/** A setting of V8's that step code may change for itself. */
const CHANGING: ReadonlySet<Key> = new Set<Key>(['stackTraceLimit']);

/** The global object, every built-in that it names, and their prototypes. */
function intrinsics(): object[] {
  const found = new Set<object>([globalThis]);
  for (const key of Object.getOwnPropertyNames(globalThis)) {
    const value = Object.getOwnPropertyDescriptor(globalThis, key)?.value as unknown;
    if (typeof value !== 'function' && key !== 'Math' && key !== 'JSON' && key !== 'Reflect' && key !== 'Atomics')
      continue;
    found.add(value as object);
    const { prototype } = value as { prototype?: unknown };
    if (typeof prototype === 'object' && prototype !== null) found.add(prototype);
  }
  for (const made of [[][Symbol.iterator](), new Map().entries(), new Set().values(), (function* () {})()])
    for (let up = Object.getPrototypeOf(made); up && up !== Object.prototype; up = Object.getPrototypeOf(up))
      found.add(up);
  return [...found];
}
