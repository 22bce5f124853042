// The users' own guide: its steps and its commands, as they are printed. It is no part of this repository; where it does not lie
// beside it, `guide` is null and what needs its words is left out.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../check/workspace.ts';

const PAGE = join(ROOT, '../shared/guide/testing-and-debugging-guide.md');

export const guide = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : null;

/** The fenced blocks of a page; a fence may be longer than three backticks. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let open: string[] | null = null;
  for (const line of markdown.split('\n')) {
    if (open === null) open = /^`{3,}\w+/.test(line) ? [] : null;
    else if (/^`{3,}\s*$/.test(line)) {
      blocks.push(open.join('\n'));
      open = null;
    } else open.push(line);
  }
  return blocks;
}

const blocks = guide === null ? [] : blocksOf(guide);

/** The one block of the guide that holds this text; empty where there is no guide. */
export function block(text: string): string {
  const found = blocks.filter((candidate) => candidate.includes(text));
  if (guide !== null && found.length !== 1) throw new Error(`${found.length} blocks of the guide hold "${text}"`);
  return found[0] ?? '';
}

/** Blocks that export both a condition and a content, under the name that their first comment gives. */
export const guideSteps: Readonly<Record<string, string>> = Object.fromEntries(
  blocks
    .filter((code) => /export const condition = /.test(code) && /export const content = /.test(code) && isWhole(code))
    .map((code) => [/^\/\/ steps\/(\w+)\.js/.exec(code)?.[1] ?? 'debug_data_structure', code]),
);

/** The page breaks off in the middle of the canary step. */
function isWhole(code: string): boolean {
  return code.split('{').length === code.split('}').length;
}

/** Two steps are torn in two, and their second halves are exchanged: here each has its own again. */
const CUT = "console.log('Processing";

/** Before and after the last one in a text. */
function cut(text: string): readonly [head: string, tail: string] {
  const at = text.lastIndexOf(CUT);
  return [text.slice(0, at), text.slice(at + CUT.length)];
}

/** "Add to any step for execution tracking": so the condition is ours. */
export function trackingStep(condition: string): string {
  const [head] = cut(block('Add to any step for execution tracking'));
  const [, rest = ''] = (guide ?? '').split('from the start. order:');
  const [lost = ''] = rest.split('### Error Analysis and Recovery');
  const tail = lost
    .replace(/^`{3,}.*$/gm, '')
    // What stood below a comment stands behind it on this page.
    .replaceAll('// Error tracking ', '\n')
    .replaceAll('// Execution completion tracking ', '\n');
  return `export const condition = ${condition};\n${head}${CUT} order:${tail}`;
}

/** The line that says when it began is lost. */
export function canaryStep(): string {
  const [head] = cut(block('steps/canary_deployment.js'));
  const [, tail] = cut(block('Add to any step for execution tracking'));
  return `${head.replace('// Route small', 'const startTime = Date.now();\n  // Route small')}${CUT}${tail}`;
}
