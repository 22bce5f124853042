// semantics.md §3, The turn: match, select, run, settle, and again.
import { describe, expect } from 'vitest';
import { type Case, conform } from './cases.ts';

const saying = (...texts: readonly string[]) => texts.map((text) => expect.stringContaining(text) as unknown as string);

const select: readonly Case[] = [
  {
    says: 'every enabled step that matches and has not run is on the agenda, the winner first',
    steps: {
      low: ['a: Number', ''],
      high: ['a: Number, b: Number', ''],
      never: ['nothing: String', ''],
      later: ['c: Number', ''],
    },
    data: { a: 1, b: 2 },
    gives: { agendas: [['high', 'low'], ['low']], steps: ['high', 'low'] },
  },
  {
    says: 'highest specificity is selected; an array pattern counts 1 plus its elements',
    steps: {
      array: ['list: [{ x: Number }, { y: Number }]', ''],
      four: ['a: 1, b: 1, c: 1, d: 1', ''],
      two: ['a: 1, b: 1', ''],
    },
    data: { list: [{ x: 1 }, { y: 1 }], a: 1, b: 1, c: 1, d: 1 },
    gives: { steps: ['four', 'array', 'two'] },
  },
  {
    says: 'ties go to the step created first: the order of the settings, else sorted path',
    steps: { c: ['', ''], a: ['', ''], z: ['', ''], b: ['', ''] },
    gives: { steps: ['z', 'a', 'b', 'c'] },
  },
  {
    says: 'what a step writes is matched in the next turn, not in this one',
    steps: { first: ['a: 1', 'data.b = 1; data.a = 2;'], second: ['b: 1', ''], gone: ['a: 1', ''] },
    data: { a: 1 },
    gives: { steps: ['first', 'second'], agendas: [['first', 'gone'], ['second']] },
  },
];

const patches: readonly Case[] = [
  {
    says: 'its changes become one patch set',
    steps: { a: ['', 'data.x = 1; data.x = 2; data.o.p.q = 3; delete data.gone; data.list.push(4);'] },
    data: { o: { p: { q: 0 } }, gone: 1, list: [3] },
    gives: {
      patches: [
        expect.arrayContaining([
          { op: 'add', path: ['x'], value: 2 },
          { op: 'replace', path: ['o', 'p', 'q'], value: 3 },
          { op: 'remove', path: ['gone'] },
          { op: 'splice', path: ['list'], index: 1, remove: 0, insert: [4] },
        ]),
      ],
      data: { x: 2, o: { p: { q: 3 } }, list: [3, 4] },
    },
  },
  {
    says: 'a write that leaves equal JSON is no patch; key order is not compared',
    steps: {
      a: [
        '',
        'data.o = { b: 2, a: 1 }; data.n = 5; data.n = 1; data.list = [...data.list]; data.t = 1; delete data.t;',
      ],
    },
    data: { o: { a: 1, b: 2 }, n: 1, list: [1, { x: 1 }] },
    gives: { patches: [[]] },
  },
  {
    says: 'settle: results with into are applied in call order, as patches within the same turn',
    steps: {
      a: ['', 'connectors.crm.find({ into: "one" }); connectors.crm.find({ into: "two.0.x" }); data.own = 1;'],
      b: ['one: Object, two: Array', 'data.seen = data.two.length;'],
    },
    scenario: { connectors: { crm: { find: [{ $delay: 50, $return: { n: 1 } }, { n: 2 }] } } },
    gives: {
      steps: ['a', 'b'],
      data: { own: 1, one: { n: 1 }, two: [{ x: { n: 2 } }], seen: 1 },
      patches: [
        [{ path: ['own'] }, { path: ['one'], value: { n: 1 } }, { path: ['two'], value: [{ x: { n: 2 } }] }],
        [{ path: ['seen'] }],
      ],
    },
  },
  {
    says: 'settle: promises left in data are waited for and put in their place',
    steps: {
      a: ['', 'data.slow = new Promise((done) => setTimeout(done, 90, "late")); data.list = [1, Promise.resolve(2)];'],
      b: ['slow: "late"', 'data.b = data.list;'],
    },
    gives: { steps: ['a', 'b'], data: { slow: 'late', list: [1, 2], b: [1, 2] } },
  },
  {
    says: 'a promise left in data that rejects is the error of its step',
    steps: { a: ['', 'data.kept = 1;\ndata.slow = Promise.reject(new Error("no luck"));'] },
    gives: { end: 'error/error', error: { step: 'a', message: 'no luck' }, data: { kept: 1 } },
  },
];

