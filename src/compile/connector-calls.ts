// Which connectors the text of a step or library calls: `connectors.crm.find(…)`, `connectors['crm'].find(…)`,
// `connectors.fetch(…)`, and what is taken out of `connectors` by its names.
import { type BindingPattern, type Expression, parseSync, Visitor } from 'oxc-parser';
import { positionAt } from './position.ts';

export interface ConnectorCall {
  readonly connector: string;
  /** null where the text does not tell. */
  readonly method: string | null;
  readonly line: number;
}

/** A cheap sign that there may be one: only then is the text parsed. */
const MAY_CALL = /\bconnectors\b/;

/** Nothing for a text that is no JavaScript: that is told elsewhere. */
export function connectorCalls(file: string, text: string): readonly ConnectorCall[] {
  if (!MAY_CALL.test(text)) return [];
  const { program, errors } = parseSync(file, text);
  if (errors.some(({ severity }) => severity === 'Error')) return [];
  const found: ConnectorCall[] = [];
  /** Local name → connector. */
  const names = new Map<string, string>();
  const note = (connector: string, method: string | null, start: number): void => {
    found.push({ connector, method, line: positionAt(text, start).line });
  };
  new Visitor({
    VariableDeclarator({ id, init, start }) {
      if (!init) return;
      if (init.type === 'Identifier' && init.name === 'connectors') {
        for (const [local, connector] of takenOut(id)) names.set(local, connector);
        for (const [, connector] of takenOut(id)) note(connector, null, start);
      }
      const connector = connectorOf(init);
      if (connector !== null && id.type === 'Identifier') names.set(id.name, connector);
      if (connector === null || id.type !== 'ObjectPattern') return;
      for (const [, method] of takenOut(id)) note(connector, method, start);
    },
    MemberExpression(node) {
      const method = keyOf(node);
      const { object, start } = node;
      const connector = connectorOf(object) ?? (object.type === 'Identifier' ? names.get(object.name) : undefined);
      if (connector !== undefined) note(connector, method, start);
    },
    CallExpression({ callee, start }) {
      const connector = connectorOf(callee);
      if (connector !== null) note(connector, connector, start);
      else if (callee.type === 'Identifier' && names.has(callee.name)) {
        const name = names.get(callee.name) ?? '';
        note(name, name, start);
      }
    },
  }).visit(program);
  return told(found);
}

/** `connectors.crm`; null for anything else. */
function connectorOf(expression: Expression): string | null {
  if (expression.type === 'ParenthesizedExpression') return connectorOf(expression.expression);
  if (expression.type === 'ChainExpression') return connectorOf(expression.expression);
  if (expression.type !== 'MemberExpression') return null;
  const { object } = expression;
  return object.type === 'Identifier' && object.name === 'connectors' ? keyOf(expression) : null;
}

function keyOf(node: Extract<Expression, { type: 'MemberExpression' }>): string | null {
  const { property } = node;
  if (!node.computed && property.type === 'Identifier') return property.name;
  return node.computed && property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
}

/** `{ crm, mailer: mail }` → local name and key. */
function takenOut(pattern: BindingPattern): readonly (readonly [local: string, key: string])[] {
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property) => {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return [];
    return property.value.type === 'Identifier' ? [[property.value.name, property.key.name] as const] : [];
  });
}

/** Each place once, and a connector without a method only where none of its methods is known. */
function told(calls: readonly ConnectorCall[]): readonly ConnectorCall[] {
  const known = new Set(calls.filter(({ method }) => method !== null).map(({ connector }) => connector));
  const seen = new Set<string>();
  return calls.filter((call) => {
    if (call.method === null && known.has(call.connector)) return false;
    const key = `${call.connector}\0${call.method}\0${call.line}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}
