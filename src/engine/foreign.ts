// What may stand in a step's data that is no JSON: promises, boxed values, instances of classes, lists with fields of their own.

export function isThenable(value: object): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown }).then === 'function';
}

/** What a Number, String or Boolean object holds; anything else as it is. */
export function unbox(value: object): unknown {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === Array.prototype) return value;
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return value.valueOf();
  return value;
}

/** What to call an object that is no plain one; undefined for a plain one. */
export function kindOf(value: object): string | undefined {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const name = prototype.constructor?.name;
  if (!name || name === 'Object') return 'an object with a prototype of its own';
  return /^[AEIOU]/.test(name) ? `an ${name}` : `a ${name}`;
}

/** Lists up to this long are looked through for fields of their own: reading the keys of long ones takes long. */
const LONGEST_LOOKED_THROUGH = 1_000;

/** What `text.match()` gives is a list with fields of its own: JSON has its elements only. */
export function ownFieldsOf(list: readonly unknown[]): readonly string[] {
  if (list.length > LONGEST_LOOKED_THROUGH) return [];
  const keys = Object.keys(list);
  return keys.slice(keys.findLastIndex((key) => /^\d+$/.test(key)) + 1);
}
