// A long task on a large document, made of events as the sandbox sends them, through the real reducer.
import type { TaskEvent } from '../../src/events.ts';
import { emptyState, reduce } from '../../src/session/reduce.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { Json, JsonObject, StepInfo } from '../../src/step.ts';

export interface LongTask {
  readonly state: SessionState;
  /** The state after one more turn of the task, paused at its end. */
  readonly goOn: (state: SessionState) => SessionState;
}

export interface LongTaskOptions {
  readonly turns: number;
  readonly steps: number;
  /** Of about 75 bytes each; none: a document of 50 fields. */
  readonly records: number;
}

export function longTask(options: LongTaskOptions): LongTask {
  const steps = stepsOf(options.steps);
  const ranks = new Map(steps.map(({ name }, index) => [name, index]));
  const names = steps.map(({ name }) => name);
  const after = (state: SessionState, events: Iterable<TaskEvent>): SessionState => {
    let next = state;
    for (const event of events) next = reduce(next, event, (step) => ranks.get(step) ?? 0);
    return { ...next, status: { kind: 'paused' } };
  };
  const turn = (number: number) => turnEvents(number, names, options.records);
  let state: SessionState = { ...emptyState('/bench'), steps, status: { kind: 'paused' } };
  state = after(state, [startEvent(options.records)]);
  for (let number = 1; number <= options.turns; number++) state = after(state, turn(number));
  return { state, goOn: (from) => after(from, turn((from.tasks.get('t')?.turns.length ?? 0) + 1)) };
}

function stepsOf(count: number): readonly StepInfo[] {
  return Array.from({ length: count }, (_, order) => ({
    name: `group ${order % 20}/step ${order}`,
    file: `steps/${order}.js`,
    condition: {
      kind: 'object',
      fields: [
        ['count', { kind: 'literal', value: order }],
        ['order', { kind: 'object', fields: [['total', { kind: 'type', type: 'Number' }]] }],
      ],
    },
    specificity: 2,
    order,
    disabled: false,
    stale: false,
  }));
}

/** About 50 fields, of which a turn changes three; with the records, of which it changes one. */
function dataOf(count: number): JsonObject {
  const records = Array.from(
    { length: count },
    (_, index): Json => ({ id: `record-${index}`, name: `a record of some length ${index}`, value: index }),
  );
  const fields = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`field${index}`, `value ${index}`]));
  return { ...(count > 0 && { records }), ...fields, count: 0, order: { total: 0, list: [1, 2, 3] } };
}

function startEvent(records: number): TaskEvent {
  const of = { task: 't', name: 't', scenario: 'one', tags: [], createdAt: 0, seed: 1, stream: 't', parent: null };
  return { kind: 'started', ...of, data: dataOf(records) };
}

function* turnEvents(turn: number, names: readonly string[], records: number): Generator<TaskEvent> {
  const place = { task: 't', turn };
  const step = names[turn % names.length] ?? '';
  const before = names[(turn - 1) % names.length] ?? '';
  const off = turn > 1 ? [before] : [];
  yield { kind: 'matched', ...place, on: [step], off, fresh: false, verdicts: [], matchMs: 0.01 };
  yield { kind: 'selected', ...place, step, why: 'alone', over: null };
  const patches = [
    { op: 'replace', path: ['count'], value: (turn + 1) % names.length },
    { op: 'replace', path: ['order', 'total'], value: turn },
    { op: 'replace', path: [`field${turn % 45}`], value: `turn ${turn}` },
    ...(records > 0 ? [{ op: 'replace', path: ['records', turn % records, 'value'], value: -turn } as const] : []),
  ] as const;
  yield { kind: 'ran', ...place, step, patches, runMs: 0.1, clock: turn, rearmed: true };
}
