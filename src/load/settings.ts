// What is in force for a workspace: stepscope.config.json, then deploy.yaml, then the defaults. Key by key the former wins.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Problem, Scenario } from '../step.ts';
import { CONFIG_FILE, type ConfigRead, NO_CONFIG, parseConfig } from './config.ts';
import { DEPLOY_FILES, type DeployRead, NO_DEPLOY, parseDeploy, type Told } from './deploy.ts';
import type { OrderEntry } from './deploy-order.ts';
import type { DataFile } from './deploy-tasks.ts';
import { readDocument } from './document.ts';
import { fileProblem, moduleOrigin, problemAt, textOrigin } from './fault.ts';
import { hasNotes } from './own-folder.ts';
import { MAX_DATA_BYTES, readText } from './read-text.ts';
import type { Environment } from './variables.ts';
import { readNotes } from './workspace-notes.ts';

export interface Settings {
  readonly config: Config;
  readonly name?: string;
  readonly webhooks: readonly string[];
  readonly tasks: readonly Scenario[];
  /** Creation order as deploy.yaml has it, where that counts; what it means, the files there are decide. */
  readonly order: readonly OrderEntry[];
  /** Files that all this was read from, or would be if they were there. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  readonly own: ConfigRead;
  readonly deploy: DeployRead;
}

/** As if a file had said so: what a watcher begins with. */
export function settingsFrom(config: Config): Settings {
  return merge({ config, given: new Set(Object.keys(config)), order: [], problems: [] }, NO_DEPLOY);
}

/**
 * What cannot be read leaves in force what it gave `before`. An editor that saves may delete a file for a moment: that one is
 * gone counts only with `believeGone`.
 */
export function readSettings(
  dir: string,
  before: Settings = settingsFrom(NO_CONFIG.config),
  believeGone = true,
  environment: Environment = process.env,
): Settings {
  const isGone = (file: string) => !believeGone && before.files.includes(file) && !existsSync(join(dir, file));
  const own = isGone(CONFIG_FILE) ? before.own : readOwn(dir, before.own);
  const deploy = before.deploy.files.some(isGone) ? before.deploy : readDeploy(dir, environment, before.deploy);
  const settings = merge(own, deploy);
  const { name = hasNotes(dir) ? readNotes(dir).name : undefined } = settings;
  return name === undefined ? settings : { ...settings, name };
}

/** What would be in force for what a deploy file names, of whatever name that file is. */
export function settingsWith(dir: string, deploy: DeployRead): Settings {
  return merge(readOwn(dir, NO_CONFIG), deploy);
}

/** Without a file, the defaults. */
function readOwn(dir: string, before: ConfigRead): ConfigRead {
  const read = readText(dir, CONFIG_FILE, MAX_DATA_BYTES);
  if (read.kind === 'gone') return NO_CONFIG;
  if (read.kind === 'problem') return { ...before, problems: [read.problem] };
  const parsed = parseConfig(read.text);
  return parsed.broken ? { ...before, problems: parsed.problems } : parsed;
}

function readDeploy(dir: string, environment: Environment, before: DeployRead): DeployRead {
  const [file, ...others] = DEPLOY_FILES.filter((name) => existsSync(join(dir, name)));
  if (file === undefined) return NO_DEPLOY;
  const read = readText(dir, file, MAX_DATA_BYTES);
  if (read.kind === 'gone') return NO_DEPLOY;
  if (read.kind === 'problem') return { ...before, told: [{ problem: read.problem }] };
  const parsed = parseDeploy(file, read.text, { environment, readData: (path) => readData(dir, path) });
  if (parsed.broken) return { ...before, told: parsed.told };
  return { ...parsed, told: [...parsed.told, ...others.map((other) => ({ problem: rival(other, file) }))] };
}

function rival(other: string, file: string): Problem {
  return fileProblem(other, `${file} counts, and this file does not`, 'Delete one of the two.', 'warning');
}

/** A data file that a deploy file names. */
export function readData(dir: string, file: string): DataFile | undefined {
  const read = readText(dir, file, MAX_DATA_BYTES);
  if (read.kind === 'gone') return undefined;
  if (read.kind === 'problem') return { origin: moduleOrigin(file), problems: [read.problem] };
  const { document, faults } = readDocument(file, read.text);
  const problems = faults.map((fault) => problemAt(file, read.text, fault));
  if (!document || problems.some(({ severity }) => severity === 'error'))
    return { origin: moduleOrigin(file), problems };
  return { value: document.value, origin: textOrigin(file, read.text, document.offsetOf), problems };
}

function merge(own: ConfigRead, deploy: DeployRead): Settings {
  const isOpen = (key: keyof Config) => !own.given.has(key);
  const folders = isOpen('steps') ? deploy.steps.filter((folder) => folder !== own.config.scenarios) : [];
  const [steps, ...moreSteps] = folders;
  const config: Config = {
    ...own.config,
    ...(steps !== undefined && { steps, moreSteps }),
    ...(isOpen('libraries') && { libraries: deploy.libraries }),
    secrets: { ...deploy.secrets, ...own.config.secrets },
    environment: { ...deploy.environment, ...own.config.environment },
    connectors: { ...deploy.connectors, ...own.config.connectors },
  };
  const problems = deploy.told.filter((told) => !isVoid(told, own, config)).map(({ problem }) => problem);
  return {
    config,
    ...(deploy.name !== undefined && { name: deploy.name }),
    webhooks: deploy.webhooks,
    tasks: deploy.tasks,
    order: isOpen('order') ? deploy.order : [],
    files: [...new Set([CONFIG_FILE, ...DEPLOY_FILES, ...deploy.files])],
    problems: [...own.problems, ...problems],
    own,
    deploy,
  };
}

/** What our own settings say makes it no matter what stands in deploy.yaml. */
function isVoid({ section, entry, unset }: Told, { config, given }: ConfigRead, { secrets }: Config): boolean {
  if (section === 'steps') return given.has('steps');
  if (section === 'connectors' && unset !== undefined && Object.hasOwn(secrets, unset)) return true;
  if (section !== 'secrets' && section !== 'environment' && section !== 'connectors') return false;
  return entry !== undefined && Object.hasOwn(config[section], entry);
}
