// A workspace whose scenarios are recorded, and run again on what was recorded, with the real sandbox in between.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGround } from '../../src/check/ground.ts';
import type { RunResult } from '../../src/check/outcome.ts';
import { runScenarios } from '../../src/check/run-scenarios.ts';
import { type Verified, verify } from '../../src/check/verify.ts';
import { recordsAt } from '../../src/cli/recorded-runs.ts';
import { runPorts } from '../../src/cli/wiring.ts';
import { readWorkspace } from '../../src/load/workspace.ts';
import { RECORDING_ENDING, type Recording } from '../../src/recorded.ts';
import { hashOf } from '../../src/recording/header.ts';
import { parseRecording } from '../../src/recording/read.ts';
import type { OpenSandbox } from '../../src/session/ports.ts';
import { type Files, makeWorkspace } from '../check/workspace.ts';

export interface Trial {
  readonly result: RunResult;
  /** Scenario → text of its recording. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Runs and records all scenarios of a workspace of these files. */
export async function record(openSandbox: OpenSandbox, files: Files): Promise<Trial> {
  const { dir, remove } = makeWorkspace(files);
  const folder = mkdtempSync(join(tmpdir(), 'stepscope-recordings-'));
  try {
    const troubles: unknown[] = [];
    const openRecords = recordsAt({ path: `${folder}/`, onlyFailed: false }, (problem) => troubles.push(problem));
    const ports = { ...runPorts(dir), openSandbox, openRecords, sandboxes: 1 };
    const result = await runScenarios(await readWorkspace(dir), ports, { seed: 1, wants: () => true });
    if (troubles.length > 0) throw new Error(JSON.stringify(troubles));
    const names = readdirSync(folder);
    const texts = names.map(
      (name) => [name.slice(0, -RECORDING_ENDING.length), readFileSync(join(folder, name), 'utf8')] as const,
    );
    return { result, texts: new Map(texts) };
  } finally {
    remove();
    rmSync(folder, { recursive: true });
  }
}

/** Runs the steps of a workspace of these files on recordings. */
export async function verifyAll(
  openSandbox: OpenSandbox,
  files: Files,
  recordings: readonly Recording[],
): Promise<readonly Verified[]> {
  const { dir, remove } = makeWorkspace(files);
  const ground = await openGround(await readWorkspace(dir), { ...runPorts(dir), openSandbox });
  try {
    const verified: Verified[] = [];
    for (const recording of recordings) verified.push(await verify(recording, ground, hashOf));
    return verified;
  } finally {
    await ground.sandbox.close();
    remove();
  }
}

/** Throws where it is none. */
export function parsed(text: string, name = 'test'): Recording {
  const read = parseRecording(text, name);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return read.recording;
}
