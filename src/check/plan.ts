// Which scenarios run, and in what order: chosen, skipped, dealt out to shards, shuffled.
import type { Scenario } from '../step.ts';
import type { Shard } from './reporter.ts';

export interface PlanChoice {
  readonly seed: number;
  /** Whether a scenario is to run. */
  wants(scenario: Scenario): boolean;
  /** The part of several machines that is ours; from 1. */
  readonly shard?: Shard | null | undefined;
  /** In an order that the seed gives. */
  readonly shuffle?: boolean | undefined;
}

/** `place`: among all that were wanted, by file, whatever the order and the shard. */
export interface Planned {
  readonly scenario: Scenario;
  readonly place: number;
  readonly runs: boolean;
}

/** `all` by file and place in it. */
export function planOf(all: readonly Scenario[], choice: PlanChoice): readonly Planned[] {
  const wanted = all.filter((scenario) => choice.wants(scenario));
  const onlySome = wanted.some(({ only }) => only);
  const planned = wanted.map((scenario, place) => {
    const { skip, only } = scenario;
    return { scenario, place, runs: !skip && (!onlySome || only) };
  });
  const { shard, shuffle, seed } = choice;
  // Dealt out like cards: neighbours are alike, so each shard gets some of every kind.
  const ours = shard ? planned.filter(({ place }) => place % shard.count === shard.index - 1) : planned;
  return shuffle ? shuffled(ours, seed) : ours;
}

/** By a number that seed and name give: a scenario more or less does not turn the order of the others. */
function shuffled(planned: readonly Planned[], seed: number): readonly Planned[] {
  const keyed = planned.map((one) => ({ one, key: mixed(`${seed}/${one.scenario.name}`) }));
  return keyed.sort((a, b) => a.key - b.key || a.one.place - b.one.place).map(({ one }) => one);
}

/** FNV-1a, then stirred: names that differ in their last letter end up far apart. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
