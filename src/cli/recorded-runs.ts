// What `run` records, and the recordings among its scenarios.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import type { OpenRecord, RecordedScenario, RunRecorder } from '../check/run-one.ts';
import { makeFolders } from '../load/make-folder.ts';
import { RECORDING_ENDING } from '../recorded.ts';
import { hashOf, headerOf } from '../recording/header.ts';
import { readRecording } from '../recording/read.ts';
import { Recorder } from '../recording/write.ts';
import type { Problem, Scenario, Workspace } from '../step.ts';
import { asError } from '../thrown.ts';
import { hiderOf } from './hider.ts';

export interface RecordWish {
  /** A file where one scenario runs, else a folder. */
  readonly path: string;
  /** Those that pass are not kept. */
  readonly onlyFailed: boolean;
}

/** What goes wrong is told once; the scenarios run all the same. */
export function recordsAt(
  { path, onlyFailed }: RecordWish,
  onProblem: (problem: Problem) => void,
): (count: number) => OpenRecord {
  return (count) => {
    const isFile = !onlyFailed && count === 1 && !isFolder(path) && !path.endsWith('/');
    const files = new FileNames(path, isFile);
    let isBroken = false;
    const fail = (error: Error): void => {
      if (!isBroken) onProblem(cannotRecord(path, count, error));
      isBroken = true;
    };
    try {
      makeFolders(isFile ? dirname(path) : path);
    } catch (error) {
      fail(asError(error));
    }
    return (scenario, start, { settings, view }) => {
      if (isBroken) return null;
      const file = files.of(scenario);
      const recorder = new Recorder(onlyFailed ? `${file}.part` : file, fail);
      const hide = hiderOf(settings, start);
      recorder.begin(
        hide.header(headerOf(start, { settings, steps: view.steps, sources: view.read.sources }, manifest.version)),
      );
      return runRecorder(recorder, file, onlyFailed, () => isBroken);
    };
  };
}

function runRecorder(recorder: Recorder, file: string, onlyFailed: boolean, isBroken: () => boolean): RunRecorder {
  return {
    add: (event) => recorder.add(event),
    end(status) {
      recorder.close();
      if (isBroken()) return null;
      if (!onlyFailed) return file;
      if (status === 'failed') renameSync(recorder.path, file);
      else rmSync(recorder.path, { force: true });
      return status === 'failed' ? file : null;
    },
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function cannotRecord(path: string, count: number, error: Error): Problem {
  const isFile = count > 1 && existsSync(path) && !isFolder(path);
  const message = isFile ? `${path} is a file, but ${count} scenarios run` : `nothing is recorded: ${error.message}`;
  const hint = isFile ? 'Name a folder, or choose one scenario with -t.' : 'Name a folder that can be written.';
  return { severity: 'error', file: '', line: 0, column: 0, message, hint };
}

/** A file for each scenario, named after it. */
class FileNames {
  readonly #taken = new Set<string>();
  /** A scenario that is tried again goes into the same file. */
  readonly #given = new Map<string, string>();

  constructor(
    readonly path: string,
    readonly isFile: boolean,
  ) {}

  of({ name }: Scenario): string {
    if (this.isFile) return this.path;
    const given = this.#given.get(name) ?? this.#made(name);
    this.#given.set(name, given);
    return given;
  }

  #made(name: string): string {
    const bare = name.replace(/[^\p{L}\p{N} ._-]+/gu, '-');
    const known = this.#taken.has(bare.toLowerCase());
    this.#taken.add(bare.toLowerCase());
    return join(this.path, `${known ? `${bare}-${hashOf(name).slice(0, 6)}` : bare}${RECORDING_ENDING}`);
  }
}

/** Those below the folder of scenarios, by name. */
export function recordingsAmong({ dir, config }: Workspace): readonly RecordedScenario[] {
  const folder = join(dir, config.scenarios);
  if (!isFolder(folder)) return [];
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  const wanted = found.filter((file) => file.endsWith(RECORDING_ENDING) && !isAside(file)).sort();
  return wanted.map((file) => ({
    scenario: scenarioOf(file.slice(0, -RECORDING_ENDING.length), `${config.scenarios}/${file}`),
    read: () => readRecording(join(folder, file), `${config.scenarios}/${file}`),
    hashOf,
  }));
}

function isAside(file: string): boolean {
  return (
    file.startsWith('connectors/') || file.split('/').some((part) => part.startsWith('.') || part === 'node_modules')
  );
}

/** Its expectation is that nothing diverges. */
function scenarioOf(name: string, file: string): Scenario {
  const nothing = { tags: [], data: {}, expect: {}, connectors: {}, config: {}, history: [] };
  return { name, file, line: 1, ...nothing, only: false, skip: false };
}
