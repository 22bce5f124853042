// How much memory a turn costs that is kept: what is known of it, its patches, and the data after it.
import type { TaskEvent } from '../../src/events.ts';
import { firstState, TaskRecord } from '../../src/sandbox/task-record.ts';
import type { TaskLog } from '../../src/session/state.ts';
import { addEvent, openLog } from '../../src/session/task-log.ts';
import type { Json, JsonObject } from '../../src/step.ts';
import { runner } from './ours.ts';
import type { Rule } from './rules.ts';

const TURNS = 4_000;

/** Records in groups, as many groups as there are records in each; or all in one list. */
export const SHAPES = ['in groups', 'in one list'] as const;

/** Bytes; `size`: characters of the document's JSON, about. Needs --expose-gc. */
export async function heapPerTurn(size: number, shape: (typeof SHAPES)[number]): Promise<number> {
  const data = documentOf(size, shape);
  const told = await eventsOf(data);
  const debug = new Debugger(data);
  // Half of the turns warm it up: code and tables that are made once are no history.
  const half = told.length / 2;
  for (const text of told.slice(0, half)) debug.hear(text);
  const before = heap();
  for (const text of told.slice(half)) debug.hear(text);
  const grown = heap() - before;
  // What is kept must live until here.
  if (debug.turns < TURNS) throw new Error('turns were lost');
  return grown / (TURNS / 2);
}

/** As the sandbox tells them. */
async function eventsOf(data: JsonObject): Promise<readonly string[]> {
  const rules = Array.from({ length: TURNS }, (_, index) => chained(index));
  const { events } = await runner(rules, data)(TURNS);
  return events.map((event) => JSON.stringify(event));
}

/** What its process keeps of a task: what the screen shows, and what a sandbox that died is begun anew with. */
class Debugger {
  #log: TaskLog;
  readonly #record: TaskRecord;

  constructor(data: JsonObject) {
    const origin = { name: 't', scenario: null, tags: [], createdAt: 0, seed: 1, stream: 't', parent: null, data };
    const start = { ...origin, id: 't', connectors: [], config: {}, disabled: [] };
    this.#log = openLog({ ...origin, kind: 'started', task: 't' });
    this.#record = new TaskRecord(start, firstState(start));
  }

  get turns(): number {
    return Math.min(this.#log.turns.length, this.#record.turns);
  }

  hear(text: string): void {
    const event = JSON.parse(text) as TaskEvent;
    this.#log = addEvent(this.#log, event, (step) => Number(step.slice('rule '.length)));
    this.#record.add(event);
  }
}

/** Three writes, one of them deep in the document. */
function chained(index: number): Rule {
  const fire = (data: Record<string, unknown>): void => {
    data.stage = `s${index + 1}`;
    data.count = index;
    const groups = data.groups as { value: number }[][];
    const group = groups[index % groups.length] ?? [];
    const record = group[index % group.length];
    if (record) record.value = -index;
  };
  return { name: `rule ${index}`, tests: [[['stage'], `s${index}`]], fire };
}

function documentOf(size: number, shape: (typeof SHAPES)[number]): JsonObject {
  const records: Json[] = Array.from({ length: Math.ceil(size / 75) }, (_, index) => ({
    id: `record-${index}`,
    name: `a record of some length ${index}`,
    value: index,
  }));
  const most = shape === 'in one list' ? records.length : Math.ceil(Math.sqrt(records.length));
  const groups: Json[] = [];
  while (records.length > 0) groups.push(records.splice(0, most));
  return { stage: 's0', count: 0, groups };
}

function heap(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('history needs node --expose-gc');
  for (let round = 0; round < 3; round++) gc();
  return process.memoryUsage().heapUsed;
}
