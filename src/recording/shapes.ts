// What each line of a recording must look like, so that nothing that reads it later can stumble. Keys that are nothing to us
// are let pass; whatever is data may be any JSON.
import * as z from 'zod/mini';
import { TYPE_NAMES } from '../step.ts';

const text = z.string();
const texts = z.array(text);
const yes = z.boolean();
const whole = z.int().check(z.nonnegative());
const amount = z.number();
/** Epoch ms that a Date can hold. */
const moment = z.number().check(z.minimum(-8.64e15), z.maximum(8.64e15));
const any = z.unknown();
const json = z.custom<unknown>((value) => value !== undefined);
const object = z.record(z.string(), any);
const path = z.array(z.union([text, whole]));

const patch = z.discriminatedUnion('op', [
  z.looseObject({ op: z.literal(['add', 'replace']), path: path.check(z.minLength(1)), value: json }),
  z.looseObject({ op: z.literal('remove'), path: path.check(z.minLength(1)) }),
  z.looseObject({ op: z.literal('splice'), path, index: whole, remove: whole, insert: z.array(any) }),
]);
const patches = z.array(patch);

const verdict = z.looseObject({ step: text, leaf: path, at: path, ok: yes, threw: z.optional(text) });
const verdicts = z.array(verdict);

const error = z.looseObject({
  ...{ name: text, message: text, step: text, file: text, line: whole, column: whole },
  ...{ frame: z.optional(text), stack: z.optional(text) },
});

const problem = z.looseObject({
  ...{ severity: z.enum(['error', 'warning']), file: text, line: whole, column: whole, message: text, hint: text },
  frame: z.optional(text),
});

const callError = z.looseObject({ name: text, message: text });
const call = z.looseObject({
  ...{ connector: text, method: text, args: json },
  source: z.enum(['pin', 'mock', 'tape', 'live', 'unmocked']),
  error: z.optional(callError),
});
const question = z.looseObject({ connector: text, method: text, args: json, attempt: whole });

const hit = { turn: z.optional(whole), path: z.optional(path) };
const stopReason = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.enum(['entry', 'step', 'pause']) }),
  z.looseObject({ kind: z.literal('ended'), ...hit, breakpoint: z.optional(text) }),
  z.looseObject({ kind: z.literal('breakpoint'), ...hit, breakpoint: text, fault: z.optional(text) }),
  z.looseObject({ kind: z.literal('call'), ...question.shape }),
]);

const condition: z.ZodMiniType = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('type'), type: z.enum(TYPE_NAMES) }),
    z.looseObject({ kind: z.literal('literal'), value: z.union([text, amount, yes]) }),
    z.looseObject({ kind: z.enum(['null', 'present']) }),
    z.looseObject({ kind: z.literal('regexp'), source: text, flags: text }),
    z.looseObject({ kind: z.literal('predicate'), name: text, shown: text }),
    z.looseObject({ kind: z.literal('never'), shown: text, reason: text }),
    z.looseObject({ kind: z.literal('array'), elements: z.array(condition) }),
    objectCondition,
  ]),
);
const objectCondition = z.looseObject({ kind: z.literal('object'), fields: z.array(z.tuple([text, condition])) });

const step = z.looseObject({
  ...{ name: text, file: text, condition: objectCondition, specificity: whole, order: amount },
  ...{ disabled: yes, stale: yes, hash: text, source: z.optional(text) },
});

const past = z.looseObject({ state: text, at: z.optional(moment), error: z.optional(callError) });

const limits = z.looseObject({ turns: amount, stepMs: amount, memoryMb: amount, logLines: amount, dataMb: amount });

const head = {
  ...{ format: z.literal('stepscope-recording'), version: z.literal(1), stepscope: text },
  task: z.looseObject({
    ...{ id: text, name: text, scenario: z.nullable(text), seed: amount, createdAt: moment, stream: text },
    made: z.optional(text),
  }),
};

/** What it begins with. */
export const HEAD = z.looseObject(head);

export const HEADER = z.looseObject({
  ...head,
  settings: z.looseObject({
    ...{ strategy: z.enum(['specificity', 'order']), completion: z.enum(['settled', 'explicit']) },
    ...{ limits, order: texts, realTime: yes, live: texts },
  }),
  steps: z.array(step),
  libraries: z.array(z.looseObject({ name: text, file: text, hash: text, source: text })),
  ...{ disabled: texts, config: object, history: z.array(past) },
});

