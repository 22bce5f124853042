// What others do with the same rules. json-rules-engine, node-rules and the hand-written predicates keep nothing of what
// happened; the naive scan keeps what we keep.

import { Engine as JsonRulesEngine } from 'json-rules-engine';
import { RuleEngine } from 'node-rules';
import { openCopy } from '../../src/engine/data-copy.ts';
import { diff } from '../../src/engine/diff.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { isObject } from '../../src/json.ts';
import type { Json } from '../../src/step.ts';
import type { PrepareChain } from './ours.ts';
import { FIRINGS, patternOf, type Rule, startData, valueAt } from './rules.ts';

/** Interprets the pattern of every step that has not fired, each turn; then the same data, patches and states as ours. */
export function naiveScan(rules: readonly Rule[]): PrepareChain {
  const patterns = rules.map(patternOf);
  return () => {
    const normaliser = new Normaliser();
    const start = normaliser.adopt(startData());
    return async () => {
      const kept: unknown[] = [];
      const fired = new Set<number>();
      let data = start;
      while (fired.size < FIRINGS) {
        const agenda: number[] = [];
        for (let index = 0; index < patterns.length; index++)
          if (!fired.has(index) && fits(patterns[index], data)) agenda.push(index);
        const [first] = agenda;
        if (first === undefined) break;
        const open = openCopy(data, {}, normaliser);
        rules[first]?.fire(open.root as Record<string, unknown>);
        const next = open.close().data;
        kept.push({ agenda, first, patches: diff(data, next), data: next });
        fired.add(first);
        data = next;
      }
      return kept;
    };
  };
}

/** What a pattern says, read from the pattern itself: an object asks for its fields, null for nothing there. */
function fits(pattern: Json | undefined, value: Json | undefined): boolean {
  if (!isObject(pattern)) return (value ?? null) === pattern;
  if (!isObject(value)) return false;
  for (const key in pattern) if (!fits(pattern[key], Object.hasOwn(value, key) ? value[key] : undefined)) return false;
  return true;
}

/** What a programmer would write without any engine. */
export function handWritten(rules: readonly Rule[]): PrepareChain {
  const predicates = rules.map(
    ({ tests }) =>
      (data: unknown) =>
        tests.every(([path, value]) => (valueAt(data, path) ?? null) === value),
  );
  return () => {
    const data = startData() as Record<string, unknown>;
    return async () => {
      const fired = new Set<number>();
      while (fired.size < FIRINGS) {
        const found = predicates.findIndex((predicate, index) => !fired.has(index) && predicate(data));
        if (found < 0) break;
        rules[found]?.fire(data);
        fired.add(found);
      }
      return data;
    };
  };
}

export function jsonRulesEngine(rules: readonly Rule[]): PrepareChain {
  const engine = new JsonRulesEngine([], { allowUndefinedFacts: true });
  for (const [index, { tests }] of rules.entries()) {
    const all = tests.map(([path, value]) => ({ fact: 'data', path: `$.${path.join('.')}`, operator: 'same', value }));
    engine.addRule({ conditions: { all }, event: { type: 'fire', params: { index } } });
  }
  engine.addOperator('same', (fact: unknown, value: unknown) => (fact ?? null) === value);
  return () => {
    const data = startData() as Record<string, unknown>;
    return async () => {
      const fired = new Set<number>();
      while (fired.size < FIRINGS) {
        const { events } = await engine.run({ data });
        const next = events.map(({ params }) => params?.index as number).find((index) => !fired.has(index));
        if (next === undefined) break;
        rules[next]?.fire(data);
        fired.add(next);
      }
      return data;
    };
  };
}

/** It runs on by itself as long as a rule changes something. */
export function nodeRules(rules: readonly Rule[]): PrepareChain {
  let fired = new Set<number>();
  const engine = new RuleEngine(
    rules.map(({ name, tests, fire }, index) => ({
      name,
      condition(api: { when(truth: boolean): void }, fact: object) {
        api.when(!fired.has(index) && tests.every(([path, value]) => (valueAt(fact, path) ?? null) === value));
      },
      consequence(api: { next(): void; restart(): void; stop(): void }, fact: object) {
        fired.add(index);
        fire(fact as Record<string, unknown>);
        if (fired.size < FIRINGS) api.restart();
        else api.stop();
      },
    })),
  );
  return () => {
    fired = new Set();
    const data = startData();
    return async () => {
      await new Promise<void>((resolve) => engine.execute(data as never, () => resolve()));
      return data;
    };
  };
}
