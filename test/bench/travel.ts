// `npm run bench travel`: to any of 100,000 turns, from the key to the whole screen as a value: the cursor moves, every pane
// is made anew. Painting is not in it.
import type { TaskEvent } from '../../src/events.ts';
import { emptyState, reduce } from '../../src/session/reduce.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { JsonObject, StepInfo } from '../../src/step.ts';
import { createScenes } from '../../src/tui/scene.ts';
import { INITIAL_UI } from '../../src/tui/ui-state.ts';

const TURNS = 100_000;
const STEPS = 1_000;
const JUMPS = 300;

function steps(): StepInfo[] {
  return Array.from({ length: STEPS }, (_, order) => ({
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

/** About 50 fields, of which a turn changes three. */
function data(): JsonObject {
  const fields = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`field${index}`, `value ${index}`]));
  return { ...fields, count: 0, order: { total: 0, list: [1, 2, 3] } };
}

function* events(names: readonly string[]): Generator<TaskEvent> {
  const of = { task: 't', name: 't', scenario: 'one', tags: [], createdAt: 0, seed: 1, stream: 't', parent: null };
  yield { kind: 'started', ...of, data: data() };
  for (let turn = 1; turn <= TURNS; turn++) {
    const place = { task: 't', turn };
    const step = names[turn % STEPS] ?? '';
    const before = names[(turn - 1) % STEPS] ?? '';
    yield {
      kind: 'matched',
      ...place,
      on: [step],
      off: turn > 1 ? [before] : [],
      fresh: false,
      verdicts: [],
      matchMs: 0.01,
    };
    yield { kind: 'selected', ...place, step, why: 'alone', over: null };
    const patches = [
      { op: 'replace', path: ['count'], value: (turn + 1) % STEPS },
      { op: 'replace', path: ['order', 'total'], value: turn },
      { op: 'replace', path: [`field${turn % 45}`], value: `turn ${turn}` },
    ] as const;
    yield { kind: 'ran', ...place, step, patches, runMs: 0.1, clock: turn, rearmed: true };
  }
}

function played(): SessionState {
  const all = steps();
  const ranks = new Map(all.map(({ name }, index) => [name, index]));
  let state: SessionState = { ...emptyState('/bench'), steps: all, status: { kind: 'paused' } };
  for (const event of events(all.map(({ name }) => name)))
    state = reduce(state, event as never, (step) => ranks.get(step) ?? 0);
  return { ...state, status: { kind: 'paused' } };
}

function quantile(sorted: readonly number[], share: number): string {
  return `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`;
}

const began = performance.now();
const state = played();
console.log(`${TURNS} turns, ${STEPS} steps: played in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
const scenes = createScenes();
for (const [what, next] of [
  ['to any turn', (index: number) => (index * 7_919) % TURNS],
  ['one turn back', (index: number) => TURNS - index],
] as const) {
  const times: number[] = [];
  for (let index = 0; index < JUMPS; index++) {
    const from = performance.now();
    scenes({ state: { ...state, cursor: next(index) }, ui: INITIAL_UI, now: 0 }, { columns: 200, rows: 50 });
    times.push(performance.now() - from);
  }
  const sorted = times.sort((a, b) => a - b);
  console.log(`${what}: p50 ${quantile(sorted, 0.5)}, p95 ${quantile(sorted, 0.95)}, worst ${quantile(sorted, 0.999)}`);
}
