// What a file is to the workspace: its place and its name alone decide.
import type { Source } from '../step.ts';

export interface Folders {
  readonly steps: string;
  readonly scenarios: string;
}

/** `scenarios` and `mocks` are data files; the kinds of Source are code. */
export interface Role {
  readonly kind: Source['kind'] | 'scenarios' | 'mocks';
  readonly name: string;
}

const CODE = /\.m?[jt]s$/;
const NO_CODE = /\.d\.m?ts$|\.test\.m?[jt]s$/;
const DATA = /\.(json|jsonc|yaml|yml)$/;

/** Undefined for files that are nothing to us. `file` is relative to the workspace, with `/`. */
export function roleOf(file: string, { steps, scenarios }: Folders): Role | undefined {
  if (isHidden(file)) return undefined;
  if (isBelow(steps, file)) return stepRole(file, steps);
  return isBelow(scenarios, file) ? scenarioRole(file, scenarios) : undefined;
}

function stepRole(file: string, steps: string): Role | undefined {
  if (!isCode(file)) return undefined;
  const lib = `${steps}/lib`;
  if (isBelow(lib, file)) return { kind: 'library', name: nameBelow(lib, file) };
  return { kind: 'step', name: nameBelow(steps, file) };
}

function scenarioRole(file: string, scenarios: string): Role | undefined {
  const connectors = `${scenarios}/connectors`;
  const ofConnector = isBelow(connectors, file);
  const name = nameBelow(ofConnector ? connectors : scenarios, file);
  if (isCode(file)) return { kind: ofConnector ? 'connector' : 'scenario', name };
  if (DATA.test(file)) return { kind: ofConnector ? 'mocks' : 'scenarios', name };
  return undefined;
}

export function isCode(file: string): boolean {
  return CODE.test(file) && !NO_CODE.test(file);
}

/** Dotfiles, what editors leave beside a file, and packages. */
export function isHidden(file: string): boolean {
  return file.split('/').some((segment) => segment.startsWith('.') || segment === 'node_modules');
}

export function isBelow(folder: string, file: string): boolean {
  return file.startsWith(`${folder}/`);
}

/** Path below the folder without extension. */
export function nameBelow(folder: string, file: string): string {
  const below = isBelow(folder, file) ? file.slice(folder.length + 1) : file;
  return below.replace(/\.[^./]+$/, '');
}
