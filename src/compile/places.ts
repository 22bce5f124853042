// Which places of the data an expression of step code may stand for. Never too few: what is not understood stands for
// anything below what it was given.
import {
  type Argument,
  type BindingPattern,
  type CallExpression,
  type Class,
  type Expression,
  type MemberExpression,
  type ParamPattern,
  type Program,
  Visitor,
} from 'oxc-parser';
import type { WrittenPath } from '../facts.ts';
import { type Flows, flowsOf, type Giver } from './flows.ts';
import {
  FRESH,
  isLooking,
  NEW_KEYS,
  nameOf,
  PLAIN_ANSWERS,
  rootName,
  textOf,
  WITH_ELEMENTS,
  WITH_TWO,
} from './known-calls.ts';

/** `isDeep`: this place or any below it. */
export interface Place {
  readonly path: WrittenPath;
  readonly isDeep: boolean;
}

/** Deeper ones, and more of them, are not told apart. */
const MOST_KEYS = 8;
const MOST_PLACES = 12;
/** Names that stand for each other need several looks. */
const MOST_ROUNDS = 5;

/** It may call a function with elements that it is not shown here. */
export function callsOthers(name: string | null, given: readonly Argument[], places: Places): boolean {
  if (name !== null && !WITH_ELEMENTS.has(name) && !WITH_TWO.has(name)) return false;
  return given.some(
    (argument) =>
      (argument.type === 'Identifier' || argument.type === 'MemberExpression' || argument.type === 'CallExpression') &&
      !places.isFresh(argument),
  );
}

export class Places {
  readonly #names = new Map<string, Place[]>();
  /** What the file declares is not what the platform has under that name. */
  readonly #own = new Set<string>();
  /** What functions give, and what is thrown. */
  readonly #flows: Flows;
  #hasGrown = false;

  /** `content`: the first parameters of the step's function, which are the data too. */
  constructor(program: Program, content: readonly BindingPattern[]) {
    this.#names.set('data', [ROOT]);
    this.#flows = flowsOf(program);
    const visitor = this.#visitor();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      this.#hasGrown = false;
      for (const pattern of content) this.#bind(pattern, [ROOT]);
      visitor.visit(program);
      if (!this.#hasGrown) return;
    }
  }

  /** Still more names would stand for still more places. */
  get isUnclear(): boolean {
    return this.#hasGrown;
  }

