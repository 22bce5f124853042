// Makes the recordings beside it: STEPSCOPE_MAKE_CORPUS=1 npx vitest run --config test/vitest.config.ts test/recording/corpus
// They stay as they are from then on: what was recorded once must play and run again in every later version.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RECORDING_ENDING } from '../../../src/recorded.ts';
import { findKept } from '../../../src/recording/folder.ts';
import type { Command } from '../../../src/session/command.ts';
import type { OpenSandbox } from '../../../src/session/ports.ts';
import { jump, openStory, pick, step } from '../../session/support.ts';
import { record } from '../trial.ts';

export const CORPUS = fileURLToPath(new URL('.', import.meta.url));

const CONNECTORS = {
  m: {
    ...{ value: [{ v: 1 }, { v: 2 }], fails: { $throw: { name: 'Busy', message: 'later', code: 429 } } },
    ...{ later: { $delay: 1_500, $return: ['x', null] } },
  },
};

const FILES = {
  'stepscope.config.json': { secrets: { KEY: 'corpus-secret' }, redact: ['person.phone'], limits: { turns: 20 } },
  'steps/lib/words.js': 'export const upper = (text) => text.toUpperCase();\n',
  'steps/count.js': step('n: Number', 'data.n++; data.list.push(Math.random()); if (data.n < 3) step.redo();'),
  'steps/ask.js': step(
    'n: 3, list: Array',
    'data.first = connectors.m.value({ key: task.config("KEY") }); data.second = await connectors.m.later();\n' +
      'try { connectors.m.fails(); } catch (error) { data.failed = error.code; }\nconnectors.m.value({ into: "into.0.z" });',
  ),
  'steps/time.js': step(
    'first: Object',
    'data.at = Date.now(); await new Promise((done) => setTimeout(done, 250)); data.soon = Promise.resolve(data.at);\n' +
      'data.heap = process.memoryUsage().heapUsed > 0; data.rss = process.memoryUsage().rss; data.id = crypto.randomUUID();',
  ),
  'steps/words.js': step(
    'word: /^w/',
    'data.word = lib.words.upper(data.word); console.log(data.word); audit.log("seen");',
  ),
  'steps/long.js': step(
    'word: (word) => word.length > 4',
    'data.long = true; task.visualize({ type: "table", name: "t", data: [[1]] });',
  ),
  'steps/mother.js': step(
    'mother: true',
    'for (const kid of [1, 2]) task.subtask("kid", { kid }, { into: `kids.${kid}`, waitFor: kid === 1 }); task.park(100);',
  ),
  'steps/kid.js': step('kid: Number', 'data.kid += connectors.m.value().v; task.complete({ kid: data.kid });'),
  'steps/fail.js': step('fail: true', 'data.tried = true;\nthrow new TypeError("asked for");'),
  'steps/there.js': step('side: "there"', 'data.side = "back"; step.redo();'),
  'steps/back.js': step('side: "back"', 'data.side = "there"; step.redo();'),
  'steps/end.js': step(
    'at: Number, end: true',
    'task.name("renamed"); task.tags(["done"]); task.complete({ n: data.n });',
  ),
  'steps/secret.js': step(
    '$stash: { pin: Number }',
    'data.hidden = `${data.$stash.word} ${task.config("KEY")}`; data.$stash.more = "stashed-too";',
  ),
  'scenarios/calls.json': { name: 'calls', data: { n: 0, list: [], end: true }, connectors: CONNECTORS },
  'scenarios/words.json': { name: 'words', data: { word: 'words' }, seed: 7, now: '2030-01-01T00:00:00Z' },
  'scenarios/family.json': { name: 'family', data: { mother: true }, connectors: CONNECTORS },
  'scenarios/error.json': { name: 'error', data: { fail: true } },
  'scenarios/loop.json': { name: 'loop', data: { side: 'there' } },
  'scenarios/nothing.json': { name: 'nothing', data: { other: [{ deep: { er: null } }] } },
  'scenarios/secret.json': {
    ...{
      name: 'secret',
      data: { person: { phone: '0151-2345678' }, token: 'a corpus-secret', $stash: { pin: 12, word: 'sesame-open' } },
    },
  },
};

/** What a person does in the debugger, by the name of the recording. */
const STORIES: Readonly<Record<string, readonly (Command | Command['kind'])[]>> = {
  'fork with a pick': ['step', 'step', 'step', jump(2), pick('count'), jump(1), pick('words'), 'continue'],
  'edited by hand': [
    'step',
    { kind: 'edit', path: ['n'], value: 3 },
    { kind: 'edit', path: ['word'], value: undefined },
    'continue',
  ],
  'stopped in the middle': ['step', 'step'],
  'failed and resumed': [
    'step',
    { kind: 'edit', path: ['fail'], value: true },
    'continue',
    jump(9),
    { kind: 'resume' },
  ],
};

export async function makeCorpus(sandbox: OpenSandbox): Promise<void> {
  const { texts } = await record(sandbox, FILES);
  for (const [name, text] of texts) write(name, text);
  const calls = texts.get('calls') ?? '';
  write('cut short', calls.slice(0, Math.floor(calls.length * 0.9)));
  for (const [name, commands] of Object.entries(STORIES)) {
    const data = { n: 0, list: [], word: 'words', end: true };
    const story = await openStory(sandbox, {
      ...FILES,
      'scenarios/0 first.json': { name, data, connectors: CONNECTORS },
    });
    await story.act(...commands);
    const found = findKept(story.dir, story.log().id);
    await story.session.close();
    if ('path' in found) write(name, readFileSync(found.path, 'utf8'));
  }
}

function write(name: string, text: string): void {
  writeFileSync(`${CORPUS}${name.replaceAll(' ', '-')}${RECORDING_ENDING}`, text);
}
