// What an expression gives, as far as its text tells: a value, a type, an object with such fields.
import type { Expression, ObjectExpression } from 'oxc-parser';
import type { Written } from '../facts.ts';
import type { TypeName } from '../step.ts';

/** All that it may give; null stands for what is not known. */
export function writtenValues(expression: Expression): readonly (Written | null)[] {
  switch (expression.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return writtenValues(expression.expression);
    case 'ConditionalExpression':
      return [...writtenValues(expression.consequent), ...writtenValues(expression.alternate)];
    default:
      return [written(expression)];
  }
}

function written(expression: Expression): Written | null {
  switch (expression.type) {
    case 'Literal':
      return isJson(expression.value) ? { kind: 'value', value: expression.value } : null;
    case 'TemplateLiteral':
      return typed('String');
    case 'ArrayExpression':
      return typed('Array');
    case 'ObjectExpression':
      return object(expression);
    case 'UnaryExpression':
      if (expression.operator === '!') return typed('Boolean');
      return expression.operator === 'typeof' ? typed('String') : null;
    case 'BinaryExpression':
      if (['===', '!==', '==', '!=', '<', '>', '<=', '>=', 'in', 'instanceof'].includes(expression.operator))
        return typed('Boolean');
      return ['-', '*', '/', '%', '**'].includes(expression.operator) ? typed('Number') : null;
    case 'CallExpression': {
      const { callee } = expression;
      if (callee.type === 'Identifier') return callee.name === 'String' ? typed('String') : null;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
      return ['toISOString', 'toFixed', 'trim', 'toLowerCase', 'toUpperCase'].includes(callee.property.name)
        ? typed('String')
        : null;
    }
    default:
      return null;
  }
}

function object({ properties }: ObjectExpression): Written | null {
  const fields: (readonly [string, Written | null])[] = [];
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed) return typed('Object');
    const { key, value } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : null;
    if (name === null) return typed('Object');
    const values = writtenValues(value);
    fields.push([name, values.length === 1 ? (values[0] ?? null) : null]);
  }
  return { kind: 'object', fields };
}

function typed(type: TypeName): Written {
  return { kind: 'type', type };
}

function isJson(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
