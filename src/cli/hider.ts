// Masks what goes into a file of ours, or to a person, without having come out of the sandbox, as the sandbox does.
import { Mask } from '../engine/mask.ts';
import { maskedObject } from '../engine/mask-condition.ts';
import { changed, eachMasked } from '../engine/mask-events.ts';
import type { RecordedSource, RecordedStep, RecordingHeader } from '../recorded.ts';
import type { Hide } from '../recording/header.ts';
import type { Hider } from '../session/desk.ts';
import type { PastTask, StepInfo } from '../step.ts';
import type { Settings, TaskStart } from '../task.ts';

/** Hides secrets, stashed values that the task begins with, and what stands at redacted places of its data. */
export function hiderOf({ secrets, redact, formerSecrets }: Settings, { data, config }: TaskStart): Hide {
  const mask = new Mask(secrets, redact, config, formerSecrets);
  const hidden: Hidden = { mask, ofSettings: new Mask(secrets, [], config) };
  const { $stash, ...open } = data;
  if (typeof $stash === 'object' && $stash !== null && !Array.isArray($stash)) mask.hold($stash as typeof data);
  mask.learn(() => open);
  return {
    header: (header) => hiddenHeader(hidden, header),
    steps: (steps) => steps.map((step) => hiddenStep(hidden, step)),
  };
}

interface Hidden {
  readonly mask: Mask;
  readonly ofSettings: Mask;
}

function hiddenHeader(hidden: Hidden, header: RecordingHeader): RecordingHeader {
  const { mask } = hidden;
  const { task, steps, libraries, config, history } = header;
  const { name, made } = task;
  return {
    ...header,
    task: { ...task, name: mask.value(name), ...(made === undefined ? {} : { made: mask.value(made) }) },
    steps: steps.map((step) => hiddenStep(hidden, step)),
    libraries: libraries.map((library) => hiddenSource(mask, library)),
    config: mask.json(config),
    history: history.map((past) => hiddenPast(mask, past)),
  };
}

/** Two stashed values are shown alike, and a condition that asks for one does not hold for the other: there it says less. */
function hiddenStep({ mask, ofSettings }: Hidden, step: RecordedStep): RecordedStep {
  const condition = maskedObject(mask, step.condition, (value) => {
    const shown = ofSettings.json(value);
    return mask.json(shown) === shown ? shown : '‹masked›';
  });
  return step.source === undefined ? { ...step, condition } : { ...step, condition, source: mask.text(step.source) };
}

function hiddenSource(mask: Mask, source: RecordedSource): RecordedSource {
  return { ...source, source: mask.text(source.source) };
}

function hiddenPast(mask: Mask, past: PastTask): PastTask {
  const { name, error } = past;
  return {
    ...past,
    ...(name === undefined ? {} : { name: mask.value(name) }),
    ...(error === undefined ? {} : { error: { ...error, message: mask.said(error.message) } }),
  };
}

/** For what belongs to no task. */
export function openHiderOf(secrets: Settings['secrets']): Hider {
  const mask = new Mask(secrets, []);
  return { text: (text) => mask.text(text), said: (text) => mask.said(text), data: (data) => mask.texts(data) };
}

/** A step that is as it was is masked once, and is the very same one each time. */
export function stepHider(): (steps: readonly StepInfo[], secrets: Settings['secrets']) => readonly StepInfo[] {
  let around = '';
  let known = new WeakMap<StepInfo, StepInfo>();
  return (steps, secrets) => {
    if (Object.keys(secrets).length === 0) return steps;
    const now = JSON.stringify(secrets);
    if (now !== around) known = new WeakMap();
    around = now;
    const mask = new Mask(secrets, []);
    return eachMasked(steps, (step) => {
      const shown = known.get(step) ?? changed(step, { condition: maskedObject(mask, step.condition) });
      known.set(step, shown);
      return shown;
    });
  };
}
