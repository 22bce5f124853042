// deploy.yaml, by which a folder goes to the platform, as far as it matters here. Nothing of it is sent anywhere.

import { isObject, own } from '../json.ts';
import type { Config, Json, JsonObject, Path, Problem, Scenario } from '../step.ts';
import { namespaceOf, readDeployedConnectors } from './deploy-connectors.ts';
import { type FolderEntry, foldersOf, readFolders } from './deploy-folders.ts';
import { itemsOf, nameOf, textAt } from './deploy-items.ts';
import type { OrderEntry } from './deploy-order.ts';
import { type DataFile, readTasks } from './deploy-tasks.ts';
import { readEnvironment, readSecrets, readWebhooks } from './deploy-values.ts';
import { readDocument } from './document.ts';
import { type Fault, type Origin, problemAt, type TextFault, textOrigin } from './fault.ts';
import { hideAllButFiles } from './hide.ts';
import { missingStep } from './missing-step.ts';
import { misspelt } from './rules.ts';
import { type Environment, fillVariables, type Unset } from './variables.ts';

/** The first one that is there counts. */
export const DEPLOY_FILES: readonly string[] = ['deploy.yaml', 'deploy.yml'];

/** A Problem, and what settings of our own would make it void. */
export interface Told {
  readonly section?: string;
  /** Name of the secret, setting or connector that it is about. */
  readonly entry?: string;
  /** The variable that is not set. */
  readonly unset?: string;
  readonly problem: Problem;
}

export interface DeployRead extends Pick<Config, 'libraries' | 'secrets' | 'environment' | 'connectors'> {
  /** Its text could not be read at all. */
  readonly broken?: boolean;
  readonly name?: string;
  readonly steps: readonly string[];
  readonly order: readonly OrderEntry[];
  readonly webhooks: readonly string[];
  readonly tasks: readonly Scenario[];
  /** Files that all this was read from, or would be if they were there. */
  readonly files: readonly string[];
  readonly told: readonly Told[];
}

/** Without a file. */
export const NO_DEPLOY: DeployRead = {
  steps: [],
  libraries: [],
  order: [],
  secrets: {},
  environment: {},
  connectors: {},
  webhooks: [],
  tasks: [],
  files: [],
  told: [],
};

export interface DeployPorts {
  readonly environment: Environment;
  /** Undefined where there is no such file. */
  readData(file: string): DataFile | undefined;
  /** Which workspace of the file, from 0; without it the first, and a warning names the others. */
  readonly index?: number;
}

const SECTIONS = ['steps', 'libraries', 'connectors', 'secrets', 'environment', 'webhooks', 'tasks'];
const WORKSPACE_KEYS = ['name', 'tags', 'description', ...SECTIONS];
/** All that a frame shows: any other word may be a secret. */
const SHOWN = new Set([
  ...['workspaces', ...WORKSPACE_KEYS, 'syncPath', 'path', 'folder', 'file', 'namespace', 'connectorName', 'config'],
  ...['value', 'encrypted', 'data', 'url', 'headers', 'methods', 'true', 'false', 'null', '-', '---'],
]);

export function parseDeploy(file: string, text: string, ports: DeployPorts): DeployRead {
  const hidden = hideAllButFiles(text, SHOWN);
  const { document, faults } = readDocument(file, text);
  const inText = faults.map((fault) => ({ problem: syntaxProblem(file, text, hidden, fault) }));
  if (!document) return { ...NO_DEPLOY, broken: true, files: [file], told: inText };
  const origin = textOrigin(file, hidden, document.offsetOf);
  const { workspace, at, faults: chosen } = chooseWorkspace(document.value, ports.index);
  const told = [...inText, ...chosen.map((fault) => ({ problem: origin.problem(fault) }))];
  if (!workspace) return { ...NO_DEPLOY, files: [file], told };
  const read = readSections(workspace, at, origin, ports);
  return { ...read, files: [file, ...read.files], told: [...told, ...read.told] };
}

