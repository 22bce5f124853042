// The smallest change of a document that makes a condition match it: what fails is mended, all else stays.
import type { Explained } from '../engine/condition.ts';
import { isObject } from '../json.ts';
import type { Condition, Json, JsonObject, Path, TypeName } from '../step.ts';
import { neverIn } from './never-in.ts';
import { regexpSample } from './regexp-sample.ts';

/** `value` undefined: what stands there is removed. */
export interface Edit {
  readonly path: Path;
  readonly value: Json | undefined;
}

export interface MadeMatch {
  readonly edits: readonly Edit[];
  /** Leaves that nothing can be made up for, and why. */
  readonly impossible: readonly { readonly path: Path; readonly why: string }[];
}

/** `explained`: the condition's explanation on the document as it is. */
export function makeMatch(explained: Explained): MadeMatch {
  const impossible: { path: Path; why: string }[] = [];
  const maker = new Maker((path, why) => impossible.push({ path, why }));
  const edits = maker.mend(explained);
  // Where something in it can never match, no change of the rest leads there.
  return { edits: neverIn(explained).length > 0 ? [] : edits, impossible };
}

class Maker {
  constructor(readonly giveUp: (path: Path, why: string) => void) {}

  mend(explained: Explained): Edit[] {
    const { condition, verdict, at, actual, children } = explained;
    if (verdict === 'ok') return [];
    if (condition.kind === 'object' && isObject(actual)) return children.flatMap((child) => this.mend(child));
    if (condition.kind === 'array' && Array.isArray(actual)) return this.#more(explained, actual);
    if (condition.kind === 'null') return [{ path: at, value: undefined }];
    const value = this.#made(condition, at, actual);
    return value === undefined ? [] : [{ path: at, value }];
  }

  /** Elements that are there may be what another pattern asks for: what is missing is added behind them. */
  #more({ at, children }: Explained, list: readonly Json[]): Edit[] {
    const missing = children.filter(({ verdict }) => verdict !== 'ok');
    return missing.flatMap(({ condition }, index) => {
      const path = [...at, list.length + index];
      const value = this.#made(condition, path);
      return value === undefined ? [] : [{ path, value }];
    });
  }

  /** A value that the condition matches; undefined where none can be made up, which has been said. */
  #made(condition: Condition, at: Path, actual?: Json): Json | undefined {
    switch (condition.kind) {
      case 'object':
        return this.#object(condition.fields, at);
      case 'array':
        return this.#list(condition.elements, at);
      case 'literal':
        return condition.value;
      case 'null':
        return null;
      case 'present':
        return true;
      case 'type':
        return ofType(condition.type, actual);
      case 'regexp':
        return regexpSample(condition.source) ?? this.#not(at, `no text could be made up for /${condition.source}/`);
      case 'predicate':
        return this.#not(at, `${condition.shown} is a function: what it wants is not known`);
      case 'never':
        return this.#not(at, condition.reason);
    }
  }

  #list(elements: readonly Condition[], at: Path): Json {
    const made = elements.map((inner, index) => this.#made(inner, [...at, index]));
    return made.filter((value) => value !== undefined);
  }

  #object(fields: readonly (readonly [string, Condition])[], at: Path): JsonObject {
    const made = fields
      .filter(([, inner]) => inner.kind !== 'null')
      .map(([key, inner]) => [key, this.#made(inner, [...at, key])] as const);
    return Object.fromEntries(made.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  }

  #not(path: Path, why: string): undefined {
    this.giveUp(path, why);
    return undefined;
  }
}

/** What stands there in the type that is wanted, where it says the same; else an example. */
function ofType(type: TypeName, actual: Json | undefined): Json {
  switch (type) {
    case 'String':
      return typeof actual === 'number' || typeof actual === 'boolean' ? String(actual) : 'text';
    case 'Number':
      return typeof actual === 'string' && actual.trim() !== '' && Number.isFinite(Number(actual)) ? Number(actual) : 1;
    case 'Boolean':
      return actual !== 'false' && actual !== 0;
    case 'Array':
      return actual === undefined || actual === null ? [] : [actual];
    case 'Object':
      return {};
  }
}
