// Our engine as the sandbox runs it, in this process: events, patches, timings and states all on.
import { specificity } from '../../src/engine/condition.ts';
import { buildNetwork } from '../../src/engine/network.ts';
import { Normaliser } from '../../src/engine/normalise.ts';
import { Walkers } from '../../src/engine/open-data.ts';
import type { EnginePort, Rules } from '../../src/engine/port.ts';
import { readCondition } from '../../src/engine/read-condition.ts';
import { Task } from '../../src/engine/task.ts';
import { turns } from '../../src/engine/turns.ts';
import type { TaskEvent } from '../../src/events.ts';
import { firstState } from '../../src/sandbox/task-record.ts';
import { tick } from '../../src/sandbox/tick.ts';
import type { JsonObject, StepInfo } from '../../src/step.ts';
import { FIRINGS, patternOf, type Rule, startData } from './rules.ts';

interface KeptTurns {
  readonly events: readonly TaskEvent[];
  readonly states: readonly JsonObject[];
}

/** Makes a new document; then runs a chain of turns on it, which alone is measured, and gives all that was kept of it. */
export type PrepareChain = () => () => Promise<unknown>;

export function ours(rules: readonly Rule[]): PrepareChain {
  const port = portFor(rulesOf(rules));
  return () => {
    const run = runnerOf(port, startData());
    return () => run(FIRINGS);
  };
}

/** Runs so many turns of one task on `data`, and so many more each time; gives all that was kept of them. */
export function runner(rules: readonly Rule[], data: JsonObject): (turns: number) => Promise<KeptTurns> {
  return runnerOf(portFor(rulesOf(rules)), data);
}

function runnerOf(port: EnginePort, data: JsonObject): (turns: number) => Promise<KeptTurns> {
  const task = new Task(stateOf(port, data), SETUP, port);
  let events: TaskEvent[] = [];
  let states: JsonObject[] = [];
  const keep = (event: TaskEvent): void => {
    events.push(event);
    if (event.kind === 'ran') states.push(task.state.data);
  };
  const running = turns(task, keep);
  return async (count) => {
    events = [];
    states = [];
    while (states.length < count) {
      const { value: event, done } = await running.next();
      if (done) break;
      keep(event);
    }
    return { events, states };
  };
}

const SETUP = {
  mocks: [],
  pins: [],
  tape: null,
  mockWorld: null,
  history: [],
  config: {},
  secrets: {},
  redact: [],
  disabled: new Set<string>(),
};

function stateOf(port: EnginePort, data: JsonObject): ReturnType<typeof firstState> {
  const origin = { id: 't', name: 't', scenario: null, tags: [], createdAt: 0, seed: 1, stream: 't', parent: null };
  const state = firstState({ ...origin, data, connectors: [], config: {}, disabled: [] });
  return { ...state, data: port.normaliser.adopt(state.data) };
}

function rulesOf(rules: readonly Rule[]): Rules {
  const infos: StepInfo[] = rules.map((rule, order) => {
    const condition = readCondition(patternOf(rule), rule.name).condition;
    return {
      name: rule.name,
      file: '',
      condition,
      specificity: specificity(condition),
      order,
      disabled: false,
      stale: false,
    };
  });
  const steps = infos.map((info, index) => {
    const fire = rules[index]?.fire ?? (() => {});
    return [info.name, { info, open: () => fire as (data: object) => void }] as const;
  });
  const judge = { regexp: () => false, predicate: () => false };
  const network = buildNetwork(infos, 'specificity');
  return { network, steps: new Map(steps), infos: new Map(infos.map((info) => [info.name, info])), judge };
}

function portFor(rules: Rules): EnginePort {
  return {
    limits: { turns: 1_000_000, stepMs: 1000, memoryMb: 512, logLines: 1000, dataMb: 32 },
    completion: 'settled',
    workspace: 'bench',
    mocksFolder: 'scenarios/connectors',
    normaliser: new Normaliser(),
    walkers: new Walkers(),
    rules: () => rules,
    config: () => undefined,
    wallNow: () => performance.now(),
    tick,
    idle: async () => {},
    pause: async () => {},
    realTime: false,
    asks: false,
    live: () => null,
    format: String,
    contentPlace: () => ({ line: 0, column: 0 }),
    locate: (error, step) => ({ name: 'Error', message: String(error), step: step.name, file: '', line: 0, column: 0 }),
    emit: () => {},
    spawn: () => {},
    keep: () => {},
    hold: () => {},
    release: () => {},
    onUnhandled: () => {},
    placeMakers: () => ({}),
    watch: () => {},
  };
}
