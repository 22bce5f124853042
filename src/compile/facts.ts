// What the text of a step tells: where its condition is written, what it may change, whether it ends its task or runs again.
import {
  type ArrowFunctionExpression,
  type BindingPattern,
  type Expression,
  type Function as FunctionNode,
  type Program,
  parseSync,
  type Statement,
  Visitor,
} from 'oxc-parser';
import type { FieldPlace, StepFacts, Written } from '../facts.ts';
import type { Path } from '../step.ts';
import { exportedCondition, unwrapped } from './findings.ts';
import { nameOf } from './known-calls.ts';
import { Places } from './places.ts';
import { positionAt } from './position.ts';
import { writesOf } from './writes.ts';
import { writtenValues } from './written.ts';

export interface FactsInput {
  readonly step: string;
  readonly file: string;
  readonly text: string;
  readonly librariesTouchData: boolean;
  readonly libraryNames: readonly string[];
}

export function factsOf({ step, file, text, librariesTouchData, libraryNames }: FactsInput): StepFacts {
  const { program } = parseSync(file, text);
  const content = contentOf(program);
  const sure = sureRanges(content);
  const isSure = (start: number): boolean => sure.some(([from, end]) => start >= from && start < end);
  const places = new Places(program, parametersOf(content));
  const { writes, isUnclear, unclearAt } = writesOf({
    text,
    program,
    places,
    isSure,
    librariesTouchData,
    libraryNames,
  });
  const calls = callsOf(program, isSure);
  return {
    step,
    fields: fieldPlaces(program, text),
    writes,
    isUnclear: isUnclear || content === null,
    unclearAt,
    ...calls,
    begins: subtasksOf(program),
  };
}

type Content = ArrowFunctionExpression | FunctionNode;

/** `export const content = …`, `export function content`, or the default export. */
function contentOf({ body }: Program): Content | null {
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement;
      if (isFunction(declaration)) return declaration;
    }
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === 'content') return declaration;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && id.name === 'content' && init && isFunction(init)) return init;
  }
  return null;
}

function isFunction(node: { readonly type: string }): node is Content {
  return ['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration'].includes(node.type);
}

function parametersOf(content: Content | null): readonly BindingPattern[] {
  const [first] = content?.params ?? [];
  return first && first.type !== 'RestElement' && first.type !== 'TSParameterProperty' ? [first] : [];
}

type Range = readonly [from: number, end: number];

/** Statements of content itself, up to the first that may return; what throws ends the task anyway. */
function sureRanges(content: Content | null): readonly Range[] {
  if (content?.body?.type !== 'BlockStatement') return [];
  const ranges: Range[] = [];
  for (const statement of content.body.body) {
    if (returns(statement)) break;
    if (statement.type === 'ExpressionStatement') ranges.push(rangeOf(statement.expression));
  }
  return ranges.filter(([from, end]) => from < end);
}

/** Of `await f(…)` and `data.x = …` the whole: what is in a function, or behind `&&`, is not carried out for sure. */
function rangeOf(expression: Expression): Range {
  const inner = expression.type === 'AwaitExpression' ? expression.argument : expression;
  const isPlain = ['AssignmentExpression', 'UpdateExpression', 'UnaryExpression', 'CallExpression'].includes(
    inner.type,
  );
  // Only what begins where the statement does.
  return isPlain ? [inner.start, inner.start + 1] : [0, 0];
}

function returns(statement: Statement): boolean {
  if (statement.type === 'ReturnStatement') return true;
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ExpressionStatement') return false;
  let found = false;
  new Visitor({
    ReturnStatement() {
      found = true;
    },
  }).visit({
    type: 'Program',
    body: [statement],
    sourceType: 'module',
    hashbang: null,
    comments: [],
    start: 0,
    end: 0,
  } as Program);
  return found;
}

type Certainty = 'never' | 'maybe' | 'surely';

/** Calls of `task` and `step` that decide what comes after. */
function callsOf(program: Program, isSure: (start: number) => boolean): Pick<StepFacts, 'ends' | 'redoes'> {
  const found: { ends: Certainty; redoes: Certainty } = { ends: 'never', redoes: 'never' };
  const note = (what: 'ends' | 'redoes', start: number | null): void => {
    if (start !== null && isSure(start)) found[what] = 'surely';
    else if (found[what] === 'never') found[what] = 'maybe';
  };
  new Visitor({
    CallExpression: ({ callee, arguments: given, start }) => {
      for (const argument of given) {
        if (argument.type !== 'Identifier') continue;
        // Whoever is given it may call it.
        if (argument.name === 'task') note('ends', null);
        if (argument.name === 'step') note('redoes', null);
      }
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
      const name = nameOf(callee);
      if (callee.object.name === 'task' && ENDING.has(name ?? '')) note('ends', start);
      if (callee.object.name === 'step' && name === 'redo') note('redoes', start);
    },
    VariableDeclarator: ({ init }) => {
      if (init?.type !== 'Identifier') return;
      if (init.name === 'task') note('ends', null);
      if (init.name === 'step') note('redoes', null);
    },
  }).visit(program);
  return found;
}

/** Data of which nothing is known is none of it. */
function subtasksOf(program: Program): readonly Written[] {
  const found: Written[] = [];
  new Visitor({
    CallExpression: ({ callee, arguments: [, data] }) => {
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
      if (callee.object.name !== 'task' || nameOf(callee) !== 'subtask') return;
      if (data && data.type !== 'SpreadElement') found.push(...writtenValues(data).filter((one) => one !== null));
    },
  }).visit(program);
  return found;
}

const ENDING = new Set(['complete', 'ignore']);

function fieldPlaces(program: Program, text: string): readonly FieldPlace[] {
  const condition = exportedCondition(program);
  return condition ? placesIn(condition, condition.start, [], text) : [];
}

function placesIn(expression: Expression, start: number, path: Path, text: string): readonly FieldPlace[] {
  const own = { path, ...positionAt(text, start) };
  const value = unwrapped(expression);
  if (value.type === 'ArrayExpression')
    return [
      own,
      ...value.elements.flatMap((element, index) =>
        element && element.type !== 'SpreadElement' ? placesIn(element, element.start, [...path, index], text) : [],
      ),
    ];
  if (value.type !== 'ObjectExpression') return [own];
  return [
    own,
    ...value.properties.flatMap((property) => {
      if (property.type !== 'Property' || property.computed) return [];
      const { key, value: inner, start: at } = property;
      const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : null;
      return name === null ? [] : placesIn(inner, at, [...path, name], text);
    }),
  ];
}
