// Turns what a step's `condition` evaluated to into the plain-JSON Condition, and says what in it the platform cannot do.
import { type Condition, FOREIGN_OPERATORS, type ObjectCondition, type Path, type TypeName } from '../step.ts';

/** Something in a condition that can never match or that the platform does not know. */
export interface ConditionFault {
  /** Its place in the condition. */
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

export type Predicate = (value: unknown) => unknown;

export interface ReadCondition {
  readonly condition: ObjectCondition;
  /** Functions in the condition by the name that stands in it. */
  readonly predicates: ReadonlyMap<string, Predicate>;
  readonly faults: readonly ConditionFault[];
}

const TYPES = new Map<unknown, TypeName>([
  [String, 'String'],
  [Number, 'Number'],
  [Boolean, 'Boolean'],
  [Array, 'Array'],
  [Object, 'Object'],
]);

/** Built-in objects that hold functions: plain ones by their looks, and no types. */
const NAMESPACES = new Map<unknown, string>([
  [JSON, 'JSON'],
  [Math, 'Math'],
  [Reflect, 'Reflect'],
]);

const BY_TYPE = 'stashed values match by type only';

const AT_ONCE = 'A function in a condition must answer at once; do what takes time in content.';

const NATIVE_CODE = /\{\s*\[native code\]\s*\}\s*$/;

/** `owner` makes predicate names unique across steps. A condition that is no object matches nothing and has a fault. */
export function readCondition(value: unknown, owner: string): ReadCondition {
  const reader = new Reader(owner);
  const condition = reader.read(value, []);
  if (condition.kind === 'object') return { condition, predicates: reader.predicates, faults: reader.faults };
  const shown = condition.kind === 'present' ? '{ $ne: null }, which says nothing of any field' : nameOf(value, []);
  reader.fault(
    [],
    `a condition must be an object, not ${shown}`,
    'Write `export const condition = { field: String }`.',
  );
  const never: Condition = { kind: 'never', shown: nameOf(value, []), reason: 'not an object' };
  return { condition: { kind: 'object', fields: [['', never]] }, predicates: reader.predicates, faults: reader.faults };
}

class Reader {
  readonly predicates = new Map<string, Predicate>();
  readonly faults: ConditionFault[] = [];
  readonly #above = new Set<unknown>();

  constructor(readonly owner: string) {}

  fault(path: Path, message: string, hint: string): void {
    this.faults.push({ path, message, hint });
  }

  read(value: unknown, path: Path): Condition {
    if (path[0] === '$stash') this.#checkStash(value, path);
    const type = TYPES.get(value);
    if (type) return { kind: 'type', type };
    if (value === null || value === undefined) return { kind: 'null' };
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return this.#literal(value, path);
      case 'number':
        return Number.isFinite(value)
          ? this.#literal(value, path)
          : this.#never(value, path, 'JSON has no such number');
      case 'function':
        return this.#function(value as Predicate, path);
      case 'object':
        return this.#container(value, path);
      default:
        return this.#never(value, path, `data never holds a ${typeof value}`);
    }
  }

