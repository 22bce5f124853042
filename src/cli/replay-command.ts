// `stepscope replay`: plays recordings, or runs today's steps on their tapes.
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openGround } from '../check/ground.ts';
import { playbackText } from '../check/playback-text.ts';
import { playedJson, replayJson, verifiedJson } from '../check/replay-json.ts';
import { problemLines } from '../check/report-text.ts';
import { verify } from '../check/verify.ts';
import { verifiedText } from '../check/verify-text.ts';
import { readWorkspace } from '../load/workspace.ts';
import type { Recording } from '../recorded.ts';
import { hashOf } from '../recording/header.ts';
import { readRecording } from '../recording/read.ts';
import { openPlayback, recordedTasks } from '../session/playback.ts';
import { tailOf } from '../session/reduce.ts';
import type { Problem } from '../step.ts';
import { isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { counted } from './listing.ts';
import type { LookFlags } from './looks.ts';
import { paintFor } from './paint.ts';
import { playOnScreen } from './play-on-screen.ts';
import { print } from './print.ts';
import { refuse, say } from './say.ts';
import { tellErrors } from './tell-errors.ts';
import { runPorts } from './wiring.ts';

export interface ReplayOptions extends LookFlags {
  readonly files: readonly string[];
  readonly verify: boolean;
  /** The workspace whose steps run. */
  readonly dir: string;
  /** The turn to stand before. */
  readonly at: number | undefined;
  readonly json: boolean;
}

export async function replayCommand(given: ReplayOptions): Promise<number> {
  const options = { ...given, files: given.files.flatMap(recordingsAt) };
  const { files, json } = options;
  if (files.length === 0) {
    say(`stepscope replay: there is no recording (*.stepscope.jsonl) in ${given.files.join(', ')}.`);
    return EXIT.wrongUse;
  }
  const tooFar = options.verify || given.at === undefined ? null : beyond(files, given.at);
  if (tooFar !== null) return refuse('replay', tooFar);
  if (options.verify) return verifyFiles(options);
  if (isTerminal(process.stdin, process.stdout) && !json) return playFirst(options);
  const problems: Problem[] = [];
  const played = files.flatMap((file) => {
    const read = readRecording(file);
    if ('recording' in read) return [read.recording];
    problems.push(read.problem);
    return [];
  });
  await print(json ? replayJson(played.map(playedOf), problems) : `${played.map(summary).join('\n\n')}\n`.trimStart());
  if (!json) tell(problems);
  return problems.length > 0 ? EXIT.problems : EXIT.ok;
}

/** That no such turn is in one of them; null where it is in all. What cannot be read is told later. */
function beyond(files: readonly string[], at: number): string | null {
  for (const file of files) {
    const read = readRecording(file);
    if ('problem' in read) continue;
    const state = openPlayback(read.recording).getState();
    const log = state.tasks.get(read.recording.header.task.id);
    const turns = log ? tailOf(log) : 0;
    if (at > turns + 1) return `there is no turn ${at} in ${file}: the task has ${counted(turns, 'turn')}.`;
  }
  return null;
}

/** A folder stands for the recordings in it, by name. */
function recordingsAt(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.stepscope.jsonl'));
  return names.sort().map((name) => join(path, name));
}

function playedOf(recording: Recording): object {
  return playedJson(recording, recordedTasks(recording));
}

function summary(recording: Recording): string {
  return playbackText(recording, recordedTasks(recording), paintFor(process.stdout));
}

function tell(problems: readonly Problem[]): void {
  const paint = paintFor(process.stderr);
  for (const problem of problems) process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
}

/** One screen shows one recording: the others are named when it is left. */
async function playFirst({ files, at, ascii, mouse }: ReplayOptions): Promise<number> {
  const [first = '', ...others] = files;
  const read = readRecording(first);
  if ('problem' in read) {
    tell([read.problem]);
    return EXIT.problems;
  }
  await playOnScreen(read.recording, at, { ascii, mouse });
  for (const file of others) say(`stepscope replay: ${file} was not played: one at a time.`);
  return EXIT.ok;
}

/** None of them stops the rest. */
async function verifyFiles({ files, dir, json }: ReplayOptions): Promise<number> {
  if (!isWorkspace(dir)) return EXIT.wrongUse;
  const workspace = await readWorkspace(resolve(dir));
  const ground = await openGround(workspace, runPorts(dir));
  const problems: Problem[] = ground.view.problems.filter(({ severity }) => severity === 'error');
  const paint = paintFor(process.stdout);
  const told: object[] = [];
  let hasDiverged = false;
  for (const file of files) {
    const read = readRecording(file);
    if ('problem' in read) {
      problems.push(read.problem);
      if (!json) await print(`${paint.bad('✗')} ${problemLines(read.problem, paint).join('\n')}\n`);
      continue;
    }
    const verified = await verify(read.recording, ground, hashOf);
    hasDiverged ||= verified.divergence !== null;
    if (json) told.push(verifiedJson(read.recording, verified));
    else await print(`${verifiedText(read.recording, verified, paint)}\n`);
  }
  await ground.sandbox.close();
  if (json) await print(replayJson(told, problems));
  else tellErrors(ground.view.problems);
  if (problems.length > 0) return EXIT.problems;
  return hasDiverged ? EXIT.diverged : EXIT.ok;
}
