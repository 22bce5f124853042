// Expressions that a person wrote into a breakpoint, over a copy of the data. They run in a world of their own: nothing of a
// task is in it, and nothing that they do there comes back.
import { compileFunction, createContext, runInContext } from 'node:vm';
import { CODE_NAMES, codeBody } from '../breakpoint-text.ts';
import type { JsonObject } from '../step.ts';

export type Expression = (data: unknown, step: string, turn: number) => unknown;

export class Expressions {
  readonly #world = createContext(Object.create(null));
  readonly #read: (json: string) => unknown;

  constructor() {
    this.#read = runInContext(READ, this.#world) as (json: string) => unknown;
  }

  /** Throws the SyntaxError. */
  compile(expression: string): Expression {
    const names = [...CODE_NAMES];
    return compileFunction(codeBody(expression), names, { parsingContext: this.#world }) as Expression;
  }

  /** Frozen, and made of that world's own objects. */
  copyOf(data: JsonObject): unknown {
    return this.#read(JSON.stringify(data));
  }
}

/** V8 puts a console into every world, to no use here. */
const READ = `"use strict"; (() => {
  delete globalThis.console;
  const { freeze, values } = Object;
  const { parse } = JSON;
  const deep = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    for (const inner of values(value)) deep(inner);
    return freeze(value);
  };
  return (json) => deep(parse(json));
})()`;