/** A deploy.yaml of some other tool may be written as it likes. What the parser quotes of the text may be a secret. */
function syntaxProblem(file: string, text: string, hidden: string, fault: TextFault): Problem {
  const { offset, severity, message, hint } = fault;
  const isOurs = /^\s*["']?workspaces["']?\s*:/m.test(text);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? '';
  const advice = line.includes('${') ? `${hint} Within { } and [ ] a text with a placeholder needs quotes.` : hint;
  const said = message.split(': ').slice(0, 2).join(': ');
  return problemAt(file, hidden, { offset, severity: isOurs ? severity : 'warning', message: said, hint: advice });
}

interface Chosen {
  readonly workspace?: JsonObject;
  readonly at: Path;
  readonly faults: readonly Fault[];
}

const EXAMPLE = 'workspaces: [{ name: "dev", steps: [{ syncPath: "steps/" }] }]';

/** The first: what a folder holds can be one workspace only. */
function chooseWorkspace(value: Json, index?: number): Chosen {
  if (!isObject(value) || !Object.hasOwn(value, 'workspaces')) return { at: [], faults: noWorkspaces(value) };
  const { items, faults } = itemsOf(value.workspaces, ['workspaces'], EXAMPLE);
  const [first, ...others] = index === undefined ? items : items.slice(index, index + 1);
  const inFile = [...misspelt(value, ['workspaces'], []), ...faults];
  if (!first) return { at: [], faults: [...inFile, noneInList(['workspaces'])] };
  if (!isObject(first.value)) return { at: [], faults: [...inFile, noWorkspace(first.at)] };
  const named = { ...(first.key !== undefined && { name: first.key }), ...first.value };
  const names = others.map((item, index) => nameOf(item) ?? `number ${index + 2}`);
  const [second] = others;
  return {
    workspace: named,
    at: first.at,
    faults: second ? [...inFile, notCounted(nameOf(first) ?? 'number 1', names, second.at)] : inFile,
  };
}

function noWorkspaces(value: Json): readonly Fault[] {
  const wrong = isObject(value) ? misspelt(value, ['workspaces'], []) : [];
  const message = 'this file has no "workspaces", so nothing of it counts';
  const hint = `The platform's form is ${EXAMPLE}. A file of another tool may stay as it is.`;
  return wrong.length > 0 ? wrong : [{ severity: 'warning', path: [], message, hint }];
}

function noneInList(path: Path): Fault {
  const message = 'there is no workspace in this list, so nothing of the file counts';
  return { severity: 'warning', path, message, hint: `For example: ${EXAMPLE}` };
}

function noWorkspace(path: Path): Fault {
  return { severity: 'error', path, message: 'a workspace must be an object', hint: `For example: ${EXAMPLE}` };
}

function notCounted(first: string, others: readonly string[], path: Path): Fault {
  const names = others.map((name) => `"${name}"`).join(', ');
  return {
    severity: 'warning',
    path,
    message: `the first workspace, "${first}", counts here; not ${names}`,
    hint: 'Put the one that you work on first, or each into a folder of its own.',
  };
}

function readSections(workspace: JsonObject, at: Path, origin: Origin, ports: DeployPorts): DeployRead {
  const { value, unset } = fillVariables(workspace, ports.environment, at);
  const filled = value as JsonObject;
  const isUnset = (path: Path) => unset.some((found) => path.every((key, index) => found.path[index] === key));
  const part = (section: string) => [own(filled, section), [...at, section]] as const;
  const steps = readFolders('steps', ...part('steps'));
  const libraries = readFolders('libraries', ...part('libraries'));
  const connectors = readDeployedConnectors(...part('connectors'));
  const secrets = readSecrets(...part('secrets'), isUnset);
  const environment = readEnvironment(...part('environment'), isUnset);
  const webhooks = readWebhooks(...part('webhooks'));
  const tasks = readTasks(...part('tasks'), origin, ports.readData);
  const read = [steps, libraries, connectors, secrets, environment, webhooks, tasks];
  const faults = [...misspelt(workspace, WORKSPACE_KEYS, at), ...read.flatMap((section) => section.faults)];
  const tell = teller(workspace, at, origin);
  return {
    name: textAt(filled, 'name'),
    steps: foldersOf(steps.entries, 'steps'),
    libraries: foldersOf(libraries.entries, 'steps/lib').filter((folder) => folder !== 'steps/lib'),
    order: steps.entries.map((entry) => ({ ...entry, missing: origin.problem(missingStep(wordOf(entry), entry.at)) })),
    secrets: secrets.values,
    environment: environment.values,
    connectors: connectors.connectors,
    webhooks: webhooks.names,
    tasks: tasks.scenarios,
    files: tasks.files,
    told: [
      ...faults.map((fault) => tell(fault)),
      ...unset.map((found) => tell(unsetFault(found), found.name)),
      ...tasks.problems.map((problem) => ({ problem })),
    ],
  };
}

/** Finds out what a fault is about by the place where it stands. */
function teller(workspace: JsonObject, at: Path, origin: Origin): (fault: Fault, unset?: string) => Told {
  return (fault, unset) => {
    const [section, place] = fault.path.slice(at.length).map(String);
    const { items } = itemsOf(section === undefined ? undefined : own(workspace, section), [], '');
    const item = items.find((candidate) => String(candidate.at.at(-1)) === place);
    const entry = item && (section === 'connectors' ? namespaceOf(item) : nameOf(item));
    return { section, entry, unset, problem: origin.problem(fault) };
  };
}

function unsetFault({ path, name }: Unset): Fault {
  const hint = `Set it before you start, as in ${name}=value stepscope, or give the value in stepscope.config.json.`;
  return { severity: 'warning', path, message: `the variable ${name} is not set`, hint };
}

function wordOf(entry: FolderEntry): string {
  return entry.kind === 'file' ? entry.file : entry.kind === 'name' ? entry.name : entry.folder;
}