const refraction: readonly Case[] = [
  {
    says: 'a step runs at most once per task, though it still matches',
    steps: { a: ['n: Number', 'data.n++;'], b: ['n: 2', 'data.n++;'] },
    data: { n: 1 },
    gives: { steps: ['a', 'b'], data: { n: 3 } },
  },
  {
    says: 'unless it called step.redo(), which re-arms it',
    steps: { a: ['n: Number', 'if (++data.n < 3) step.redo();'] },
    data: { n: 0 },
    gives: { steps: ['a', 'a', 'a'], data: { n: 3 } },
  },
  {
    says: 'redo does not run it at once: it must be selected again',
    steps: {
      a: ['n: Number', 'data.n++; if (data.n < 2) { data.go = true; step.redo(); }'],
      b: ['n: Number, go: true', ''],
    },
    data: { n: 0 },
    gives: { steps: ['a', 'b', 'a'] },
  },
  {
    says: 'redo: it must match again',
    steps: { a: ['n: 1', 'data.n = 2; step.redo();'] },
    data: { n: 1 },
    gives: { steps: ['a'], end: 'done/settled' },
  },
  {
    says: 'redo: it runs again also when it matches only later',
    steps: { a: ['n: 1', 'data.n = 2; step.redo();'], b: ['n: 2', 'data.n = 1;'] },
    data: { n: 1 },
    gives: { steps: ['a', 'b', 'a'] },
  },
];

const endings: readonly Case[] = [
  {
    says: 'task.complete() does not leave the function, and nothing is matched after this turn',
    steps: { a: ['', 'task.complete({ n: 1 }); data.after = true;'], b: ['after: true', ''] },
    gives: { steps: ['a'], end: 'done/complete', result: { n: 1 }, data: { after: true } },
  },
  {
    says: 'task.ignore() does not leave the function either',
    steps: { a: ['', 'task.ignore(); data.after = true;'], b: ['after: true', ''] },
    gives: { steps: ['a'], end: 'ignored/ignored', data: { after: true } },
  },
  {
    says: 'called more than once, the last one counts: complete twice',
    steps: { a: ['', 'task.complete(1); task.complete(2);'] },
    gives: { end: 'done/complete', result: 2 },
  },
  {
    says: 'called more than once, the last one counts: complete, then ignore',
    steps: { a: ['', 'task.complete(1); task.ignore();'] },
    gives: { end: 'ignored/ignored', result: null },
  },
  {
    says: 'called more than once, the last one counts: ignore, then complete',
    steps: { a: ['', 'task.ignore(); task.complete(1);'] },
    gives: { end: 'done/complete', result: 1 },
  },
  {
    says: 'a throw beats them',
    steps: { a: ['', 'task.complete(1);\nthrow new Error("after all");'] },
    gives: { end: 'error/error', result: null, error: { message: 'after all', line: 4 } },
  },
];

