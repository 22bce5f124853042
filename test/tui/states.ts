// States of the debugger worth looking at, by name.
import type { ErrorInfo, View } from '../../src/events.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { Problem, StepInfo } from '../../src/step.ts';
import { emptyState, stateOf, stepOf } from '../session/views/fixture.ts';
import { ORDER_DATA, ORDER_STEPS, ORDER_TURNS, orders } from '../session/views/orders.ts';
import { FAMILY } from './family.ts';

const PROBLEMS: readonly Problem[] = [
  {
    severity: 'warning',
    file: 'steps/normalize.js',
    line: 1,
    column: 1,
    message: 'the helper `round` works here and is missing after deploy',
    hint: 'move it into content or a library',
  },
  {
    severity: 'error',
    file: 'steps/escalate.js',
    line: 4,
    column: 12,
    message: "Unexpected token: expected ',' or '}'",
    hint: 'close the object that is opened in line 2',
    frame: '  3 │   order: {\n> 4 │     age: Number status: "stuck"\n    │                 ^\n  5 │   }',
  },
];

const ERROR: ErrorInfo = {
  name: 'TypeError',
  message: "Cannot read properties of undefined (reading 'tier')",
  step: 'notify_sales',
  file: 'steps/notify_sales.js',
  line: 7,
  column: 22,
  frame: '  6 │   const customer = data.order.client;\n> 7 │   if (customer.tier === "enterprise") {',
};

/** Everything that others write, with everything in it that a terminal must not get. */
export const EVIL = 'a\x1b[2J\x1b]0;title\x07\x9b31m\x9d0;t\x9c\b\r\x0e\u202e\u2066\u200b\u2028\ud800\u{e0041}z';

function evil(): SessionState {
  const error: ErrorInfo = { ...ERROR, message: EVIL, file: EVIL, frame: EVIL, step: EVIL };
  const problem: Problem = {
    severity: 'error',
    file: EVIL,
    line: 1,
    column: 1,
    message: EVIL,
    hint: EVIL,
    frame: EVIL,
  };
  const call = {
    connector: EVIL,
    method: EVIL,
    args: EVIL,
    source: 'mock',
    error: { name: EVIL, message: EVIL },
  } as const;
  const turn = {
    error,
    logs: [{ level: 'log', text: EVIL }],
    calls: [call],
    views: ['table', 'chart', 'graph', 'document', EVIL].map((type) => evilView(type)),
    problems: [problem],
    why: 'hand',
    over: EVIL,
  } as const;
  const steps = [
    stepOf(EVIL, { [EVIL]: EVIL }),
    stepOf(`${EVIL}/other`, { x: { kind: 'never', shown: EVIL, reason: EVIL } }),
  ];
  const data = { [EVIL]: `${EVIL}!`, deep: { [EVIL]: [EVIL, { [EVIL]: 1 }] } };
  const patches = [{ op: 'replace', path: [EVIL], value: EVIL }] as const;
  return stateOf({
    steps,
    data,
    turns: [{ step: EVIL, patches, turn }],
    end: { state: 'error', reason: 'error', error },
    state: { dir: EVIL, notice: EVIL, problems: [problem], sources: evilSources(steps), ...evilBreaks() },
  });
}

function evilSources(steps: readonly StepInfo[]): SessionState['sources'] {
  return new Map(steps.map(({ file }) => [file, `const a = "${EVIL}"; // ${EVIL}\n/* ${EVIL} */ \`${EVIL}\``]));
}

function evilView(type: string): View {
  const edges = [[EVIL, EVIL]];
  const chart = [{ label: EVIL, value: 1 }];
  const data = type === 'graph' ? { nodes: [EVIL], edges } : type === 'document' ? `${EVIL}\n${EVIL}` : chart;
  return { type, name: EVIL, data };
}

function evilBreaks(): Partial<SessionState> {
  const breakpoint = { id: 'b1', kind: 'change', target: EVIL, condition: EVIL, log: EVIL, isOn: true } as const;
  const step = { id: 'b2', kind: 'step', target: EVIL, isOn: true } as const;
  const stop = { kind: 'ended', breakpoint: 'b1', path: [EVIL] } as const;
  return { breakpoints: [breakpoint, step], faults: new Map([['b2', EVIL]]), stop };
}

function wide(): SessionState {
  const names = [
    '日本語のステップ',
    'emoji 👨‍👩‍👧 ❤️ 👍🏽',
    'combining q\u0303 e\u0301',
    'ﾊﾝｶｸ ｶﾞ',
    'flags 🇩🇪🇫🇷',
    'hangul 한국어',
  ];
  const data = Object.fromEntries(names.map((name) => [name, { [name]: `${name} `.repeat(12), list: names }]));
  const turns = names.map((step) => ({
    step,
    patches: [{ op: 'replace', path: [step, step], value: `${step} → neu` }] as const,
    turn: { logs: [{ level: 'warn', text: names.join('\t') }] } as const,
  }));
  return stateOf({ steps: names.map((name) => stepOf(name, { [name]: { [name]: name } })), data, turns });
}

