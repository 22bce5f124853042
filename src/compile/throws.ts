// A text, a number or null that is thrown says nothing of where: each such `throw` tells what it throws before it does.
import { parseSync, Visitor } from 'oxc-parser';
import { mapOf, placesOf } from './inline-map.ts';
import { type Insert, inserted } from './insert.ts';
import type { Transformed } from './transform.ts';

/** The name by which compiled code calls whoever wants to know. */
export const THROWN = '__stepscope_thrown__';

/** A cheap sign that something else than a new error may be thrown: only then is the code parsed. */
const MAY_THROW = /\bthrow\b(?!\s+new\b)/;

/** `text`: the source of which the code is made. */
export function tellingThrows(text: string, source: Transformed): Transformed {
  if (!MAY_THROW.test(source.code)) return source;
  const { program, errors } = parseSync('compiled.js', source.code);
  if (errors.length > 0) return source;
  const inserts: Insert[] = [];
  const visitor = new Visitor({
    ThrowStatement({ argument }) {
      if (argument.type === 'NewExpression') return;
      inserts.push({ offset: argument.start, text: `${THROWN}((` }, { offset: argument.end, text: '))' });
    },
  });
  visitor.visit(program);
  if (inserts.length === 0) return source;
  inserts.sort((a, b) => a.offset - b.offset);
  const places = placesOf(source);
  const code = inserted(source.code, inserts, places);
  return { code, maps: [mapOf(places, 'source', text)], imports: source.imports };
}
