// Which places of the data the code of a step may change, as far as its text tells.
import {
  type Argument,
  type AssignmentTarget,
  type AssignmentTargetMaybeDefault,
  type CallExpression,
  type Expression,
  type ObjectExpression,
  type ObjectProperty,
  type Program,
  Visitor,
} from 'oxc-parser';
import type { Write, Written, WrittenPath } from '../facts.ts';
import { isCaller, isLooking, nameOf, rootName, textOf } from './known-calls.ts';
import { callsOthers, type Place, type Places } from './places.ts';
import { type Position, positionAt } from './position.ts';
import { writtenValues } from './written.ts';

/** Of lists: those that change the list. */
const CHANGING = new Set(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin']);
/** With them the text no longer tells what is changed. */
const HIDING = new Set(['eval', 'Function', 'globalThis', 'global', 'arguments']);

export interface Found {
  readonly writes: readonly Write[];
  readonly isUnclear: boolean;
  /** The first place of which that is so; null where it is none in particular. */
  readonly unclearAt: Position | null;
}

export interface WritesInput {
  readonly text: string;
  readonly program: Program;
  readonly places: Places;
  /** Statements that each run carries out, unless it throws. */
  readonly isSure: (start: number) => boolean;
  /** Libraries speak of `data`: a call to one may change anything. */
  readonly librariesTouchData: boolean;
  /** Names that `steps/lib/globals` supplies. */
  readonly libraryNames: readonly string[];
}

export function writesOf(input: WritesInput): Found {
  const finder = new Finder(input);
  finder.visit();
  const at = finder.unclear;
  return {
    ...{ writes: finder.writes, isUnclear: at !== null || input.places.isUnclear },
    unclearAt: at === null ? null : positionAt(input.text, at),
  };
}

class Finder {
  readonly writes: Write[] = [];
  /** Offset of the first place that may change anything. */
  unclear: number | null = null;

  constructor(readonly input: WritesInput) {}

  visit(): void {
    const visitor = new Visitor({
      AssignmentExpression: ({ operator, left, right, start }) => {
        const values = operator === '=' || operator === '??=' ? writtenValues(right) : [null];
        if (left.type === 'MemberExpression' && nameOf(left) === 'into') this.#resultAt(right, start);
        this.#target(left, start, values, operator === '=');
      },
      UpdateExpression: ({ argument, start }) =>
        this.#target(argument, start, [{ kind: 'type', type: 'Number' }], true),
      UnaryExpression: ({ operator, argument, start }) => {
        if (operator === 'delete') this.#removed(argument, start);
      },
      ForOfStatement: ({ left, start }) => {
        if (left.type !== 'VariableDeclaration') this.#target(left, start, [null], false);
      },
      ForInStatement: ({ left, start }) => {
        if (left.type !== 'VariableDeclaration') this.#target(left, start, [null], false);
      },
      CallExpression: (call) => this.#call(call),
      NewExpression: ({ callee, arguments: given, start }) => {
        if (this.input.places.isFresh(callee)) return;
        this.#handedOver(this.#placesGiven(given, callee), start);
      },
      TaggedTemplateExpression: ({ quasi, start }) =>
        this.#handedOver(
          quasi.expressions.flatMap((inner) => this.input.places.of(inner)),
          start,
        ),
      ObjectExpression: (object) => this.#into(object),
      Identifier: ({ name, start }) => {
        if (HIDING.has(name)) this.#hide(start);
      },
      ImportDeclaration: ({ source, importKind, start }) => {
        if (importKind !== 'type' && source.value.startsWith('.')) this.#hide(start);
      },
      ImportExpression: ({ start }) => this.#hide(start),
    });
    visitor.visit(this.input.program);
  }

  #hide(start: number): void {
    this.unclear = Math.min(this.unclear ?? start, start);
  }

  #add(path: WrittenPath, start: number, part: Pick<Write, 'isDeep' | 'kind' | 'value'>, isSure = false): void {
    // What is stashed is told by its type at the most.
    const value = path[0] === '$stash' || path.length === 0 ? null : part.value;
    this.writes.push({ path, ...part, value, isSure, ...positionAt(this.input.text, start) });
  }

  #target(
    target: AssignmentTargetMaybeDefault | AssignmentTarget | Expression,
    start: number,
    values: readonly (Written | null)[],
    isWhole: boolean,
  ): void {
    switch (target.type) {
      case 'MemberExpression': {
        const places = this.input.places.member(target);
        const isSure = isWhole && places.length === 1 && values.length === 1 && this.input.isSure(start);
        for (const { path, isDeep } of places)
          for (const value of values)
            this.#add(path, start, { isDeep, kind: 'set', value: isDeep ? null : value }, isSure && !isDeep);
        return;
      }
      case 'AssignmentPattern':
        return this.#target(target.left, start, [null], false);
      case 'ArrayPattern':
        for (const element of target.elements)
          if (element) this.#target(element.type === 'RestElement' ? element.argument : element, start, [null], false);
        return;
      case 'ObjectPattern':
        for (const property of target.properties)
          this.#target(property.type === 'RestElement' ? property.argument : property.value, start, [null], false);
        return;
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        return this.#target(target.expression, start, values, isWhole);
    }
  }

  #removed(argument: Expression, start: number): void {
    const target = argument.type === 'ChainExpression' ? argument.expression : argument;
    if (target.type !== 'MemberExpression') return;
    const places = this.input.places.member(target);
    const isSure = places.length === 1 && this.input.isSure(start);
    for (const { path, isDeep } of places)
      this.#add(path, start, { isDeep, kind: 'remove', value: null }, isSure && !isDeep && !path.includes(null));
  }

  #call(call: CallExpression): void {
    const { callee, arguments: given, start } = call;
    const { places, librariesTouchData, libraryNames } = this.input;
    const root = rootName(callee) ?? '';
    if (librariesTouchData && (root === 'lib' || libraryNames.includes(root))) this.#hide(start);
    if (root === 'task' && callee.type === 'MemberExpression' && nameOf(callee) === 'subtask') this.#begun(call);
    if (places.isFresh(callee)) return;
    const own = callee.type === 'MemberExpression' ? places.of(callee.object) : [];
    const name = callee.type === 'MemberExpression' ? nameOf(callee) : null;
    const handed = this.#placesGiven(given, callee);
    // A function of a name is not followed to where it is written.
    if ((own.length > 0 || isLooking(callee)) && callsOthers(name, given, places))
      this.#handedOver([...own, ...handed], start);
    if (isLooking(callee)) return;
    if (own.length > 0) {
      // Data is JSON: whatever it can be asked is JavaScript's own.
      if (name === null || CHANGING.has(name)) this.#changed(own, start);
      return;
    }
    if (root === 'Object' && name === 'assign') return this.#assigned(call);
    this.#handedOver(handed, start);
  }

  /** What the callee may change: also what a function gives that it is handed, unless it is known to change nothing of that. */
  #placesGiven(given: readonly Argument[], callee: Expression): readonly Place[] {
    const looked = isCaller(callee) ? given.filter(({ type }) => !FUNCTIONS.has(type)) : given;
    return looked.flatMap((argument) => this.input.places.ofArgument(argument));
  }

  /** What a subtask begins with is data that steps may wait for. */
  #begun({ arguments: [, data], start }: CallExpression): void {
    const keys = data?.type === 'ObjectExpression' ? data.properties.map(keyOf) : [null];
    for (const key of keys) this.#add(key === null ? [] : [key], start, { isDeep: true, kind: 'set', value: null });
  }

  #changed(places: readonly Place[], start: number): void {
    for (const { path, isDeep } of places)
      this.#add(isDeep ? path : [...path, null], start, { isDeep, kind: 'set', value: null });
  }

  #assigned({ arguments: [target, ...sources], start }: CallExpression): void {
    if (!target) return;
    for (const { path, isDeep } of this.input.places.ofArgument(target)) {
      for (const source of sources) {
        if (source.type !== 'ObjectExpression' || isDeep) {
          this.#add(path, start, { isDeep: true, kind: 'set', value: null });
          continue;
        }
        for (const property of source.properties) {
          const key = keyOf(property);
          const [value = null] = property.type === 'Property' ? writtenValues(property.value) : [];
          this.#add([...path, key], start, { isDeep: key === null, kind: 'set', value });
        }
      }
    }
  }

  /** Code that is not looked at may change it. */
  #handedOver(places: readonly Place[], start: number): void {
    for (const { path } of places) this.#add(path, start, { isDeep: true, kind: 'set', value: null });
  }

  #into({ properties }: ObjectExpression): void {
    for (const property of properties)
      if (property.type === 'Property' && nameOfKey(property) === 'into')
        this.#resultAt(property.value, property.start);
  }

  /** The result of a connector, or of a subtask, goes there when the turn settles. */
  #resultAt(place: Expression, start: number): void {
    if (place.type !== 'Literal' || typeof place.value !== 'string') {
      const above = fixedPart(place);
      if (above === null) this.#hide(start);
      else this.#handedOver([{ path: above, isDeep: true }], start);
      return;
    }
    const path = place.value.split('.').map((key) => (/^\d+$/.test(key) ? null : key));
    this.#add(path, start, { isDeep: false, kind: 'set', value: null });
  }
}

/** What is written there as it is, up to the last dot: `p.` of `p.${i}.x`. Null where that is nothing. */
function fixedPart(place: Expression): WrittenPath | null {
  if (place.type === 'BinaryExpression') return place.operator === '+' ? fixedPart(place.left as Expression) : null;
  const text =
    place.type === 'TemplateLiteral'
      ? (place.quasis[0]?.value.cooked ?? '')
      : place.type === 'Literal' && typeof place.value === 'string'
        ? place.value
        : '';
  const keys = text.split('.').slice(0, -1);
  return keys.length === 0 || keys.includes('') ? null : keys.map((key) => (/^\d+$/.test(key) ? null : key));
}

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

/** `['into']` as well. */
function nameOfKey({ key, computed }: ObjectProperty): string | null {
  return key.type === 'Identifier' && !computed ? key.name : textOf(key);
}

/** Null where it is computed, or many. */
function keyOf(property: ObjectExpression['properties'][number]): string | null {
  if (property.type !== 'Property' || property.computed) return null;
  const { key } = property;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : null;
}
