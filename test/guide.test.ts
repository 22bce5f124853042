// The users' own guide: each complete step in it loads and runs without edits, on a task that it waits for. The guide is not
// part of this repository; where it is not beside it, these tests say so and are left out.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report, ReportScenario } from '../src/check/outcome.ts';
import { CASES, GLOBALS, MOCKS, PROOFS } from './guide-cases.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const GUIDE = join(ROOT, '../shared/guide/testing-and-debugging-guide.md');

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

/** Blocks that export both a condition and a content, under the name that their first comment gives. */
function stepsOf(markdown: string): Map<string, string> {
  const complete = blocksOf(markdown).filter(
    // The page breaks off in the middle of the canary step; its other half stands elsewhere in it.
    (code) => /export const condition = /.test(code) && /export const content = /.test(code) && isBalanced(code),
  );
  return new Map(complete.map((code) => [/^\/\/ steps\/(\w+)\.js/.exec(code)?.[1] ?? 'debug_data_structure', code]));
}

function isBalanced(code: string): boolean {
  const count = (mark: string): number => code.split(mark).length;
  return count('{') === count('}');
}

const guide = existsSync(GUIDE) ? readFileSync(GUIDE, 'utf8') : null;
const steps = guide === null ? new Map<string, string>() : stepsOf(guide);

describe.skipIf(guide === null)(
  'the guide’s steps run as they are printed (skipped: ../shared/guide is not here)',
  () => {
    let dir = '';
    let report: Report;

    beforeAll(() => {
      dir = mkdtempSync(join(tmpdir(), 'stepscope-guide-'));
      const write = (file: string, text: string): void => {
        mkdirSync(dirname(join(dir, file)), { recursive: true });
        writeFileSync(join(dir, file), text);
      };
      for (const [name, code] of steps) write(`steps/${name}.js`, code);
      write('steps/lib/globals.js', GLOBALS);
      for (const [name, data] of Object.entries(CASES)) {
        write(
          `scenarios/${name}.json`,
          JSON.stringify({ name, data, connectors: MOCKS, expect: { paths: PROOFS[name] } }),
        );
      }
      const args = [join(ROOT, 'dist/stepscope.js'), 'run', '--dir', dir, '--reporter', 'json'];
      // A failing case must be told by its own test, not by the exit code.
      const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
      report = JSON.parse(stdout) as Report;
    });

    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    const taskOf = (name: string): ReportScenario => {
      const found = report.scenarios.find((scenario) => scenario.name === name);
      if (!found) throw new Error(`no case for the step ${name}: add one to guide-cases.ts`);
      return found;
    };

    test('there are as many as we know', () => {
      expect([...steps.keys()].sort()).toEqual(Object.keys(CASES).sort());
      expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    test.each([...steps.keys()])('%s', (name) => {
      const { task, steps: ran } = taskOf(name);
      expect(task?.error ?? null).toBeNull();
      expect(ran).toContain(name);
    });
  },
);
