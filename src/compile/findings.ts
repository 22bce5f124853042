// What can be said of a module by its text alone: where a place of its condition stands, and code that cannot work.
import { type Expression, type ObjectExpression, type Program, parseSync } from 'oxc-parser';
import type { Path } from '../step.ts';
import { type Position, positionAt } from './position.ts';

/** Where `path` of the exported condition is written; null where it is made by code. */
export function conditionPosition(file: string, text: string, path: Path): Position | null {
  let place: Expression | undefined = exportedCondition(parseSync(file, text).program);
  let start = place?.start;
  for (const key of path) {
    if (!place) break;
    const inner: { start: number; value: Expression } | undefined = partOf(place, key);
    start = inner?.start ?? start;
    place = inner?.value;
  }
  return start === undefined ? null : positionAt(text, start);
}

export function exportedCondition(program: Program): Expression | undefined {
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declaration.declarations) {
      if (id.type !== 'Identifier' || !init) continue;
      if (id.name === 'condition') return unwrapped(init);
      if (id.name === 'match') return returned(init);
    }
  }
  return undefined;
}

/** `match = () => ({…})` */
function returned(init: Expression): Expression | undefined {
  if (init.type !== 'ArrowFunctionExpression') return undefined;
  if (init.body.type !== 'BlockStatement') return unwrapped(init.body);
  const end = init.body.body.find((statement) => statement.type === 'ReturnStatement');
  return end?.argument ? unwrapped(end.argument) : undefined;
}

export function unwrapped(expression: Expression): Expression {
  if (expression.type === 'ParenthesizedExpression') return unwrapped(expression.expression);
  if (expression.type === 'TSAsExpression' || expression.type === 'TSSatisfiesExpression')
    return unwrapped(expression.expression);
  return expression;
}

function partOf(place: Expression, key: string | number): { start: number; value: Expression } | undefined {
  if (place.type === 'ArrayExpression') {
    const element = place.elements[Number(key)];
    return element && element.type !== 'SpreadElement'
      ? { start: element.start, value: unwrapped(element) }
      : undefined;
  }
  if (place.type !== 'ObjectExpression') return undefined;
  const property = propertyOf(place, String(key));
  return property && { start: property.start, value: unwrapped(property.value) };
}

function propertyOf(place: ObjectExpression, key: string) {
  for (const property of place.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const name =
      property.key.type === 'Identifier'
        ? property.key.name
        : property.key.type === 'Literal'
          ? String(property.key.value)
          : '';
    if (name === key) return property;
  }
  return undefined;
}

/** Something beside condition and content at the top level of a step. */
export interface Beside {
  readonly names: readonly string[];
  readonly position: Position;
}

/** A cheap sign that there may be something: only then is the text parsed. */
const MAY_STAND_BESIDE = /^(?:import\b|(?:async\s+)?function\b|const\b|let\b|var\b|class\b|enum\b)/m;

/** Helpers and constants outside content, and what is imported: both work here and are dropped on deploy (semantics §1). */
export function besideContent(
  file: string,
  text: string,
): { readonly helpers: Beside | null; readonly imports: Beside | null } {
  if (!MAY_STAND_BESIDE.test(text)) return { helpers: null, imports: null };
  const { body } = parseSync(file, text).program;
  const imported = body.flatMap((node) =>
    node.type === 'ImportDeclaration' && node.importKind !== 'type'
      ? [{ name: node.source.value, start: node.start }]
      : [],
  );
  return { helpers: besideAt(body.flatMap(declared), text), imports: besideAt(imported, text) };
}

interface Named {
  readonly name: string;
  readonly start: number;
}

function declared(node: Program['body'][number]): Named[] {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
    return [{ name: node.id?.name ?? 'a function', start: node.start }];
  if (node.type !== 'VariableDeclaration') return [];
  return node.declarations.map(({ id, start }) => ({ name: id.type === 'Identifier' ? id.name : 'constants', start }));
}

function besideAt(found: readonly Named[], text: string): Beside | null {
  const [first] = found;
  return first ? { names: found.map(({ name }) => name), position: positionAt(text, first.start) } : null;
}
