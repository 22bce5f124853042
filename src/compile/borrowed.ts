// Names that a step uses, does not declare, and finds in steps/lib/globals: they work here, and are missing after deploy.
import { type BindingPattern, type BindingRestElement, type ParamPattern, parseSync, Visitor } from 'oxc-parser';
import type { Beside } from './findings.ts';
import { positionAt } from './position.ts';

/** `names`: what that library exports. In the order of their use; null where there is none. */
export function borrowedNames(file: string, text: string, names: readonly string[]): Beside | null {
  // A cheap sign that there may be one: only then is the text parsed.
  const wanted = names.filter((name) => text.includes(name));
  if (wanted.length === 0) return null;
  const { used, declared } = namesIn(file, text);
  const found = wanted.flatMap((name) => {
    const start = declared.has(name) ? undefined : used.get(name);
    return start === undefined ? [] : [{ name, start }];
  });
  const [first, ...others] = found.sort((a, b) => a.start - b.start);
  return first ? { names: [first, ...others].map(({ name }) => name), position: positionAt(text, first.start) } : null;
}

interface Names {
  /** Where each stands first. */
  readonly used: ReadonlyMap<string, number>;
  /** Wherever that is: one of its own is no use of another's. */
  readonly declared: ReadonlySet<string>;
}

function namesIn(file: string, text: string): Names {
  const used = new Map<string, number>();
  const declared = new Set<string>();
  /** Where names of fields stand. Whatever holds one is visited before it. */
  const fields = new Set<number>();
  const declare = (name: string): void => void declared.add(name);
  const field = ({ computed, key }: { readonly computed: boolean; readonly key: { readonly start: number } }): void => {
    if (!computed) fields.add(key.start);
  };
  const parameters = ({ params }: { readonly params: readonly ParamPattern[] }): void => {
    for (const param of params) bind(param, declare);
  };
  const visitor = new Visitor({
    MemberExpression({ computed, property }) {
      if (!computed) fields.add(property.start);
    },
    Property(property) {
      if (!property.shorthand) field(property);
    },
    ...{ MethodDefinition: field, PropertyDefinition: field },
    FunctionDeclaration({ id, params }) {
      if (id) declare(id.name);
      parameters({ params });
    },
    ...{ FunctionExpression: parameters, ArrowFunctionExpression: parameters },
    ClassDeclaration({ id }) {
      if (id) declare(id.name);
    },
    VariableDeclarator: ({ id }) => bind(id, declare),
    ...{ ImportSpecifier: local, ImportDefaultSpecifier: local, ImportNamespaceSpecifier: local },
    CatchClause({ param }) {
      if (param) bind(param, declare);
    },
    Identifier({ name, start }) {
      if (!fields.has(start) && !used.has(name)) used.set(name, start);
    },
  });
  function local({ local: own }: { readonly local: { readonly name: string } }): void {
    declare(own.name);
  }
  visitor.visit(parseSync(file, text).program);
  return { used, declared };
}

/** The names that a pattern takes apart into. */
function bind(pattern: BindingPattern | BindingRestElement | ParamPattern, declare: (name: string) => void): void {
  switch (pattern.type) {
    case 'Identifier':
      return declare(pattern.name);
    case 'AssignmentPattern':
      return bind(pattern.left, declare);
    case 'RestElement':
      return bind(pattern.argument, declare);
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) bind(element, declare);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        bind(property.type === 'RestElement' ? property : property.value, declare);
  }
}
