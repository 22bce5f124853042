// Where a step's text has what it exports as its content.
import { type Program, parseSync } from 'oxc-parser';
import { type Position, positionAt } from './position.ts';

/** null where it exports none by its name. */
export function contentPosition(file: string, text: string): Position | null {
  const [start] = contentStarts(parseSync(file, text).program);
  return start === undefined ? null : positionAt(text, start);
}

/** Offsets of what `content` and the default export are made of. */
export function contentStarts({ body }: Program): readonly number[] {
  return body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return [statement.declaration.start];
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
    const { declaration } = statement;
    if (declaration.type === 'FunctionDeclaration')
      return declaration.id?.name === 'content' ? [declaration.start] : [];
    if (declaration.type !== 'VariableDeclaration') return [];
    const made = declaration.declarations.filter(({ id }) => id.type === 'Identifier' && id.name === 'content');
    return made.flatMap(({ init }) => (init ? [init.start] : []));
  });
}
