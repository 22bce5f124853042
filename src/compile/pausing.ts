// Compiled code of a step in which a debugger that is attached pauses at the first statement of content, and finds its way
// back to the source.
import { type Expression, type FunctionBody, type Program, parseSync } from 'oxc-parser';
import { mapComment, mapOf, placesOf } from './inline-map.ts';
import { type Insert, inserted } from './insert.ts';
import type { Transformed } from './transform.ts';

/** `url`: what the debugger shall call the source. `pauses` is false for code that is no step. */
export function forDebugger(
  file: string,
  url: string,
  text: string,
  source: Transformed,
  pauses: boolean,
): Transformed {
  const places = placesOf(source);
  const inserts = pauses ? pauseIn(file, source.code) : [];
  const code = inserted(source.code, inserts, places);
  const map = mapOf(places, url, text);
  return { code: code + mapComment(map), maps: [map], imports: source.imports };
}

/** Nowhere, where content is made by a call or comes from another file. */
function pauseIn(file: string, code: string): readonly Insert[] {
  const { program } = parseSync(file.replace(/\.(m?)ts$/, '.$1js'), code);
  const name = exportedName(code, 'content') ?? exportedName(code, 'default');
  const body = name === null ? null : bodyOf(name, program);
  if (!body) return [];
  if (body.type !== 'BlockStatement')
    return [
      { offset: body.start, text: '{debugger;return (' },
      { offset: body.end, text: ');}' },
    ];
  const [first] = body.body;
  return [{ offset: first?.start ?? body.start + 1, text: 'debugger;' }];
}

/** As the transformer writes an export: a getter. */
function exportedName(code: string, name: string): string | null {
  const [, found = null] = new RegExp(`__vite_ssr_exports__, "${name}"[^]*?return ([\\w$]+);`).exec(code) ?? [];
  return found;
}

type Body = FunctionBody | Expression;

function bodyOf(name: string, { body }: Program): Body | null {
  for (const statement of body) {
    if (statement.type === 'FunctionDeclaration' && statement.id?.name === name) return statement.body;
    if (statement.type !== 'VariableDeclaration') continue;
    const made = statement.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (made) return bodyOfFunction(made.init);
  }
  return null;
}

function bodyOfFunction(init: Expression | null): Body | null {
  if (init?.type === 'ParenthesizedExpression') return bodyOfFunction(init.expression);
  const isFunction = init?.type === 'FunctionExpression' || init?.type === 'ArrowFunctionExpression';
  return isFunction ? init.body : null;
}
