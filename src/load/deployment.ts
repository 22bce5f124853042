// What a deploy file would bring into each workspace that it names: files as they would stand there, and what is wrong.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { isObject } from '../json.ts';
import type { Json, JsonObject, Problem, Workspace } from '../step.ts';
import { CONFIG_FILE } from './config.ts';
import { DEPLOY_FILES, type DeployRead, parseDeploy } from './deploy.ts';
import { type Item, itemsOf, nameOf } from './deploy-items.ts';
import { type OrderEntry, stepName } from './deploy-order.ts';
import { readDocument } from './document.ts';
import { fileProblem } from './fault.ts';
import { Files } from './files.ts';
import { MAX_DATA_BYTES, readText } from './read-text.ts';
import { isBelow, roleOf } from './role.ts';
import { readData, type Settings, settingsWith } from './settings.ts';
import { type Environment, fixVariables } from './variables.ts';
import { assemble } from './workspace.ts';
import { workspaceFiles } from './workspace-files.ts';

export interface Deployment {
  /** Undefined where the file gives it none. */
  readonly name: string | undefined;
  readonly tags: readonly string[];
  /** The folder of the deploy file, with only those steps that go with it. */
  readonly workspace: Workspace;
  /** Path → content, as it is to stand in the workspace. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Steps in its folders that the file does not name. */
  readonly left: readonly string[];
  readonly tasks: readonly string[];
  readonly problems: readonly Problem[];
}

/** Its settings and all that stands in the file about it, with variables filled in. */
const DEPLOYED = 'deploy.yaml';

interface Unread {
  readonly isThere: boolean;
  readonly problems: readonly Problem[];
}

/** One for each workspace of the file, or what keeps it from being read. */
export async function readDeployments(
  given: string,
  environment: Environment,
): Promise<readonly Deployment[] | Unread> {
  const path = fileAt(given);
  const [dir, file] = [dirname(resolve(path)), basename(path)];
  const read = readText(dir, file, MAX_DATA_BYTES);
  if (read.kind === 'gone')
    return { isThere: false, problems: [fileProblem(path, 'there is no such file', 'Name one, such as deploy.yaml.')] };
  if (read.kind === 'problem') return { isThere: true, problems: [read.problem] };
  const items = workspacesIn(file, read.text);
  const parse = (index?: number): DeployRead =>
    parseDeploy(file, read.text, { environment, readData: (data) => readData(dir, data), index });
  // Without any the first reading says why.
  if (items.length === 0) return { isThere: true, problems: parse().told.map(({ problem }) => problem) };
  const deployments: Deployment[] = [];
  for (const [index, item] of items.entries()) deployments.push(await readOne(dir, item, parse(index), environment));
  return deployments;
}

/** A folder stands for the deploy file in it. */
function fileAt(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  const found = DEPLOY_FILES.find((name) => existsSync(join(path, name))) ?? DEPLOYED;
  return join(path, found);
}

function workspacesIn(file: string, text: string): readonly Item[] {
  const value = readDocument(file, text).document?.value;
  return value !== undefined && isObject(value) ? itemsOf(value.workspaces, ['workspaces'], '').items : [];
}

async function readOne(dir: string, item: Item, deploy: DeployRead, environment: Environment): Promise<Deployment> {
  const settings = settingsWith(dir, deploy);
  const files = new Files(dir, settings.config);
  await files.lookAtAll();
  const isLeft = (file: string): boolean => isStep(file, settings) && !isNamed(file, deploy.order, settings);
  const entries = files.entries().filter(({ file }) => !isLeft(file));
  const workspace = assemble(dir, settings, entries);
  const all = workspaceFiles(dir, settings);
  const taken = all.filter((file) => !isLeft(file) && !deploy.files.slice(0, 1).includes(file) && file !== DEPLOYED);
  return {
    name: deploy.name ?? nameOf(item),
    tags: tagsOf(item.value),
    workspace,
    files: new Map([
      ...taken.map((file) => [file, readFileSync(join(dir, file))] as const),
      settingsFile(item, environment),
    ]),
    left: all.filter(isLeft),
    tasks: deploy.tasks.map(({ name, title }) => title ?? name),
    problems: workspace.problems.map((problem) =>
      isMissing(problem, deploy.order) ? { ...problem, severity: 'error' } : problem,
    ),
  };
}

function isStep(file: string, { config }: Settings): boolean {
  return roleOf(file, config)?.kind === 'step';
}

/** Without a list of steps all of them go. */
function isNamed(file: string, order: readonly OrderEntry[], { config }: Settings): boolean {
  return (
    order.length === 0 ||
    order.some((entry) => {
      if (entry.kind === 'folder') return isBelow(entry.folder, file);
      if (entry.kind === 'file') return entry.file === file;
      return stepName(entry.name, config) === roleOf(file, config)?.name;
    })
  );
}

/** Opened in place such a step or folder is merely not there; deployed, something is missing that was asked for. */
function isMissing({ file, line, message }: Problem, order: readonly OrderEntry[]): boolean {
  return order.some((entry) => {
    if (entry.kind === 'folder') return entry.folder === file && message === `there is no folder ${file}`;
    return entry.missing.line === line && entry.missing.message === message;
  });
}

function tagsOf(value: Json): readonly string[] {
  const tags = isObject(value) ? value.tags : undefined;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

/** A deploy file for this workspace alone. `stepscope.config.json` goes along as it is. */
function settingsFile({ key, value }: Item, environment: Environment): readonly [file: string, content: Buffer] {
  const named: Json = isObject(value) ? { ...(key !== undefined && { name: key }), ...value } : value;
  const workspaces: JsonObject = { workspaces: [fixVariables(named, environment)] };
  return [DEPLOYED, Buffer.from(stringify(workspaces))];
}

/** Files that hold secrets. */
export function isSettings(file: string): boolean {
  return file === DEPLOYED || file === CONFIG_FILE;
}
