// Masks the parts of events that a user made: kinds, states, names of steps and connectors, numbers of turns are ours, and stay
// what they are whatever is secret. Each gives the identical object where nothing in it is masked.
import type { Call, CallError, Question } from '../call.ts';
import type { ErrorInfo, Vault, Verdict, View } from '../events.ts';
import type { Mask } from './mask.ts';
import { isViewType } from './step-api.ts';

/** What JavaScript, connectors and stepscope itself call errors. */
const OWN_ERRORS =
  /^(?:[A-Z][A-Za-z]+)?Error$|^(?:Data|Turn|Time|Memory)Limit$|^(?:LoopFound|UnmockedCall|NeverSettles|LateWrite|SandboxDied|ProcessExit)$/;

export function maskedVerdicts(mask: Mask, verdicts: readonly Verdict[]): readonly Verdict[] {
  if (verdicts.length === 0 || !mask.isActive) return verdicts;
  return verdicts.map((verdict) => {
    const { leaf, at, threw } = verdict;
    const said = threw === undefined ? {} : { threw: mask.said(threw) };
    return changed(verdict, { leaf: mask.path(leaf), at: mask.path(at), ...said });
  });
}

export function maskedCall(mask: Mask, call: Call): Call {
  const { args, result, error } = call;
  return changed(call, {
    args: mask.json(args),
    ...(result === undefined ? {} : { result: mask.json(result) }),
    ...(error === undefined ? {} : { error: maskedCallError(mask, error) }),
  });
}

function maskedCallError(mask: Mask, error: CallError): CallError {
  const { name, message, code } = error;
  const shown = { name: errorName(mask, name), message: mask.said(message) };
  return changed(error, code === undefined ? shown : { ...shown, code: mask.json(code) });
}

export function maskedQuestion(mask: Mask, question: Question | null): Question | null {
  return question && changed(question, { args: mask.json(question.args) });
}

export function maskedView(mask: Mask, view: View): View {
  const { type, name, data, options } = view;
  return changed(view, {
    type: isViewType(type) ? type : mask.value(type),
    // Without a name it is called after its type.
    name: name === type && isViewType(type) ? name : mask.value(name),
    data: mask.json(data),
    ...(options === undefined ? {} : { options: mask.json(options) }),
  });
}

export function maskedError(mask: Mask, error: ErrorInfo): ErrorInfo {
  const { message, frame, stack } = error;
  const name = errorName(mask, error.name);
  const said = mask.said(message);
  const head = `${error.name}: ${message}`;
  return changed(error, {
    name,
    message: said,
    ...(frame === undefined ? {} : { frame: mask.text(frame) }),
    ...(stack === undefined
      ? {}
      : {
          stack: stack.startsWith(head) ? `${name}: ${said}${mask.text(stack.slice(head.length))}` : mask.text(stack),
        }),
  });
}

function errorName(mask: Mask, name: string): string {
  return OWN_ERRORS.test(name) ? name : mask.value(name);
}

export type ToldOfTask = NonNullable<Vault['ran']>;

/** What a turn asked of its task. */
export function maskedTold(mask: Mask, told: ToldOfTask): ToldOfTask {
  const { name, tags, asked } = told;
  return changed(told, {
    ...(name === undefined ? {} : { name: mask.value(name) }),
    ...(tags === undefined ? {} : { tags: mask.json(tags) }),
    ...(asked === undefined ? {} : { asked: maskedAsked(mask, asked) }),
  });
}

type Asked = NonNullable<ToldOfTask['asked']>;
type AskedSubtask = NonNullable<Asked['subtasks']>[number];

function maskedAsked(mask: Mask, asked: Asked): Asked {
  const { subtasks, onExpire, blobs } = asked;
  const hidden = (subtask: AskedSubtask): AskedSubtask =>
    changed(subtask, { name: mask.value(subtask.name), into: subtask.into && mask.text(subtask.into) });
  return changed(asked, {
    ...(subtasks === undefined ? {} : { subtasks: eachMasked(subtasks, hidden) }),
    ...(onExpire === undefined ? {} : { onExpire: changed(onExpire, { result: mask.json(onExpire.result) }) }),
    ...(blobs === undefined ? {} : { blobs: mask.json(blobs) }),
  });
}

/** The identical list where nothing in it is changed. */
export function eachMasked<T>(list: readonly T[], masked: (one: T) => T): readonly T[] {
  const shown = list.map(masked);
  return shown.every((one, index) => one === list[index]) ? list : shown;
}

export function changed<T extends object>(value: T, parts: Partial<T>): T {
  const keys = Object.keys(parts) as (keyof T)[];
  return keys.every((key) => parts[key] === value[key]) ? value : { ...value, ...parts };
}
