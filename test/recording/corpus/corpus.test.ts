// Recordings of earlier versions play, and run again on the steps that they carry.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RECORDING_ENDING, type Recording, stepsAfter } from '../../../src/recorded.ts';
import { openPlayback } from '../../../src/session/playback.ts';
import type { OpenSandbox } from '../../../src/session/ports.ts';
import type { Files } from '../../check/workspace.ts';
import { bundledSandbox } from '../../session/support.ts';
import { parsed, verifyAll } from '../trial.ts';
import { CORPUS, makeCorpus } from './make.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await bundledSandbox();
});

/** The workspace as far as a recording tells of it; what it masks, nobody can put back. */
function workspaceOf(recording: Recording): Files {
  const { settings, libraries } = recording.header;
  const { strategy, completion, limits, order } = settings;
  const code = [...stepsAfter(recording), ...libraries].map(({ file, source = '' }) => [file, source]);
  const secrets = { KEY: 'corpus-secret' };
  const config = { strategy, completion, limits, order, secrets, redact: ['person.phone'] };
  return { 'stepscope.config.json': config, ...Object.fromEntries(code) };
}

const names = readdirSync(CORPUS).filter((name) => name.endsWith(RECORDING_ENDING));
const read = (name: string): string => readFileSync(join(CORPUS, name), 'utf8');

it.runIf(process.env.STEPSCOPE_MAKE_CORPUS)('is made', () => makeCorpus(sandbox));

describe('the corpus', () => {
  it('is there', () => expect(names.length).toBeGreaterThan(10));

  it.each(names)('%s plays', (name) => {
    const recording = parsed(read(name), name);
    expect(recording.isTruncated).toBe(name.startsWith('cut'));
    const session = openPlayback(recording);
    const { tasks, task } = session.getState();
    const log = tasks.get(task ?? '');
    session.dispatch({ kind: 'continue' });
    const finished = log?.turns.filter((turn) => turn.finished).length;
    expect(session.getState().cursor).toBe(finished);
    expect(log?.snapshots.at(-1)?.data).toBeDefined();
  });

  it.each(names)('%s runs again on the steps that it carries', async (name) => {
    const recording = parsed(read(name), name);
    const [verified] = await verifyAll(sandbox, workspaceOf(recording), [recording]);
    expect(verified?.divergence).toBeNull();
  });

  it('holds nothing that is secret', () => {
    for (const name of names) expect(read(name)).not.toMatch(/corpus-secret|sesame-open|2345678/);
  });
});