  #visitor(): Visitor {
    return new Visitor({
      FunctionDeclaration: (declared) => {
        if (declared.id) this.#own.add(declared.id.name);
        if (declared.id) this.#name(declared.id.name, this.#given(declared));
        this.#defaults(declared.params);
      },
      FunctionExpression: ({ params }) => this.#defaults(params),
      ArrowFunctionExpression: ({ params }) => this.#defaults(params),
      ClassDeclaration: (declared) => {
        if (declared.id) this.#name(declared.id.name, this.of(declared));
      },
      CatchClause: ({ param }) => {
        if (param)
          this.#bind(
            param,
            this.#flows.thrown.flatMap((thrown) => this.of(thrown)),
          );
      },
      ObjectExpression: (object) => {
        if (this.#flows.hasThis) this.#name(THIS, this.of(object));
      },
      PropertyDefinition: ({ value }) => {
        if (value) this.#name(THIS, this.of(value).map(deep));
      },
      VariableDeclarator: ({ id, init }) => {
        if (id.type === 'Identifier') this.#own.add(id.name);
        if (init) this.#bind(id, this.of(init));
      },
      AssignmentExpression: ({ left, right }) => {
        if (left.type === 'Identifier') this.#name(left.name, this.of(right));
        else if (left.type === 'MemberExpression') this.#kept(left, right);
      },
      ForOfStatement: ({ left, right }) => {
        const elements = this.of(right).map((place) => below(place, null));
        if (left.type === 'VariableDeclaration') for (const { id } of left.declarations) this.#bind(id, elements);
        else if (left.type === 'Identifier') this.#name(left.name, elements);
      },
      CallExpression: (call) => this.#callbacks(call),
    });
  }

  /** An object that is no part of the data may lead to it from now on. */
  #kept(target: MemberExpression, value: Expression): void {
    const root = rootName(target);
    if (root !== null && this.of(target.object).every(({ isDeep }) => isDeep))
      this.#name(root, this.of(value).map(deep));
  }

  #defaults(parameters: readonly ParamPattern[]): void {
    for (const parameter of parameters) if (parameter.type === 'AssignmentPattern') this.#bind(parameter, []);
  }

  /** What a function may give, to be had from whatever leads to it. */
  #given(giver: Giver): readonly Place[] {
    return limited((this.#flows.given.get(giver) ?? []).flatMap((value) => this.of(value)).map(deep));
  }

  /** What a function may be called with that a call is given. */
  #callbacks({ callee, arguments: given }: CallExpression): void {
    const base = callee.type === 'MemberExpression' ? this.of(callee.object) : [];
    const isOfList = callee.type === 'MemberExpression' && WITH_ELEMENTS.has(nameOf(callee) ?? '');
    const elements = isOfList
      ? base.map((place) => below(place, null))
      : [...base, ...given.flatMap((argument) => this.ofArgument(argument))].map(deep);
    if (elements.length === 0) return;
    for (const argument of given) {
      if (argument.type !== 'ArrowFunctionExpression' && argument.type !== 'FunctionExpression') continue;
      for (const parameter of argument.params)
        if (parameter.type !== 'RestElement' && parameter.type !== 'TSParameterProperty')
          this.#bind(parameter, elements);
    }
  }

  #bind(pattern: BindingPattern, places: readonly Place[]): void {
    switch (pattern.type) {
      case 'Identifier':
        return this.#name(pattern.name, places);
      case 'AssignmentPattern':
        return this.#bind(pattern.left, [...places, ...this.of(pattern.right)]);
      case 'ArrayPattern':
        for (const element of pattern.elements) {
          if (element?.type === 'RestElement') this.#bind(element.argument, places);
          else if (element)
            this.#bind(
              element,
              places.map((place) => below(place, null)),
            );
        }
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.#bind(property.argument, places);
          else {
            const { key, computed } = property;
            const name = !computed && key.type === 'Identifier' ? key.name : textOf(key);
            this.#bind(
              property.value,
              places.map((place) => below(place, name)),
            );
          }
        }
    }
  }

  #name(name: string, places: readonly Place[]): void {
    const known = this.#names.get(name) ?? [];
    const fresh = places.filter((place) => !known.some((other) => isSame(other, place)));
    if (fresh.length === 0) return;
    this.#hasGrown = true;
    this.#names.set(name, limited([...known, ...fresh]));
  }

  ofArgument(argument: Argument): readonly Place[] {
    return this.of(argument.type === 'SpreadElement' ? argument.argument : argument);
  }

  of(expression: Expression | Class): readonly Place[] {
    switch (expression.type) {
      case 'Identifier':
        return this.#names.get(expression.name) ?? [];
      case 'ThisExpression':
        return this.#names.get(THIS) ?? [];
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.#given(expression);
      case 'MemberExpression':
        return this.member(expression);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        return this.of(expression.expression);
      case 'AwaitExpression':
        return this.of(expression.argument);
      case 'ConditionalExpression':
        return [...this.of(expression.consequent), ...this.of(expression.alternate)];
      case 'LogicalExpression':
        return [...this.of(expression.left), ...this.of(expression.right)];
      case 'AssignmentExpression':
        return this.of(expression.right);
      case 'SequenceExpression':
        return expression.expressions.flatMap((inner) => this.of(inner)).slice(-MOST_PLACES);
      case 'CallExpression':
        return this.#answer(expression);
      case 'NewExpression':
        return this.isFresh(expression.callee)
          ? []
          : [...this.of(expression.callee), ...expression.arguments.flatMap((inner) => this.ofArgument(inner))].map(
              deep,
            );
      case 'ArrayExpression':
        return expression.elements.flatMap((inner) => (inner ? this.ofArgument(inner) : [])).map(deep);
      case 'ObjectExpression':
        return expression.properties
          .flatMap((inner) => this.of(inner.type === 'SpreadElement' ? inner.argument : inner.value))
          .map(deep);
      default:
        return [];
    }
  }

  member(expression: MemberExpression): readonly Place[] {
    const key = nameOf(expression);
    return this.of(expression.object).map((place) => below(place, key));
  }

  /** It changes nothing that it is given, and gives nothing of it back. */
  isFresh(callee: Expression): boolean {
    const name = rootName(callee) ?? '';
    return FRESH.has(name) && !this.#own.has(name);
  }

  /** What a call may give of what it was given. */
  #answer({ callee, arguments: given }: CallExpression): readonly Place[] {
    if (this.isFresh(callee)) return [];
    const own = this.of(callee.type === 'MemberExpression' ? callee.object : callee);
    const name = callee.type === 'MemberExpression' ? nameOf(callee) : null;
    if (own.length > 0 && PLAIN_ANSWERS.has(name ?? '')) return [];
    if (isLooking(callee) && NEW_KEYS.has(name ?? '')) return [];
    return limited([...own, ...given.flatMap((argument) => this.ofArgument(argument))].map(deep));
  }
}

/** Stands for `this`, whichever object it is. */
const THIS = 'this';

const ROOT: Place = { path: [], isDeep: false };

/** `key` null: any. */
function below({ path, isDeep }: Place, key: string | null): Place {
  if (isDeep) return { path, isDeep };
  const longer = [...path, key !== null && /^\d+$/.test(key) ? null : key];
  return longer.length > MOST_KEYS ? { path, isDeep: true } : { path: longer, isDeep: false };
}

function deep({ path }: Place): Place {
  return { path, isDeep: true };
}

function isSame(one: Place, other: Place): boolean {
  return one.isDeep === other.isDeep && JSON.stringify(one.path) === JSON.stringify(other.path);
}

function limited(places: readonly Place[]): Place[] {
  const single = places.filter((place, index) => places.findIndex((other) => isSame(place, other)) === index);
  return single.length > MOST_PLACES ? [{ path: [], isDeep: true }] : single;
}
