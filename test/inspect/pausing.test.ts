// Code made ready for a debugger: where it pauses, and that every place of it leads to its own place in the source.
import { decodedMappings, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { describe, expect, it } from 'vitest';
import { forDebugger } from '../../src/compile/pausing.ts';
import { transform } from '../../src/compile/transform.ts';

const URL_OF_SOURCE = 'file:///w/steps/a';

function made(file: string, text: string, pauses = true) {
  const { code, maps } = forDebugger(file, URL_OF_SOURCE, text, transform(file, text), pauses);
  const [inline = ''] = /(?<=base64,).*$/.exec(code) ?? [];
  const map = new TraceMap(Buffer.from(inline, 'base64').toString('utf8'));
  expect(maps).toHaveLength(1);
  return { code, map };
}

/** Line in the source, from 1, of a text in the code; 0 where it does not stand there. */
function lineOf(map: TraceMap, code: string, wanted: string): number {
  const offset = code.indexOf(wanted);
  if (offset < 0) return 0;
  const before = code.slice(0, offset).split('\n');
  return originalPositionFor(map, { line: before.length, column: before.at(-1)?.length ?? 0 }).line ?? 0;
}

const CONDITION = 'export const condition = { a: 1 };\n';

describe('forDebugger', () => {
  it.each([
    ['an async arrow', 'a.js', `${CONDITION}export const content = async () => {\n\n  data.x = 1;\n};`, 4],
    ['a function', 'a.js', `${CONDITION}export function content() {\n  data.x = 1;\n}`, 3],
    [
      'a default function',
      'a.js',
      `export const match = () => ({});\nexport default function (data) {\n  data.x = 1;\n}`,
      3,
    ],
    ['a default arrow', 'a.mjs', `${CONDITION}export default (data) => {\n  data.x = 1;\n};`, 3],
    ['an expression', 'a.js', `${CONDITION}export const content = () =>\n  data.x = 1;`, 3],
    ['an object', 'a.js', `${CONDITION}export const content = () =>\n  ({ x: data.x = 1 });`, 3],
    [
      'TypeScript',
      'a.ts',
      `interface A {\n  x: number;\n}\n${CONDITION}export const content = async (): Promise<void> => {\n  const n: number = data.x;\n};`,
      6,
    ],
    ['another name', 'a.js', `const f = () => {\n  data.x = 1;\n};\n${CONDITION}export { f as content };`, 2],
    ['an empty one', 'a.js', `${CONDITION}export const content = () => {};`, 2],
    ['several in a line', 'a.js', `${CONDITION}export const content = () => { let a = data.x; a++; };`, 2],
  ])('pauses in %s', (_, file, text, line) => {
    const { code, map } = made(file, text);
    expect(code.match(/debugger;/g)).toHaveLength(1);
    expect(lineOf(map, code, 'debugger;')).toBe(line);
    expect(map.sources).toEqual([URL_OF_SOURCE]);
    expect(map.sourcesContent).toEqual([text]);
  });

  it.each([
    ['made by a call', `${CONDITION}export const content = wrap(() => {});`],
    ['of another file', `${CONDITION}export { content } from './b.js';`],
  ])('does not pause in one %s', (_, text) => {
    expect(made('a.js', text).code).not.toContain('debugger;');
  });

  it('leaves alone what is no step', () => {
    expect(made('a.js', `${CONDITION}export const content = () => {};`, false).code).not.toContain('debugger;');
  });

  it.each(['a.js', 'a.ts'])('leads from every place of the code to where it stands in %s', (file) => {
    const text = `// é\n${CONDITION}\nexport const content = async () => {\n  // one\n  const first = data.first; const second = [first, data.second];\n\n  if (second) {\n    data.third = \`\n\${second}\`;\n  }\n};\n`;
    const { code, map } = made(file, text);
    const rows = text.split('\n');
    const lines = code.split('\n');
    for (const name of ['first', 'second', 'third', 'content', 'condition', 'data'])
      for (const [line, segments] of decodedMappings(map).entries())
        for (const [column, , sourceLine = 0, sourceColumn = 0] of segments) {
          const here = lines[line]?.slice(column) ?? '';
          const isName = new RegExp(`^${name}\\b`).test(here) && !/[\w$]$/.test(lines[line]?.slice(0, column) ?? '');
          if (isName) expect(rows[sourceLine]?.slice(sourceColumn)).toMatch(new RegExp(`^${name}\\b|^export`));
        }
    expect(lineOf(map, code, 'const second')).toBe(6);
  });
});
