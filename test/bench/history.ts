// How much memory a turn costs that is kept: its events and the state after it.
import type { Json, JsonObject } from '../../src/step.ts';
import { runner } from './ours.ts';
import type { Rule } from './rules.ts';

const TURNS = 4_000;

/** Records in groups, as many groups as there are records in each; or all in one list. */
export const SHAPES = ['in groups', 'in one list'] as const;

/** Bytes; `size`: characters of the document's JSON, about. Needs --expose-gc. */
export async function heapPerTurn(size: number, shape: (typeof SHAPES)[number]): Promise<number> {
  const rules = Array.from({ length: TURNS }, (_, index) => chained(index));
  const run = runner(rules, documentOf(size, shape));
  // Half of the turns warm it up: code and tables that are made once are no history.
  const kept = [await run(TURNS / 2)];
  const before = heap();
  kept.push(await run(TURNS / 2));
  const grown = heap() - before;
  // What is kept must live until here.
  if (kept.length !== 2) throw new Error('nothing was kept');
  return grown / (TURNS / 2);
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
