// Source text of a step, library or scenario → code whose imports and exports are calls, with a map back to the text.
import type { ModuleRunnerTransformResult } from 'oxc-transform';
import { moduleRunnerTransformSync, transformSync } from 'oxc-transform';
import { positionAt } from './position.ts';

export interface Transformed {
  readonly code: string;
  /** From generated to source positions; several where TypeScript was removed first, the last step's first. */
  readonly maps: readonly RawMap[];
  /** Specifiers of static imports. */
  readonly imports: readonly string[];
}

export type RawMap = NonNullable<ModuleRunnerTransformResult['map']>;

/** The text is no valid module; the position is in it, from 1. */
export class BrokenSource extends Error {
  override readonly name = 'BrokenSource';
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
    readonly help: string,
  ) {
    super(message);
  }
}

/** Throws BrokenSource. */
export function transform(file: string, text: string): Transformed {
  const isTypeScript = /\.m?ts$/.test(file);
  const typed = isTypeScript ? transformSync(file, text, { sourcemap: true, lang: 'ts', sourceType: 'module' }) : null;
  if (typed) refuse(typed.errors, text);
  const code = typed?.code ?? text;
  const run = moduleRunnerTransformSync(file.replace(/\.(m?)ts$/, '.$1js'), code, { sourcemap: true });
  refuse(run.errors, code);
  const maps = [run.map, typed?.map].filter((map) => map !== undefined && map !== null);
  return { code: run.code, maps, imports: run.deps };
}

interface Diagnostic {
  readonly severity: string;
  readonly message: string;
  readonly labels: readonly { readonly start: number }[];
  readonly helpMessage: string | null;
}

function refuse(errors: readonly Diagnostic[], text: string): void {
  const [first] = errors.filter((error) => error.severity === 'Error');
  if (!first) return;
  const { line, column } = positionAt(text, first.labels[0]?.start ?? 0);
  throw new BrokenSource(first.message, line, column, first.helpMessage ?? '');
}