  #literal(value: string | number | boolean, path: Path): Condition {
    if (path[0] !== '$stash') return { kind: 'literal', value };
    return neverStashed(value, path);
  }

  #checkStash(value: unknown, path: Path): void {
    if (TYPES.has(value) || value === null || value === undefined || isPresent(value)) return;
    if (typeof value === 'object' && !(value instanceof RegExp) && !Array.isArray(value)) return;
    this.fault(
      path,
      `a value under $stash matches by type only, so ${path.join('.')}: ${nameOf(value, path)} never matches`,
      'Use String, Number, Boolean, null or { $ne: null } there.',
    );
  }

  #container(value: object, path: Path): Condition {
    if (value instanceof RegExp) {
      if (path[0] === '$stash') return { kind: 'never', shown: String(value), reason: BY_TYPE };
      // Stateful flags would make matching depend on what was matched before.
      return { kind: 'regexp', source: value.source, flags: value.flags.replace(/[gy]/g, '') };
    }
    if (this.#above.has(value)) return this.#never('a cycle', path, 'the condition contains itself');
    this.#above.add(value);
    const read = Array.isArray(value) ? this.#array(value, path) : this.#object(value, path);
    this.#above.delete(value);
    return read;
  }

  #array(value: readonly unknown[], path: Path): Condition {
    if (path[0] === '$stash') return neverStashed(value, path);
    return { kind: 'array', elements: Array.from(value, (element, index) => this.read(element, [...path, index])) };
  }

  #object(value: object, path: Path): Condition {
    if (isPresent(value)) return { kind: 'present' };
    if (NAMESPACES.has(value)) return this.#builtIn(value, path);
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null)
      return this.#never(
        nameOf(value, path),
        path,
        'only plain objects, arrays, types, literals and regular expressions match',
      );
    const fields = Object.entries(value).map(([key, inner]) => [key, this.#field(key, inner, path)] as const);
    return { kind: 'object', fields };
  }

  #field(key: string, value: unknown, path: Path): Condition {
    const place = [...path, key];
    if (key === '$ne')
      return this.#never(
        value,
        place,
        '$ne works with null only',
        '`{ $ne: null }` is the only form; test other values in content.',
      );
    if (FOREIGN_OPERATORS.has(key))
      return this.#never(
        value,
        place,
        `the operator ${key} is not supported by the platform`,
        'Conditions know types, literals, null, { $ne: null }, regular expressions, nested objects and arrays; test anything else in content.',
      );
    return this.read(value, place);
  }

  #function(value: Predicate, path: Path): Condition {
    const text = Function.prototype.toString.call(value);
    if (NATIVE_CODE.test(text) || isGlobal(value)) return this.#builtIn(value, path);
    if (/^class\b/.test(text))
      return this.#never(value, path, `${value.name || 'this class'} is a class, and data between turns is JSON`);
    if (/^async\b/.test(text))
      return this.#never(value, path, 'an async function gives a promise, which is no answer', AT_ONCE);
    if (path[0] === '$stash') return neverStashed(value, path);
    const name = `${this.owner}:${path.join('.')}`;
    this.predicates.set(name, value);
    return { kind: 'predicate', name, shown: value.name || 'function' };
  }

  #builtIn(value: object, path: Path): Condition {
    const name = typeof value === 'function' ? value.name : NAMESPACES.get(value);
    return this.#never(
      NAMESPACES.get(value) ?? value,
      path,
      `${name || 'this built-in function'} is no type of JSON data`,
      'Use String, Number, Boolean, Array or Object; a date in data is a String.',
    );
  }

  #never(
    value: unknown,
    path: Path,
    reason: string,
    hint = 'It never matches; remove it or test it in content.',
  ): Condition {
    this.fault(path, `${path.join('.')}: ${reason}, so this condition never matches`, hint);
    return { kind: 'never', shown: nameOf(value, path), reason };
  }
}

/** Some of what every script finds is written in JavaScript itself: `Buffer`, `URL`. */
function isGlobal(value: Predicate): boolean {
  return value.name !== '' && Reflect.get(globalThis, value.name) === value;
}

/** A function without a name of its own is called as what it was assigned to. */
function isUnnamed(value: Predicate, path: Path): boolean {
  const { name } = value;
  if (isGlobal(value)) return false;
  return path.length === 0 ? /^(condition|match|default|)$/.test(name) : name === '' || name === String(path.at(-1));
}

function isPresent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === '$ne' && (value as { $ne: unknown }).$ne === null;
}

function neverStashed(value: unknown, path: Path): Condition {
  return { kind: 'never', shown: nameOf(value, path), reason: BY_TYPE };
}

function nameOf(value: unknown, path: Path): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return isUnnamed(value as Predicate, path) ? 'a function' : value.name;
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return value.constructor?.name ?? 'object';
  return String(value);
}