function many(): SessionState {
  const steps = Array.from({ length: 300 }, (_, index) =>
    stepOf(`group ${index % 7}/step number ${index}`, { a: { b: index, c: 'x' }, d: null }),
  );
  const turns = Array.from({ length: 60 }, (_, index) => ({
    step: steps[index]?.name ?? '',
    patches: [{ op: 'add', path: [`n${index % 9}`], value: index }] as const,
    turn: { runMs: ((index * 37) % 23) + 0.1 },
  }));
  return stateOf({
    steps,
    data: { a: { b: 7, c: 'x' }, big: Array.from({ length: 500 }, (_, id) => ({ id })) },
    turns,
  });
}

const LONG = 'a → b go round for ever and ever, step by step, until somebody ends it at last. '.repeat(2).trim();

function failedBy(error: ErrorInfo, ofTurn: ErrorInfo | null = error): SessionState {
  const [first, second] = ORDER_TURNS;
  const turns = [...[first, second].flatMap((turn) => turn ?? []), { step: 'notify_sales', turn: { error: ofTurn } }];
  return stateOf({ steps: ORDER_STEPS, data: ORDER_DATA, turns, end: { state: 'error', reason: 'error', error } });
}

function rematched(state: SessionState, turns: number, agenda: readonly string[]): SessionState {
  const tasks = [...state.tasks].map(([id, log]) => {
    const snapshots = log.snapshots.map((snapshot, at) => (at === turns ? snapshot.with({ agenda }) : snapshot));
    return [id, { ...log, snapshots }] as const;
  });
  return { ...state, tasks: new Map(tasks) };
}

const BREAKS: Partial<SessionState> = {
  breakpoints: [
    { id: 'b1', kind: 'step', target: 'notify_sales', isOn: true },
    { id: 'b2', kind: 'step', target: 'log_order', isOn: false },
    { id: 'b3', kind: 'change', target: 'order.status', condition: 'data.order.total > 3', isOn: true },
    { id: 'b4', kind: 'match', target: 'nobody', log: 'it is {data.order.status}', isOn: true },
  ],
  stop: { kind: 'breakpoint', breakpoint: 'b1', turn: 4 },
};

const UNMATCHED = ORDER_STEPS.filter(({ name }) => name !== 'notify_sales' && name !== 'log_order');

const RUNNING = { kind: 'running', since: 6_800, step: 'notify_sales' } as const;

export const STATES: Readonly<Record<string, () => SessionState>> = {
  orders: () => orders({ problems: PROBLEMS }),
  past: () => orders({ cursor: 1 }),
  start: () => orders({ cursor: 0 }, []),
  atBreakpoint: () => orders(BREAKS),
  running: () => orders({ status: RUNNING }, [...ORDER_TURNS, { step: 'notify_sales', turn: { finished: false } }]),
  settled: () =>
    stateOf({ steps: UNMATCHED, data: ORDER_DATA, turns: ORDER_TURNS, end: { state: 'done', reason: 'settled' } }),
  completed: () =>
    stateOf({ steps: ORDER_STEPS, data: ORDER_DATA, turns: ORDER_TURNS, end: { state: 'done', reason: 'complete' } }),
  /** It had settled, and then steps were edited. */
  edited: () =>
    stateOf({ steps: ORDER_STEPS, data: ORDER_DATA, turns: ORDER_TURNS, end: { state: 'done', reason: 'settled' } }),
  rejected: () => stateOf({ steps: ORDER_STEPS, data: ORDER_DATA, end: { state: 'incomplete', reason: 'rejected' } }),
  ...FAMILY,
  error: () =>
    stateOf({
      steps: ORDER_STEPS,
      data: ORDER_DATA,
      turns: ORDER_TURNS,
      end: { state: 'error', reason: 'error', error: ERROR },
    }),
  failed: () => failedBy(ERROR),
  loop: () => failedBy({ ...ERROR, name: 'LoopFound', message: LONG, file: '', line: 0, frame: undefined }, null),
  warned: () => orders({}, [{ step: 'normalize', turn: { problems: PROBLEMS.slice(0, 1) } }]),
  /** In the past, with steps that were edited since: another would be next. */
  changed: () => rematched(orders({ cursor: 1 }), 1, ['log_order', 'normalize', 'process_order']),
  loading: () => emptyState({ status: { kind: 'loading' } }),
  noSteps: () => emptyState(),
  noScenarios: () => emptyState({ steps: ORDER_STEPS }),
  broken: () => emptyState({ problems: PROBLEMS }),
  evil,
  wide,
  many,
};