const throws: readonly Case[] = [
  {
    says: 'a throw ends the task; what the step had written before is kept and shown as its patch',
    steps: { a: ['', 'data.before = 1;\nthrow new RangeError("too far");\ndata.after = 1;'], b: ['before: 1', ''] },
    gives: {
      steps: ['a'],
      end: 'error/error',
      data: { before: 1 },
      patches: [[{ op: 'add', path: ['before'], value: 1 }]],
      error: { name: 'RangeError', message: 'too far', step: 'a', file: 'steps/a.js', line: 4, column: 7 },
    },
  },
  {
    says: 'pending into results are dropped, and shown as dropped',
    steps: { a: ['', 'connectors.crm.find({ into: "customer" }); throw new Error("no");'] },
    scenario: { connectors: { crm: { find: { $delay: 10, $return: { id: 1 } } } } },
    gives: { data: {}, warnings: saying("'customer' was dropped") },
  },
  {
    says: 'the place is in the file of the user: TypeScript, and functions called from there',
    files: {
      'a.ts':
        'interface Row { id: number }\nexport const condition = { CASE };\nexport const content = () => {\n  const check = (row: Row): void => {\n    throw new Error(`row ${row.id}`);\n  };\n  check({ id: 7 });\n};',
    },
    gives: { error: { message: 'row 7', file: 'steps/a.ts', line: 5, column: 11 } },
  },
  {
    says: 'an exception in a callback of the step (a timer, say) is its error',
    steps: {
      a: [
        '',
        'await new Promise((done) => {\n  setTimeout(() => { throw new Error("in a timer"); }, 10);\n  setTimeout(done, 20);\n});',
      ],
    },
    gives: { end: 'error/error', error: { message: 'in a timer', step: 'a', line: 4 } },
  },
  {
    says: 'a promise that the step waits for and that can never settle is its error',
    steps: { a: ['', 'data.before = 1; await new Promise(() => {});'] },
    gives: {
      end: 'error/error',
      error: { step: 'a', message: expect.stringContaining('never settle') },
      data: { before: 1 },
    },
  },
  {
    says: 'so is one that it left in data, and where',
    steps: { a: ['', 'data.before = 1; data.list = [1, new Promise(() => {})];'] },
    gives: {
      end: 'error/error',
      error: {
        name: 'NeverSettles',
        step: 'a',
        message: expect.stringMatching(/never settle.*It was left at data\.list\.1$/),
      },
    },
  },
  {
    says: 'calling something undefined gives the usual ReferenceError naming it',
    steps: { a: ['', 'sendMail(data);'] },
    gives: { error: { name: 'ReferenceError', message: 'sendMail is not defined', line: 3, column: 1 } },
  },
  {
    says: "a promise left unhandled in a step is that step's error",
    steps: { a: ['', 'data.before = 1;\nPromise.reject(new Error("nobody looked"));'] },
    gives: { end: 'error/error', error: { message: 'nobody looked', step: 'a', line: 4 }, data: { before: 1 } },
  },
];

const late: readonly Case[] = [
  {
    says: "timers left set when content returns run within the turn, without keeping the task's clock",
    steps: { a: ['', 'setTimeout(() => console.log("rang"), 5000);'], b: ['', 'data.now = Date.now();'] },
    scenario: { now: 1000 },
    gives: { end: 'done/settled', logs: ['log rang'], data: { now: 1000 } },
  },
  {
    says: 'an interval left set fires once',
    steps: { a: ['', 'setInterval(() => console.log("tick"), 10);'] },
    gives: { logs: ['log tick'] },
  },
  {
    says: 'what they do to data is refused, and a Problem names the step',
    steps: { a: ['', 'data.a = 1; setTimeout(() => { data.late = 1; }, 10);'], b: ['a: 1', 'data.b = 1;'] },
    gives: {
      end: 'done/settled',
      steps: ['a', 'b'],
      data: { a: 1, b: 1 },
      warnings: [expect.stringMatching(/^a .*data/)],
    },
  },
  {
    says: 'late writes to a nested part of data, kept in a variable, are refused too',
    steps: { a: ['', 'const o = data.o; setTimeout(() => { o.late = 1; }, 10);'] },
    data: { o: { x: 1 } },
    gives: { end: 'done/settled', data: { o: { x: 1 } }, warnings: [expect.stringMatching(/^a .*data/)] },
  },
  {
    says: 'late writes to $stash are refused too, where there was something and where there was nothing',
    steps: {
      a: ['', 'setTimeout(() => { data.$stash.late = "abcdefgh"; }, 10);'],
      b: ['', 'data.$stash.kept = "abcdefgh"; setTimeout(() => { data.$stash.kept = "ijklmnop"; }, 10);'],
      c: ['$stash: { late: null, kept: String }', 'data.length = data.$stash.kept.indexOf("abcd");'],
    },
    gives: { data: { length: 0 }, warnings: [expect.stringMatching(/^a .*data/), expect.stringMatching(/^b .*data/)] },
  },
  {
    says: 'late writes after a missing await are refused as well',
    steps: {
      a: [
        '',
        'const later = async () => { await new Promise((done) => setTimeout(done, 5)); data.late = 1; };\nlater();',
      ],
    },
    gives: { end: 'done/settled', data: {}, warnings: [expect.stringMatching(/^a .*data/)] },
  },
];

