// `npm run bench travel`: to any of 100,000 turns, from the key to the whole screen as a value: the cursor moves, every pane
// is made anew. Painting is not in it.
import { createScenes } from '../../src/tui/scene.ts';
import { INITIAL_UI } from '../../src/tui/ui-state.ts';
import { longTask } from './long-task.ts';

const TURNS = 100_000;
const STEPS = 1_000;
const JUMPS = 300;

function quantile(sorted: readonly number[], share: number): string {
  return `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`;
}

const began = performance.now();
const { state } = longTask({ turns: TURNS, steps: STEPS, records: 0 });
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
