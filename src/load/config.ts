// stepscope.config.json → Config. A key that is wrong is a Problem and leaves its default in force.

import { isObject } from '../json.ts';
import type { Config, Json, JsonObject, Limits, Problem } from '../step.ts';
import { CONFIG_RULES, FINDING_RULES, LIMIT_RULES, normalise } from './config-rules.ts';
import { readConnectors } from './connectors.ts';
import { readDocument } from './document.ts';
import { type Fault, type Origin, problemAt, textOrigin } from './fault.ts';
import { describe } from './json.ts';
import { missingStep } from './missing-step.ts';
import { readRedact } from './redact.ts';
import { isBelow } from './role.ts';
import { type Take, type Taken, take, unknownKeys } from './rules.ts';

export const CONFIG_FILE = 'stepscope.config.json';

export const DEFAULT_CONFIG: Config = {
  steps: 'steps',
  moreSteps: [],
  libraries: [],
  scenarios: 'scenarios',
  order: [],
  secrets: {},
  environment: {},
  connectors: {},
  strategy: 'specificity',
  completion: 'settled',
  limits: { turns: 1000, stepMs: 30_000, memoryMb: 512, logLines: 1000, dataMb: 32 },
  redact: [],
  findings: {},
};

export interface OrderedStep {
  readonly name: string;
  /** For one that no file is. */
  readonly missing: Problem;
}

export interface ConfigRead {
  readonly config: Config;
  /** What the file itself says; all else of `config` is a default. */
  readonly given: ReadonlySet<string>;
  /** The steps of `order`, as they stand in the file. */
  readonly order: readonly OrderedStep[];
  /** Its text could not be read at all: `config` is the defaults, or what was in force before. */
  readonly broken?: boolean;
  readonly problems: readonly Problem[];
}

/** Without a file. */
export const NO_CONFIG: ConfigRead = { config: DEFAULT_CONFIG, given: new Set(), order: [], problems: [] };

export function parseConfig(text: string): ConfigRead {
  const { problems, order, ...read } = readConfigText(text);
  return {
    ...read,
    order: order.map(({ name, missing }) => ({ name, missing: withoutFrame(missing) })),
    problems: problems.map(withoutFrame),
  };
}

/** It would show the lines beside the mistake, and they may be secrets. */
function withoutFrame({ frame: _, ...problem }: Problem): Problem {
  return problem;
}

function readConfigText(text: string): ConfigRead {
  const { document, faults } = readDocument(CONFIG_FILE, text);
  const inText = faults.map((fault) => problemAt(CONFIG_FILE, text, fault));
  if (!document) return { ...NO_CONFIG, broken: true, problems: inText };
  const origin = textOrigin(CONFIG_FILE, text, document.offsetOf);
  const read = readKeys(document.value, origin);
  return { ...read, problems: [...inText, ...read.problems] };
}

function readKeys(value: Json, origin: Origin): ConfigRead {
  if (!isObject(value)) return { ...NO_CONFIG, problems: [origin.problem(noSettings(value))] };
  const { taken, faults } = take(CONFIG_RULES, value, []);
  const connectors = readConnectors(taken.connectors ?? {}, ['connectors']);
  const limits = readLimits(taken.limits ?? {});
  const findings = readFindings(taken.findings ?? {});
  const folders = readFolders(taken);
  const redact = readRedact(taken.redact ?? []);
  const unknown = unknownKeys(value, [...Object.keys(CONFIG_RULES), '$schema'], []);
  const all = [
    ...faults,
    ...limits.faults,
    ...findings.faults,
    ...connectors.faults,
    ...folders.faults,
    ...redact.faults,
    ...unknown,
  ];
  const read = {
    ...{ ...folders.folders, limits: limits.limits },
    ...{ findings: findings.taken, connectors: connectors.connectors, redact: redact.globs },
  };
  return {
    config: { ...DEFAULT_CONFIG, ...taken, ...read },
    given: given(taken),
    order: (taken.order ?? []).map((name, index) => ({
      name,
      missing: origin.problem(missingStep(name, ['order', index])),
    })),
    problems: all.map((fault) => origin.problem(fault)),
  };
}

/** An empty order puts nothing before anything: it says as little as none, and deploy.yaml's counts. */
function given(taken: Taken<typeof CONFIG_RULES>): ReadonlySet<string> {
  return new Set(Object.keys(taken).filter((key) => key !== 'order' || taken.order?.length !== 0));
}

function noSettings(value: Json): Fault {
  return {
    severity: 'error',
    path: [],
    message: `settings must be an object, not ${describe(value)}`,
    hint: 'Write { "steps": "steps" }.',
  };
}

function readLimits(value: JsonObject): { readonly limits: Limits; readonly faults: readonly Fault[] } {
  const { taken, faults } = take(LIMIT_RULES, value, ['limits']);
  const unknown = unknownKeys(value, Object.keys(LIMIT_RULES), ['limits']);
  return { limits: { ...DEFAULT_CONFIG.limits, ...taken }, faults: [...faults, ...unknown] };
}

function readFindings(value: JsonObject): Take<typeof FINDING_RULES> {
  const { taken, faults } = take(FINDING_RULES, value, ['findings']);
  return { taken, faults: [...faults, ...unknownKeys(value, Object.keys(FINDING_RULES), ['findings'])] };
}

type FolderNames = Pick<Config, 'steps' | 'scenarios'>;

function readFolders(taken: Taken<typeof CONFIG_RULES>): {
  readonly folders: FolderNames;
  readonly faults: readonly Fault[];
} {
  const folders = { steps: normalise(taken.steps ?? 'steps'), scenarios: normalise(taken.scenarios ?? 'scenarios') };
  const { steps, scenarios } = folders;
  if (steps !== scenarios && !isBelow(steps, scenarios) && !isBelow(scenarios, steps)) return { folders, faults: [] };
  return {
    folders: { steps: DEFAULT_CONFIG.steps, scenarios: DEFAULT_CONFIG.scenarios },
    faults: [
      {
        severity: 'error',
        path: [taken.scenarios === undefined ? 'steps' : 'scenarios'],
        message: `steps ("${steps}") and scenarios ("${scenarios}") must be apart, not one inside the other`,
        hint: 'Until then "steps" and "scenarios" are used.',
      },
    ],
  };
}