const lateAsks: readonly Case[] = [
  ...[
    ['task.subtask', 'task.subtask("kid", { $case: "none" }, { into: "q" })'],
    ['step.redo', 'step.redo()'],
    ['task.timeout', 'task.timeout(5000)'],
    ['task.completeOnExpire', 'task.completeOnExpire(1)'],
    ['task.name', 'task.name("late")'],
    ['task.tags', 'task.tags(["late"])'],
    ['blob.create', 'blob.create({ content: "late" })'],
  ].flatMap(([what, call]): Case[] => {
    const gives = {
      end: 'done/settled',
      steps: ['a', 'b'],
      data: { b: 1 },
      warnings: [`a called ${what} after it had ended, which does nothing`],
      task: expect.objectContaining({ name: expect.not.stringContaining('late'), tags: [] }),
    };
    const b: readonly [string, string] = ['', 'data.b = 1;'];
    return [
      {
        says: `what a left timer asks for that only a step can have is refused, and a Problem names it: ${what}`,
        steps: { a: ['', `setTimeout(() => { ${call}; }, 10);`], b },
        gives,
      },
      {
        says: `so it is where the step caught that, and after an answer that nobody waited for: ${what}`,
        steps: { a: ['', `connectors.slow.get().then(() => { try { ${call}; } catch {} });`], b },
        scenario: { connectors: { slow: { get: { $delay: 5, $return: 1 } } } },
        gives,
      },
    ];
  }),
  {
    says: 'a result that is asked for after the step has ended goes nowhere, and a Problem names the call',
    steps: { a: ['', 'setTimeout(() => connectors.slow.get({ into: "q.r" }), 10);'] },
    scenario: { connectors: { slow: { get: 1 } } },
    gives: {
      data: {},
      calls: [{ method: 'get', result: 1 }],
      warnings: ["a called connectors.slow.get after it had ended: 'q.r' does not get the answer"],
    },
  },
  {
    says: 'calls after the step has ended are counted: the next turn has the next answer',
    steps: {
      a: [
        'n: Number',
        'setTimeout(() => console.log(connectors.list.next()), 10); data.n++; if (data.n < 3) step.redo(); else data.last = connectors.list.next();',
      ],
    },
    data: { n: 0 },
    scenario: { connectors: { list: { next: ['one', 'two', 'three', 'four', 'five'] } } },
    gives: { logs: ['log one', 'log two', 'log four'], data: { n: 3, last: 'three' } },
  },
  {
    says: 'what ends or parks the task counts until the turn is over, and what is said is told',
    steps: {
      a: ['', 'setTimeout(() => { console.log("late"); task.park(500); }, 10);'],
      b: ['', 'data.at = Date.now(); setTimeout(() => { audit.log("end"); task.complete({ n: 1 }); }, 10);'],
      c: ['', 'data.never = true;'],
    },
    scenario: { now: 1000 },
    gives: {
      end: 'done/complete',
      result: { n: 1 },
      data: { at: 1500 },
      logs: ['log late', 'audit end'],
      warnings: [],
    },
  },
];

describe('semantics §3: the turn', () => {
  const cases = [...select, ...patches, ...refraction, ...endings, ...throws, ...late, ...lateAsks];
  const tie = cases.findIndex(({ says }) => says.startsWith('ties go'));
  conform(cases, { 'stepscope.config.json': { order: [`c${String(tie).padStart(3, '0')}/z`] } });
});
