// How values leave the functions and classes of a step's code: what these give, keep, and throw.
import {
  type ArrowFunctionExpression,
  type Class,
  type Expression,
  type Function as FunctionNode,
  type Program,
  Visitor,
} from 'oxc-parser';

/** A class gives what it keeps, and what its methods give. */
export type Giver = ArrowFunctionExpression | FunctionNode | Class;

export interface Flows {
  /** What each may give to whoever calls it. */
  readonly given: ReadonlyMap<Giver, readonly Expression[]>;
  readonly thrown: readonly Expression[];
  readonly hasThis: boolean;
}

export function flowsOf(program: Program): Flows {
  const given = new Map<Giver, Expression[]>();
  const thrown: Expression[] = [];
  /** Functions and classes around the place, the innermost last. */
  const around: Giver[] = [];
  let hasThis = false;
  const enter = (giver: Giver): void => {
    around.push(giver);
    if (!given.has(giver)) given.set(giver, []);
  };
  const leave = (): void => void around.pop();
  const give = (value: Expression | null, giver = around.at(-1)): void => {
    if (value && giver) given.get(giver)?.push(value);
  };
  new Visitor({
    ArrowFunctionExpression(arrow) {
      enter(arrow);
      if (arrow.body.type !== 'BlockStatement') give(arrow.body);
    },
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ClassDeclaration: enter,
    ClassExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    'FunctionDeclaration:exit': leave,
    'FunctionExpression:exit': leave,
    'ClassDeclaration:exit': leave,
    'ClassExpression:exit': leave,
    ReturnStatement: ({ argument }) => give(argument),
    YieldExpression: ({ argument }) => give(argument),
    PropertyDefinition: ({ value }) => give(value),
    MethodDefinition({ value }) {
      if (value.type === 'FunctionExpression') give(value);
    },
    ThrowStatement: ({ argument }) => void thrown.push(argument),
    ThisExpression() {
      hasThis = true;
    },
  }).visit(program);
  return { given, thrown, hasThis };
}
