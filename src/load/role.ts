// What a file is to the workspace: its place and its name alone decide.
import { type Config, mocksFolder, type Source } from '../step.ts';

export type Folders = Pick<Config, 'steps' | 'moreSteps' | 'libraries' | 'scenarios'>;

/** `scenarios` and `mocks` are data files; the kinds of Source are code. */
export interface Role {
  readonly kind: Source['kind'] | 'scenarios' | 'mocks';
  readonly name: string;
}

const CODE = /\.m?[jt]s$/;
const NO_CODE = /\.d\.m?ts$|\.test\.m?[jt]s$/;
const DATA = /\.(json|jsonc|yaml|yml)$/;

export function stepFolders({ steps, moreSteps }: Folders): readonly string[] {
  return [steps, ...moreSteps];
}

/** All that is read, none inside another. */
export function topFolders(folders: Folders): readonly string[] {
  const all = [...new Set([...stepFolders(folders), ...folders.libraries, folders.scenarios])];
  return all.filter((folder) => !all.some((other) => isBelow(other, folder)));
}

type Kind = 'steps' | 'libraries' | 'scenarios' | 'connectors';

/** Undefined for files that are nothing to us. `file` is relative to the workspace, with `/`. */
export function roleOf(file: string, folders: Folders): Role | undefined {
  if (isHidden(file)) return undefined;
  // One folder may be inside another: the inner one tells.
  const [inner] = rootsOf(folders)
    .filter(([root]) => isBelow(root, file))
    .sort(([a], [b]) => b.length - a.length);
  return inner && roleBelow(inner[0], inner[1], file);
}

function rootsOf(folders: Folders): readonly (readonly [root: string, kind: Kind])[] {
  const steps = stepFolders(folders);
  return [
    ...folders.libraries.map((root) => [root, 'libraries'] as const),
    ...steps.flatMap((root) => [[root, 'steps'] as const, [`${root}/lib`, 'libraries'] as const]),
    [folders.scenarios, 'scenarios'],
    [mocksFolder(folders), 'connectors'],
  ];
}

function roleBelow(root: string, kind: Kind, file: string): Role | undefined {
  const name = nameBelow(root, file);
  if (isCode(file)) return { kind: CODE_KINDS[kind], name };
  if (!DATA.test(file)) return undefined;
  if (kind === 'scenarios') return { kind: 'scenarios', name };
  return kind === 'connectors' ? { kind: 'mocks', name } : undefined;
}

const CODE_KINDS: Readonly<Record<Kind, Source['kind']>> = {
  steps: 'step',
  libraries: 'library',
  scenarios: 'scenario',
  connectors: 'connector',
};

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
