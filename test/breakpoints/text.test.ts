// The one-line language of breakpoints: what is read, what is refused and why, and that what is shown reads as the same again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakpointText, faultOf, logParts, parseBreakpoint } from '../../src/breakpoint-text.ts';
import { HIT_OPS, type NewBreakpoint, reaches } from '../../src/breakpoints.ts';

type Read = Partial<NewBreakpoint>;

describe('reading', () => {
  it.each<readonly [text: string, read: Read]>([
    ['step pay', { kind: 'step', target: 'pay' }],
    ['  match  charge card ', { kind: 'match', target: 'charge card' }],
    ['step orders/if paid', { kind: 'step', target: 'orders/if paid' }],
    ['step "mail if paid"', { kind: 'step', target: 'mail if paid' }],
    ["step it's done if data.a", { kind: 'step', target: "it's done", condition: 'data.a' }],
    ['change order.items.*.price', { kind: 'change', target: 'order.items.*.price' }],
    ['error', { kind: 'error', target: '' }],
    ['settle log arrived', { kind: 'settle', target: '', log: 'arrived' }],
    ['several hits % 3', { kind: 'several', hits: { op: '%', count: 3 } }],
    ['turn 12', { kind: 'turn', target: '12' }],
    ['step a hits>=3', { kind: 'step', target: 'a', hits: { op: '>=', count: 3 } }],
    ['step a hits == 3', { hits: { op: '=', count: 3 } }],
    ['step a if turn > 2 hits < 4', { condition: 'turn > 2', hits: { op: '<', count: 4 } }],
    ['step a hits < 4 if turn > 2', { condition: 'turn > 2', hits: { op: '<', count: 4 } }],
    ['step a if data.note === " log x" log it', { condition: 'data.note === " log x"', log: 'it' }],
    ['step a if data.hits > 3', { condition: 'data.hits > 3' }],
    ['step a if data.f((x) => ({ if : 1 })) log x', { condition: 'data.f((x) => ({ if : 1 }))', log: 'x' }],
    ['step a if data.note === "\\" log " log b', { condition: 'data.note === "\\" log "', log: 'b' }],
    ['step a log now if and hits > 3', { log: 'now if and hits > 3' }],
  ])('%j', (text, read) => {
    expect(parseBreakpoint(text)).toMatchObject({ isOn: true, ...read });
  });

  it.each<readonly [text: string, why: RegExp]>([
    ['', /^write where to stop: step NAME/],
    ['stop a', /there is no "stop": write step NAME/],
    ['toString', /there is no "toString"/],
    ['step', /step needs the name of a step/],
    ['step if data.a', /step needs the name of a step/],
    ['change', /change needs a path/],
    ['change a..b', /a\.\.b is no path/],
    ['turn x', /turn needs a number/],
    ['turn 0', /turn needs a number/],
    ['error here', /error takes no name: if, hits or log may follow, not "here"/],
    ['step a if', /if needs an expression/],
    ['step a if log x', /if needs an expression/],
    ['step a if data.(', /its condition cannot be read: Unexpected token '\('/],
    ['step a if data.a; data.b', /its condition cannot be read/],
    ['step a if "x', /its condition cannot be read/],
    ['step a hits', /hits needs a comparison and a number/],
    ['step a hits 3', /hits needs a comparison/],
    ['step a hits % 0', /hits needs a comparison/],
    ['step a hits > 3 4', /if, hits or log may follow, not "4"/],
    ['step a hits > 3 hits > 4', /hits is there twice/],
    ['step "a" b', /if, hits or log may follow, not "b"/],
    ['step a log', /log needs a text/],
    ['step a log {', /a } is missing/],
    ['step a log {}', /\{ } in its text needs an expression/],
    ['step a log {data.}', /\{data\.} in its text cannot be read/],
  ])('%j is refused', (text, why) => {
    expect(parseBreakpoint(text)).toMatch(why);
  });
});

describe('showing', () => {
  const texts = fc.stringMatching(/^[\w "'.*/-]{0,12}$/);
  const target = fc.oneof(texts, fc.constantFrom('a if b', ' log ', 'hits', '"', 'if', 'x log'));
  const made = fc.record(
    {
      kind: fc.constantFrom('step' as const, 'match' as const),
      target: target.filter((text) => text !== ''),
      condition: fc.constantFrom('data.a > 1', '"x log y"', '(a) => { if (a) return 1; }', 'data.log .length'),
      hits: fc.record({ op: fc.constantFrom(...HIT_OPS), count: fc.integer({ min: 1, max: 99 }) }),
      log: texts.map((text) => `x${text}`.trim()),
      isOn: fc.constant(true),
    },
    { requiredKeys: ['kind', 'target', 'isOn'] },
  );

  it('is read as the same again', () => {
    fc.assert(
      fc.property(made, (breakpoint) => {
        expect(parseBreakpoint(breakpointText(breakpoint))).toEqual(breakpoint);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever is read', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('step a if ', 'change ', 'step a log ', ''), (text, start) => {
        const read = parseBreakpoint(start + text);
        if (typeof read !== 'string') expect(faultOf(read)).toBeNull();
      }),
    );
  });
});

describe('the text of a log point', () => {
  it.each([
    ['total', [{ text: 'total' }]],
    ['{data.a}', [{ code: 'data.a' }]],
    [
      'a {data.a}, b { [1].map((x) => ({ x })) }.',
      [{ text: 'a ' }, { code: 'data.a' }, { text: ', b ' }, { code: '[1].map((x) => ({ x }))' }, { text: '.' }],
    ],
    ['{{data}} } {"}"}', [{ text: '{data} } ' }, { code: '"}"' }]],
  ])('%j', (text, parts) => {
    expect(logParts(text)).toEqual(parts);
  });
});

describe('hits', () => {
  it.each([
    ['>', [4, 5, 6]],
    ['>=', [3, 4, 5, 6]],
    ['=', [3]],
    ['<', [1, 2]],
    ['<=', [1, 2, 3]],
    ['%', [3, 6]],
  ] as const)('%s 3', (op, counting) => {
    expect([1, 2, 3, 4, 5, 6].filter((number) => reaches({ op, count: 3 }, number))).toEqual(counting);
    expect(reaches(undefined, 1)).toBe(true);
  });
});