const asked = z.looseObject({
  subtasks: z.optional(z.array(z.looseObject({ child: text, name: text, into: z.nullable(text), blocks: yes }))),
});

const samples = z.record(z.string(), z.array(any));
const ofTask = { task: text };
const ofTurn = { task: text, turn: whole.check(z.minimum(1)) };
const kind = <K extends string>(name: K): { kind: z.ZodMiniLiteral<K> } => ({ kind: z.literal(name) });

export const LINE = z.discriminatedUnion('kind', [
  z.looseObject({
    ...kind('started'),
    ...ofTask,
    ...{ name: text, scenario: z.nullable(text), tags: texts, createdAt: moment, seed: amount, stream: text },
    parent: z.nullable(z.looseObject({ task: text, turn: whole })),
    data: object,
  }),
  z.looseObject({
    ...kind('forked'),
    ...ofTask,
    from: z.looseObject({ task: text, turns: whole }),
    made: z.optional(text),
    rearmed: texts,
  }),
  z.looseObject({ ...kind('matched'), ...ofTurn, on: texts, off: texts, fresh: yes, verdicts, matchMs: amount }),
  z.looseObject({ ...kind('rematched'), ...ofTurn, agenda: texts, verdicts }),
  z.looseObject({
    ...kind('selected'),
    ...ofTurn,
    ...{ step: text, why: z.enum(['specificity', 'order', 'alone', 'hand']), over: z.nullable(text) },
  }),
  z.looseObject({
    ...kind('logged'),
    ...ofTurn,
    ...{ level: z.enum(['log', 'info', 'warn', 'error', 'debug', 'audit']), text },
  }),
  z.looseObject({
    ...kind('called'),
    ...ofTurn,
    call,
    taped: z.looseObject({ attempt: whole, form: z.enum(['value', 'promise', 'never']), tookMs: amount }),
  }),
  z.looseObject({ ...kind('abandoned'), ...ofTurn, question: z.nullable(question) }),
  z.looseObject({ ...kind('viewed'), ...ofTurn, view: z.looseObject({ type: text, name: text, data: json }) }),
  z.looseObject({
    ...kind('warned'),
    ...ofTurn,
    problem,
    breakpoint: z.optional(z.looseObject({ id: text, fault: text })),
  }),
  z.looseObject({
    ...kind('ran'),
    ...ofTurn,
    ...{ step: text, patches, runMs: amount, clock: moment, rearmed: yes, droppedLogs: z.optional(whole) },
    ...{ name: z.optional(text), tags: z.optional(texts), error: z.optional(error), asked: z.optional(asked) },
    ...{ samples: z.optional(samples), killed: z.optional(yes) },
  }),
  z.looseObject({ ...kind('settled'), ...ofTurn, patches, clock: moment, error: z.optional(error) }),
  z.looseObject({ ...kind('waited'), ...ofTask, after: whole, why: z.enum(['park', 'timeout']), clock: moment }),
  z.looseObject({ ...kind('waiting'), ...ofTask, after: whole, why: z.enum(['subtask', 'park', 'timeout']) }),
  z.looseObject({ ...kind('noted'), ...ofTask, after: whole, about: z.optional(whole), breakpoint: text, text }),
  z.looseObject({
    ...kind('entered'),
    ...ofTask,
    ...{ after: whole, cause: z.enum(['child', 'edit']), child: z.nullable(text), patches, clock: moment },
  }),
  z.looseObject({
    ...kind('ended'),
    ...ofTask,
    state: z.enum(['done', 'incomplete', 'ignored', 'error', 'stopped']),
    reason: z.enum([
      'complete',
      'emptied',
      'settled',
      'expired',
      'rejected',
      'ignored',
      'error',
      'loop',
      'limit',
      'stopped',
    ]),
    ...{ result: json, gaveNull: z.optional(z.literal(true)), error: z.nullable(error) },
    ...{ durationMs: amount, expected: z.optional(verdicts) },
  }),
  z.looseObject({ ...kind('stopped'), ...ofTask, at: text, reason: stopReason }),
  z.looseObject({ ...kind('reloaded'), steps: z.array(step), removed: texts }),
  z.looseObject({ ...kind('switched'), ...ofTask, disabled: texts }),
]);
