// `stepscope replay`: plays recordings, or runs today's steps on their tapes.
import { existsSync, readdirSync, statSync } from 'node:fs';
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
import type { Session } from '../session/command.ts';
import { openPlayback, recordedTasks } from '../session/playback.ts';
import { currentLog, tailOf } from '../session/reduce.ts';
import type { Problem } from '../step.ts';
import { isTerminal } from '../tui/terminal/is-terminal.ts';
import { EXIT } from './exit-codes.ts';
import { isWorkspace } from './folder.ts';
import { counted } from './listing.ts';
import type { LookFlags } from './looks.ts';
import { paintFor } from './paint.ts';
import { playOnScreen } from './play-on-screen.ts';
import { print } from './print.ts';
import { withReadingLine } from './reading-line.ts';
import { openingRecording } from './recordings-port.ts';
import { refuse, say } from './say.ts';
import { noRecording } from './task-show.ts';
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
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) return refuse('replay', noRecording(missing));
  if (options.verify) return verifyFiles(options);
  if (isTerminal(process.stdin, process.stdout) && !json) return playFirst(options);
  return playAsText(options);
}

async function playAsText({ files, at, json }: ReplayOptions): Promise<number> {
  const problems: Problem[] = [];
  const played = files.flatMap((file) => {
    const read = readRecording(file);
    if ('recording' in read) return [read.recording];
    problems.push(read.problem);
    return [];
  });
  for (const recording of at === undefined ? [] : played) {
    const tooFar = beyond(recording.file, openPlayback(recording), at ?? 1);
    if (tooFar !== null) return refuse('replay', tooFar);
  }
  const text = (): string => played.map((one) => summary(one, at)).join('\n\n');
  const told = json
    ? replayJson(
        played.map((one) => playedOf(one, at)),
        problems,
      )
    : `${text()}\n`.trimStart();
  await print(told);
  if (!json) tell(problems);
  return problems.length > 0 ? EXIT.problems : EXIT.ok;
}

/** That it has no such turn; null where it has. */
function beyond(file: string, session: Session, at: number): string | null {
  const log = currentLog(session.getState());
  const turns = log ? tailOf(log) : 0;
  if (at <= turns + 1) return null;
  return `there is no turn ${at} in ${file}: the task has ${counted(turns, 'turn')}.`;
}

/** A folder stands for the recordings in it, by name. */
function recordingsAt(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.stepscope.jsonl'));
  return names.sort().map((name) => join(path, name));
}

function playedOf(recording: Recording, at: number | undefined): object {
  return playedJson(recording, recordedTasks(recording), at);
}

function summary(recording: Recording, at: number | undefined): string {
  return playbackText(recording, recordedTasks(recording), paintFor(process.stdout), at);
}

function tell(problems: readonly Problem[]): void {
  const paint = paintFor(process.stderr);
  for (const problem of problems) process.stderr.write(`${problemLines(problem, paint).join('\n')}\n`);
}

/** One screen shows one recording: the others are named when it is left. */
async function playFirst({ files, at, ascii, mouse }: ReplayOptions): Promise<number> {
  const [first = '', ...others] = files;
  const size = statSync(first, { throwIfNoEntry: false })?.size ?? 0;
  const line = { file: first, size, out: process.stdout, now: () => performance.now() };
  const opened = withReadingLine(openingRecording(first, at), line);
  if ('problem' in opened) {
    tell([opened.problem]);
    return EXIT.problems;
  }
  const tooFar = at === undefined ? null : beyond(first, opened.session, at);
  if (tooFar !== null) return refuse('replay', tooFar);
  await playOnScreen(opened.session, { ascii, mouse });
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
