// Where a step assigns `data` itself, which changes nothing in the task (semantics §3).
import { type BindingPattern, parseSync, Visitor } from 'oxc-parser';
import { contentStarts } from './exported-content.ts';
import { type Position, positionAt } from './position.ts';

/** A cheap sign that `data` may be assigned somewhere: only then is the text parsed. */
const MAY_ASSIGN =
  /\bdata\s*(=[^=>]|[-+*/%&|^?<>]{1,3}=|\+\+|--)|(\+\+|--)\s*data\b|\bdata\b[^;(){}=]*[\]}]\s*=[^=>]|\bfor\b[^;{}]*\bdata\s+(of|in)\b/;

/** null where it is not assigned. */
export function dataAssignment(file: string, text: string): Position | null {
  if (!MAY_ASSIGN.test(text)) return null;
  const { program } = parseSync(file, text);
  const found: number[] = [];
  /** Where a `data` of somebody's own is declared. */
  const declared: number[] = [];
  const declareIn = ({ start, params }: { readonly start: number; readonly params: readonly Pattern[] }): void => {
    if (params.some(holdsData)) declared.push(start);
  };
  const assign = ({ left, start }: { readonly left: Pattern; readonly start: number }): void => {
    if (holdsData(left)) found.push(start);
  };
  const visitor = new Visitor({
    ...{ AssignmentExpression: assign, ForOfStatement: assign, ForInStatement: assign },
    UpdateExpression({ argument, start }) {
      if (holdsData(argument)) found.push(start);
    },
    VariableDeclarator({ id, start }) {
      if (holdsData(id)) declared.push(start);
    },
    ...{ ArrowFunctionExpression: declareIn, FunctionDeclaration: declareIn, FunctionExpression: declareIn },
  });
  visitor.visit(program);
  const [first] = found;
  // What content is given is the task's data too, whatever name it has there.
  const contents = contentStarts(program);
  // A file with a `data` of its own may well assign that one: better silent than wrong.
  const isOwn = declared.some((start) => !contents.includes(start));
  return first === undefined || isOwn ? null : positionAt(text, first);
}

type Pattern = { readonly type: string } | BindingPattern | null;

/** Whether it is the name, or a pattern that takes something apart into it. */
function holdsData(pattern: Pattern): boolean {
  if (pattern === null) return false;
  const within = pattern as BindingPattern | { readonly type: 'RestElement'; readonly argument: BindingPattern };
  switch (within.type) {
    case 'Identifier':
      return within.name === 'data';
    case 'ObjectPattern':
      return within.properties.some((one) => holdsData(one.type === 'Property' ? one.value : one));
    case 'ArrayPattern':
      return within.elements.some(holdsData);
    case 'AssignmentPattern':
      return holdsData(within.left);
    case 'RestElement':
      return holdsData(within.argument);
    default:
      return false;
  }
}
