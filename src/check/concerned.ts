// Which scenarios a change of the workspace concerns.
import type { Scenario, StepInfo, Workspace } from '../step.ts';
import type { Outcome } from './outcome.ts';

/** What a scenario did when it last ran. */
export interface Past {
  readonly status: Outcome['status'];
  /** Steps that ran, or could have. */
  readonly steps: ReadonlySet<string>;
}

export function pastOf({ status, log, family }: Outcome): Past {
  const logs = log ? [log, ...family] : [];
  const names = logs.flatMap(({ turns, snapshots }) => [
    ...turns.map(({ step }) => step),
    ...snapshots.flatMap(({ agenda }) => agenda ?? []),
  ]);
  return { status, steps: new Set(names) };
}

/** What is different, before anything of it was loaded. */
export interface Change {
  /** Relative to the workspace. */
  readonly files: readonly string[];
  /** Settings, libraries, connectors, or steps that came or went: anything may come out otherwise. */
  readonly isEverything: boolean;
  /** Files of scenarios. */
  readonly scenarios: ReadonlySet<string>;
  /** Files of steps. */
  readonly steps: ReadonlySet<string>;
}

export function changeOf(before: Workspace, now: Workspace): Change {
  const [old, fresh] = [textsOf(before), textsOf(now)];
  const code = [...new Set([...old.keys(), ...fresh.keys()])].filter((file) => old.get(file) !== fresh.get(file));
  const kinds = new Map([...before.sources, ...now.sources].map(({ file, kind }) => [file, kind]));
  const ofKind = (kind: string): string[] => code.filter((file) => kinds.get(file) === kind);
  const steps = ofKind('step');
  const cameOrWent = steps.some((file) => !old.has(file) || !fresh.has(file));
  const data = changedScenarios(before.scenarios, now.scenarios);
  const isOther = JSON.stringify([before.config, before.mocks]) !== JSON.stringify([now.config, now.mocks]);
  const shared = [...ofKind('library'), ...ofKind('connector')];
  return {
    files: [...new Set([...code, ...data])],
    isEverything: isOther || cameOrWent || shared.length > 0,
    scenarios: new Set([...data, ...ofKind('scenario')]),
    steps: new Set(steps),
  };
}

function textsOf({ sources }: Workspace): ReadonlyMap<string, string> {
  return new Map(sources.map(({ file, text }) => [file, text]));
}

/** Files with a scenario that came, went or is another one now. */
function changedScenarios(before: readonly Scenario[], now: readonly Scenario[]): readonly string[] {
  const [old, fresh] = [shapesOf(before), shapesOf(now)];
  const changed = [...old, ...fresh].filter(([key]) => old.get(key)?.text !== fresh.get(key)?.text);
  return [...new Set(changed.map(([, { file }]) => file))];
}

function shapesOf(
  scenarios: readonly Scenario[],
): ReadonlyMap<string, { readonly file: string; readonly text: string }> {
  return new Map(scenarios.map((one) => [`${one.file}\0${one.name}`, { file: one.file, text: JSON.stringify(one) }]));
}

/** `before`, `now`: the steps in force. A step with the same condition concerns those in which it ran or could have. */
export function isConcerned(
  scenario: Scenario,
  past: Past | undefined,
  change: Change,
  { before, now }: { readonly before: readonly StepInfo[]; readonly now: readonly StepInfo[] },
): boolean {
  if (change.isEverything || past === undefined || change.scenarios.has(scenario.file)) return true;
  const changed = now.filter(({ file }) => change.steps.has(file));
  if (changed.length < change.steps.size) return true;
  const old = new Map(before.map((step) => [step.name, step]));
  return changed.some((step) => past.steps.has(step.name) || !isSameDoor(old.get(step.name), step));
}

/** It is let in by the same data, in the same order. */
function isSameDoor(before: StepInfo | undefined, now: StepInfo): boolean {
  if (!before) return false;
  const door = ({ condition, disabled, order }: StepInfo): string => JSON.stringify([condition, disabled, order]);
  return door(before) === door(now);
}
