// `stepscope step add`, `clone` and `edit`: files of steps, looked at again once they are written.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { problemLines } from '../check/report-text.ts';
import { readCondition } from '../engine/read-condition.ts';
import { readDocument } from '../load/document.ts';
import { placesIn } from '../load/place.ts';
import type { Written } from '../load/save-scenario.ts';
import { conditionOf, stepText, writeStep } from '../load/step-file.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Json } from '../step.ts';
import { editorCommand } from '../tui/editor.ts';
import { isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText, oneLine } from './listing.ts';
import { viewOf } from './look-at.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';
import { stepSource } from './step-find.ts';

interface InWorkspace {
  readonly dir: string;
  readonly json: boolean;
}

export async function stepAddCommand({
  dir,
  json,
  name,
  condition = '{}',
}: InWorkspace & { readonly name: string; readonly condition?: string | undefined }): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const pattern = patternOf(condition);
  if (typeof pattern === 'string') return refuse('step add', pattern);
  const read = await readWorkspace(resolve(dir));
  return tellWritten('step add', { dir, json }, writeStep(read, name, '.js', stepText(pattern.value)));
}

function patternOf(text: string): { readonly value: Json } | string {
  const { document, faults } = readDocument('--condition', text);
  const [fault] = faults.filter(({ severity }) => severity === 'error');
  if (fault || !document) {
    const { line, column } = placesIn(text)(fault?.offset ?? 0);
    return `--condition:${line}:${column}: ${fault?.message ?? 'it cannot be read'}. ${fault?.hint ?? ''}`;
  }
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return '--condition must be an object, such as \'{"customer": {"email": "String", "validated": null}}\'.';
  const [wrong] = readCondition(conditionOf(value), '').faults;
  return wrong ? `--condition: ${wrong.path.join('.')}: ${wrong.message}. ${wrong.hint}` : { value };
}

export async function stepCloneCommand({
  dir,
  json,
  step,
  name,
}: InWorkspace & { readonly step: string; readonly name?: string | undefined }): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const asked = await stepSource(dir, step);
  if (typeof asked === 'string') return refuse('step clone', asked);
  const { read, found } = asked;
  const text = readFileSync(join(read.dir, found.file), 'utf8');
  const copy = writeStep(read, name ?? `${found.name} copy`, extname(found.file), text);
  return tellWritten('step clone', { dir, json }, copy);
}

/** Prints the file, alone where a script reads it. */
async function tellWritten(who: string, { dir, json }: InWorkspace, written: Written): Promise<number> {
  if ('refused' in written) return refuse(who, written.refused);
  if (!json) await print(`${oneLine(written.file)}\n`);
  return lookAgain(dir, written.file, json);
}

export async function stepEditCommand({ dir, json, step }: InWorkspace & { readonly step: string }): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const asked = await stepSource(dir, step);
  if (typeof asked === 'string') return refuse('step edit', asked);
  const { read, found } = asked;
  const file = join(read.dir, found.file);
  const place = { file, line: conditionLine(found.source), column: 1 };
  const isChosen = [read.config.editor, process.env.VISUAL, process.env.EDITOR].some((text) => text?.trim());
  if (!isChosen && !isTerminal(process.stdin, process.stdout))
    return refuse('step edit', `there is no terminal for an editor: the file is ${file}.`);
  const { binary, args } = editorCommand(place, read.config.editor, process.env);
  const fault = await runEditor(binary, args);
  if (fault !== null) return refuse('step edit', fault);
  return lookAgain(dir, found.file, json);
}

/** Where a step begins to be of interest. */
function conditionLine(text: string): number {
  const at = text.split('\n').findIndex((line) => /^\s*export\s+(const|function)\s+(condition|match)\b/.test(line));
  return Math.max(1, at + 1);
}

/** What went wrong; null where it ended well. */
function runEditor(binary: string, args: readonly string[]): Promise<string | null> {
  return new Promise((done) => {
    const editor = spawn(binary, args, { stdio: 'inherit' });
    editor.once('error', ({ message }) =>
      done(`the editor ${binary} cannot be started: ${message}. Set VISUAL, EDITOR or "editor" in the settings.`),
    );
    editor.once('exit', (code, signal) =>
      done(code === 0 ? null : `the editor ${binary} ended with ${signal ?? code}; the file is as it left it.`),
    );
  });
}

/** What is wrong with the file now: 3 where it is an error. */
async function lookAgain(dir: string, file: string, json: boolean): Promise<number> {
  const view = await viewOf(dir);
  const problems = view.problems.filter((problem) => problem.file === file);
  const name = view.read.sources.find((source) => source.file === file)?.name ?? null;
  if (json) await print(jsonText({ name, file, problems }));
  const paint = paintFor(process.stderr);
  for (const problem of problems) process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
  return problems.some(({ severity }) => severity === 'error') ? EXIT.problems : EXIT.ok;
}
