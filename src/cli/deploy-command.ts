// `stepscope deploy`: brings what a deploy file names into local workspaces. Nothing is sent anywhere.
import { resolve } from 'node:path';
import { openGround } from '../check/ground.ts';
import { problemLines } from '../check/report-text.ts';
import { changesOf, type DeployChanges, deployInto } from '../load/deploy-into.ts';
import { type Deployment, isSettings, readDeployments } from '../load/deployment.ts';
import {
  addWorkspace,
  currentWorkspace,
  listWorkspaces,
  type NamedWorkspace,
  wrongName,
} from '../load/named-workspaces.ts';
import { roleOf } from '../load/role.ts';
import type { Config, Problem } from '../step.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { jsonText, oneLine } from './listing.ts';
import { paintFor } from './paint.ts';
import { print } from './print.ts';
import { runPorts } from './wiring.ts';

export interface DeployOptions {
  /** The folder that workspaces belong to. */
  readonly dir: string;
  readonly file: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

interface Planned {
  readonly deployment: Deployment;
  readonly name: string;
  /** null where it is to be made. */
  readonly target: NamedWorkspace | null;
  readonly changes: DeployChanges;
  readonly problems: readonly Problem[];
}

export async function deployCommand(options: DeployOptions): Promise<number> {
  const { dir, file, dryRun, json } = options;
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const read = await readDeployments(file, process.env);
  if ('problems' in read) return refuse(read.problems, read.isThere ? EXIT.problems : EXIT.wrongUse);
  const plans: Planned[] = [];
  for (const deployment of read) {
    const plan = await planOf(deployment, options);
    if (typeof plan === 'string') return refuse([unnamed(plan)], EXIT.wrongUse);
    if (plans.some(({ name }) => name === plan.name))
      return refuse([unnamed(`two workspaces in this file are called ${JSON.stringify(plan.name)}`)], EXIT.wrongUse);
    plans.push(plan);
  }
  const isBroken = plans.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  const isDone = !dryRun && !isBroken;
  const asides = isDone ? plans.map((plan) => carryOut(plan, options)) : [];
  if (json) await print(jsonText({ file, dryRun, deployed: isDone, workspaces: plans.map(planJson) }));
  else
    await print(
      plans.map((plan, index) => planText(plan, asides[index] ?? null)).join('\n') + endText(options, isBroken),
    );
  return isBroken ? EXIT.problems : EXIT.ok;
}

function refuse(problems: readonly Problem[], code: number): number {
  const paint = paintFor(process.stderr);
  for (const problem of problems) process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
  return code;
}

function unnamed(message: string): Problem {
  const hint =
    'Give each a name of its own in the file (name: …), or switch to a workspace: stepscope workspace switch NAME.';
  return { severity: 'error', file: '', line: 0, column: 0, message, hint };
}

/** A text says why there is nowhere for it to go. */
async function planOf(deployment: Deployment, { dir }: DeployOptions): Promise<Planned | string> {
  const current = currentWorkspace(dir);
  const switched = 'refused' in current || current.isFolder ? undefined : current.name;
  const name = deployment.name ?? switched;
  if (name === undefined) return 'the workspace in this file has no name, and none was switched to';
  const wrong = wrongName(name);
  if (wrong !== null) return `${JSON.stringify(name)}: ${wrong}`;
  const target = targetOf(dir, name);
  const changes = changesOf(deployment, target?.dir ?? null);
  const ground = await openGround(deployment.workspace, runPorts(deployment.workspace.dir));
  await ground.sandbox.close();
  // Those of the files alone are among them, some of them graver here.
  const more = ground.view.problems.slice(deployment.workspace.problems.length);
  return { deployment, name, target, changes, problems: [...deployment.problems, ...more] };
}

function carryOut(plan: Planned, { dir, file }: DeployOptions): string | null {
  const { deployment, name, target } = plan;
  const at = new Date();
  const made = target ?? addWorkspace(dir, name, { tags: deployment.tags, at });
  // Another process was faster.
  const into = 'refused' in made ? targetOf(dir, name) : made;
  if (into === null) throw new Error(`the workspace ${name} comes and goes`);
  const changes = made === into ? plan.changes : changesOf(deployment, into.dir);
  return deployInto(into.dir, deployment, changes, { at, from: resolve(file) });
}

function targetOf(dir: string, name: string): NamedWorkspace | null {
  return listWorkspaces(dir).find((one) => one.name === name && !one.isFolder) ?? null;
}

const MARKS = { added: '+', changed: '~', removed: '-' } as const;

function planText({ deployment, name, target, changes, problems }: Planned, aside: string | null): string {
  const { config } = deployment.workspace;
  const paint = paintFor(process.stdout);
  const painted = { added: paint.good, changed: paint.warn, removed: paint.bad };
  const kinds = ['added', 'changed', 'removed'] as const;
  const steps = kinds.flatMap((kind) =>
    stepsAmong(changes[kind], config).map((step) => painted[kind](`  ${MARKS[kind]} ${oneLine(step)}`)),
  );
  const lines = [
    `${paint.strong(oneLine(name))}: ${target ? oneLine(target.dir) : 'a new workspace'}`,
    ...steps,
    `  steps: ${countsText(changes, (file) => stepsAmong([file], config).length > 0)}`,
    `  other files: ${countsText(changes, (file) => stepsAmong([file], config).length === 0)}`,
    ...listLine('not named in the file, so left out', stepsAmong(deployment.left, config)),
    ...listLine('secrets', Object.keys(config.secrets)),
    ...listLine('settings', Object.keys(config.environment)),
    ...listLine('connectors', Object.keys(config.connectors)),
    ...listLine('webhooks, which nothing calls here', deployment.workspace.webhooks),
    ...listLine('tasks, kept as scenarios and not run', deployment.tasks),
    ...listLine('changed by hand since, to be put aside', aside === null ? changes.byHand : []),
    ...(aside === null
      ? []
      : [`  changed by hand since, put aside in ${oneLine(aside)}: ${changes.byHand.map(oneLine).join(', ')}`]),
    ...problems.flatMap((problem) => problemLines(problem, paint)).map((line) => (line === '' ? '' : `  ${line}`)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function listLine(word: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`  ${word}: ${names.map(oneLine).join(', ')}`];
}

function stepsAmong(files: readonly string[], config: Config): readonly string[] {
  return files.flatMap((file) => {
    const role = roleOf(file, config);
    return role?.kind === 'step' ? [role.name] : [];
  });
}

function countsText(changes: DeployChanges, wanted: (file: string) => boolean): string {
  const count = (files: readonly string[]): number => files.filter((file) => wanted(file) && !isSettings(file)).length;
  const { added, changed, removed, same } = changes;
  return `${count(added)} added, ${count(changed)} changed, ${count(removed)} removed, ${count(same)} as they are`;
}

function endText({ dryRun, file }: DeployOptions, isBroken: boolean): string {
  if (isBroken) return '\nNothing was deployed: mend the errors first.\n';
  if (dryRun) return `\nNothing was written: this is what stepscope deploy ${oneLine(file)} would do.\n`;
  return '\nDeployed here; nothing is sent anywhere. stepscope workspace switch NAME makes commands take it.\n';
}

function planJson({ deployment, name, target, changes, problems }: Planned): object {
  const { config, webhooks } = deployment.workspace;
  const { byHand, ...files } = changes;
  const steps = Object.fromEntries(Object.entries(files).map(([kind, list]) => [kind, stepsAmong(list, config)]));
  return {
    ...{ name, dir: target ? resolve(target.dir) : null, steps, files, byHand },
    ...{ left: stepsAmong(deployment.left, config), secrets: Object.keys(config.secrets) },
    ...{ environment: Object.keys(config.environment), connectors: Object.keys(config.connectors), webhooks },
    ...{ tasks: deployment.tasks, problems: problems.map(({ frame: _, ...problem }) => problem) },
  };
}
