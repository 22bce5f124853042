// One step file: compiled, evaluated once for its condition, and ready to be opened for each turn.

import { borrowedNames } from '../compile/borrowed.ts';
import { dataAssignment } from '../compile/data-assignment.ts';
import { contentPosition } from '../compile/exported-content.ts';
import { type Beside, besideContent, conditionPosition } from '../compile/findings.ts';
import type { CompiledModule, Exports } from '../compile/module.ts';
import { BrokenSource } from '../compile/transform.ts';
import { specificity } from '../engine/condition.ts';
import type { Content } from '../engine/port.ts';
import { type Predicate, type ReadCondition, readCondition } from '../engine/read-condition.ts';
import type { ErrorInfo } from '../events.ts';
import { codeFrame } from '../frame.ts';
import type { ObjectCondition, Problem, Source } from '../step.ts';

/** A version of a step that can be matched and run. */
export interface StepVersion {
  readonly source: Source;
  readonly module: CompiledModule;
  readonly condition: ObjectCondition;
  readonly specificity: number;
  readonly disabled: boolean;
  readonly predicates: ReadonlyMap<string, Predicate>;
  /** What is wrong with it though it loads. */
  readonly problems: readonly Problem[];
}

export interface StepOpener {
  compile(source: Source): CompiledModule;
  /** Evaluates the module as at load time: there is no task. */
  evaluate(module: CompiledModule): Exports | Promise<Exports>;
  locate(thrown: unknown, source: Source): ErrorInfo;
  /** What `steps/lib/globals` exports. */
  readonly globalNames: readonly string[];
}

/** The step, or the Problem that keeps it from being one. */
export async function loadStep(source: Source, opener: StepOpener): Promise<StepVersion | Problem> {
  const assigned = tryPosition(() => dataAssignment(source.file, source.text));
  if (assigned)
    return problemAt(
      source,
      assigned,
      '`data` itself is assigned, which changes nothing in the task',
      'Change what is in it: `data.field = …`, or `Object.assign(data, …)`.',
    );
  try {
    const module = opener.compile(source);
    const exports = await opener.evaluate(module);
    return versionOf(source, module, exports, opener.globalNames);
  } catch (thrown) {
    return loadProblem(thrown, source, opener);
  }
}

function versionOf(
  source: Source,
  module: CompiledModule,
  exports: Exports,
  globalNames: readonly string[],
): StepVersion | Problem {
  const written = conditionOf(exports);
  if (written === undefined)
    return problemAt(
      source,
      null,
      'this step has no condition',
      'Add `export const condition = { field: String };`: it says which data the step waits for.',
    );
  if (!contentOf(exports))
    return problemAt(
      source,
      tryPosition(() => contentPosition(source.file, source.text)),
      exports.content === undefined ? 'this step has no content function' : 'content is no function',
      'Add `export const content = async () => { … };`: it says what the step does.',
    );
  const read = readCondition(written, source.name);
  return {
    source,
    module,
    condition: read.condition,
    specificity: specificity(read.condition),
    disabled: exports.disabled === true,
    predicates: read.predicates,
    problems: [...faultsOf(read, source), ...deployWarnings(source, globalNames)],
  };
}

/** `condition`, or what `match` returns. */
function conditionOf(exports: Exports): unknown {
  if (exports.condition !== undefined) return exports.condition;
  return typeof exports.match === 'function' ? (exports.match as () => unknown)() : undefined;
}

export function contentOf(exports: Exports): Content | undefined {
  const content = exports.content ?? exports.default;
  return typeof content === 'function' ? (content as Content) : undefined;
}

function faultsOf(read: ReadCondition, source: Source): Problem[] {
  return read.faults.map(({ path, message, hint }) => {
    const position = tryPosition(() => conditionPosition(source.file, source.text, path));
    return problemAt(source, position, message, hint);
  });
}

/** What works here and is dropped on deploy. */
function deployWarnings(source: Source, globalNames: readonly string[]): Problem[] {
  const { helpers = null, imports = null } = tryPosition(() => besideContent(source.file, source.text)) ?? {};
  const borrowed = tryPosition(() => borrowedNames(source.file, source.text, globalNames));
  const warn = (found: Beside | null, message: string, hint: string): Problem[] => {
    if (!found) return [];
    const text = `${found.names.join(', ')} ${message} will be missing after deploy`;
    return [{ ...problemAt(source, found.position, text, hint), severity: 'warning' }];
  };
  return [
    ...warn(
      borrowed,
      `of steps/lib/globals ${work(borrowed)} here without lib and`,
      `Write lib.globals.${borrowed?.names[0]}, or move it into content.`,
    ),
    ...warn(
      helpers,
      `outside content ${work(helpers)} here and`,
      'Move it into content, or into a library in steps/lib.',
    ),
    ...warn(
      imports,
      'imported here',
      'Use a library in steps/lib. What a package does by itself (its own state, clock, files) is neither virtual nor taped.',
    ),
  ];
}

function work(found: Beside | null): string {
  return found?.names.length === 1 ? 'works' : 'work';
}

/** The parser may fail where the transformer coped: then there is no position, which is no reason to fail. */
function tryPosition<T>(find: () => T | null): T | null {
  try {
    return find();
  } catch {
    return null;
  }
}

function problemAt(
  source: Source,
  place: { line: number; column: number } | null,
  message: string,
  hint: string,
): Problem {
  const { line, column } = place ?? { line: 1, column: 1 };
  return {
    severity: 'error',
    file: source.file,
    line,
    column,
    message,
    hint,
    frame: codeFrame(source.text, line, column),
  };
}

/** A file of scenarios that exports none. */
export function noDefault(source: Source): Problem {
  const hint = 'Add `export default { … }`: the data of a task, or a list of such objects.';
  return problemAt(source, null, 'this file has no default export, so it holds no scenario', hint);
}

/** A file that cannot be compiled, or whose top level throws. */
export function loadProblem(thrown: unknown, source: Source, opener: Pick<StepOpener, 'locate'>): Problem {
  if (thrown instanceof BrokenSource)
    return problemAt(
      source,
      thrown,
      thrown.message,
      thrown.help || 'Mend the syntax; the file is read again when it is saved.',
    );
  const { name, message, line, column } = opener.locate(thrown, source);
  const place = line > 0 ? { line, column } : null;
  return problemAt(
    source,
    place,
    `loading it failed: ${name}: ${message}`,
    isCommonJs(message, source)
      ? INSTEAD[source.kind]
      : 'This code runs when the file is loaded, before there is a task.',
  );
}

/** Files are modules: only libraries know `module.exports`. */
function isCommonJs(message: string, { text }: Source): boolean {
  const hasNone = /^Cannot set properties of undefined|^(module|exports) is not defined/.test(message);
  return hasNone && /(?<!\.)\b(module|exports)\b\s*[.=[]/.test(text);
}

const DEFAULT = 'Write `export default { … }` instead of `module.exports = { … }`.';
const INSTEAD: Readonly<Record<Source['kind'], string>> = {
  step: 'Write `export const condition = …` and `export const content = …` instead of `module.exports = { … }`.',
  scenario: DEFAULT,
  connector: DEFAULT,
  library: 'Write `export const name = …` for each instead.',
};
