// Whatever steps, connectors, data, errors, folders and the words of a command line hold: nothing of it acts on a terminal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Folder, makeFolder } from './in-folder.ts';

const HOSTILE = 'x\u001b]0;owned\u0007\u009b31m\u202e\u200b';
const TEXT = JSON.stringify(HOSTILE);
/** Control characters but for line ends, and what turns the writing direction or is not seen. */
const ACTS = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u;

let folder: Folder;
let task = '';
beforeAll(async () => {
  folder = makeFolder({
    [`steps/s${HOSTILE}.js`]: `export const condition = { k: null };
export const content = async () => {
  data.k = 1;
  data[${TEXT}] = ${TEXT};
  console.log(${TEXT});
  data.answer = await connectors[${TEXT}][${TEXT}]({ [${TEXT}]: ${TEXT} });
};`,
    'steps/fails.js': `export const condition = { k: 1, failed: null };
export const content = () => { data.failed = true; const error = new Error(${TEXT}); error.name = ${TEXT}; throw error; };`,
    'scenarios/one.json': {
      ...{ name: HOSTILE, description: HOSTILE, tags: [HOSTILE], data: { [HOSTILE]: HOSTILE } },
      connectors: { [HOSTILE]: { [HOSTILE]: HOSTILE } },
    },
    'scenarios/connectors/z.json': { [HOSTILE]: HOSTILE },
    [`deploy${HOSTILE}.yaml`]: `workspaces: [{ name: there, steps: [{ syncPath: steps/ }] }]`,
    'stepscope.config.json': { connectors: { [`c${HOSTILE}`]: { url: 'http://127.0.0.1:1' } } },
  });
  const { stdout } = await folder.run([
    'task',
    'new',
    HOSTILE,
    '-d',
    JSON.stringify({ [HOSTILE]: 1 }),
    '--tags',
    HOSTILE,
  ]);
  task = stdout.trim();
  expect(task).toMatch(/^[a-z0-9]+$/);
});
afterAll(() => folder.remove());

const ID = 'ID';

describe('says nothing to a terminal', () => {
  it.each([
    ...[
      ['task', 'list'],
      ['task', 'show', ID],
      ['connector', 'list'],
      ['connector', 'logs', HOSTILE],
    ],
    ...[['step', 'list'], ['scenario', 'list'], ['workspace', 'list'], ['compare', '.', '.'], ['check'], ['coverage']],
    ...[
      ['blame', 'k', '--task', ID],
      ['diff', '0', '1', '--task', ID],
      ['why', 'fails', '--task', ID],
    ],
  ])('%j %j %j', async (...words) => {
    const args = words.map((word) => (word === ID ? task : word));
    for (const more of [[], ['--json']]) {
      const { stdout, stderr } = await folder.run([...args, ...more]);
      expect([ACTS.exec(stdout), ACTS.exec(stderr)]).toEqual([null, null]);
      if (more.length > 0) expect(() => JSON.parse(stdout)).not.toThrow();
    }
  });

  it.each([
    ...[['task', 'log', ID, '--verbose'], ['workspace', 'health'], ['graph'], ['run'], ['init', HOSTILE]],
    ...[
      ['run', '--suite', HOSTILE],
      ['run', '--record', `steps/s${HOSTILE}.js`],
      ['run', '--merge-reports', HOSTILE],
      ['run', '--reporter', `junit=steps/s${HOSTILE}.js/x`],
    ],
    ...[
      ['export', '--task', ID, '--format', 'trace'],
      ['export', '--task', ID, '--format', 'html'],
    ],
    ...[
      ['connector', 'show', `no${HOSTILE}`],
      ['connector', 'test', HOSTILE, 'go', '--live'],
      ['task', 'show', HOSTILE],
    ],
    ...[
      ['step', 'show', HOSTILE],
      ['task', 'list', '--state', HOSTILE],
      ['connector', 'logs', `no${HOSTILE}`],
    ],
    ...[['compare', '.', HOSTILE], ['--dir', `no${HOSTILE}`], [`no${HOSTILE}`], ['deploy', HOSTILE], [`--${HOSTILE}`]],
    ...[
      ['deploy', `deploy${HOSTILE}.yaml`, '--dry-run'],
      ['workspace', 'switch', HOSTILE],
      ['workspace', 'add', HOSTILE],
      ['history', 'prune', '--older-than', HOSTILE],
    ],
    ...[
      ['task', 'new', 'x', '-f', HOSTILE],
      ['task', 'new', 'x', '-d', HOSTILE],
      ['inspect', '--scenario', `no${HOSTILE}`],
    ],
    ...[
      ['task', 'list', '--limit', HOSTILE],
      ['replay', HOSTILE],
      ['why', HOSTILE, '--task', ID],
    ],
  ])('%j %j %j %j', async (...words) => {
    const { stdout, stderr } = await folder.run(words.map((word) => (word === ID ? task : word)));
    expect([ACTS.exec(stdout), ACTS.exec(stderr)]).toEqual([null, null]);
    expect(stdout + stderr).not.toBe('');
  });
});
