// The recordings of a workspace for the screen: listed, and opened in the place of the debugger.

import { keptRecordings } from '../recording/folder.ts';
import { glance } from '../recording/glance.ts';
import { readingRecording } from '../recording/read.ts';
import type { Session } from '../session/command.ts';
import { openingPlayback } from '../session/playback.ts';
import type { Problem } from '../step.ts';
import type { Opening, OpeningPart, RecordingsPort } from '../tui/recordings.ts';

/** `at`: the turn to stand before. In pieces, between which others may have their turn. */
export function* openingRecording(
  path: string,
  at: number | undefined,
): Generator<OpeningPart, { readonly session: Session } | { readonly problem: Problem }> {
  const read = yield* told('reads line', readingRecording(path));
  if ('problem' in read) return read;
  return { session: yield* told('plays line', openingPlayback(read.recording, at)) };
}

/** Of so many the beginning and the end are looked at; older ones are told by their time and task. */
const MOST = 500;

export function recordingsPort(dir: string): RecordingsPort {
  return {
    list: () =>
      readable(dir).map(({ path, task, at }, index) => ({
        path,
        task,
        at,
        ...(index < MOST ? glance(path) : { title: '', made: '', turns: 0, end: null }),
      })),
    *open(path): Opening {
      const opened = yield* openingRecording(path, undefined);
      if ('session' in opened) return opened.session;
      const { line, message } = opened.problem;
      return `${path}${line > 0 ? `:${line}` : ''}: ${message}`;
    },
  };
}

function* told<T>(
  what: OpeningPart['what'],
  pieces: Generator<Omit<OpeningPart, 'what'>, T>,
): Generator<OpeningPart, T> {
  for (let next = pieces.next(); ; next = pieces.next()) {
    if (next.done) return next.value;
    yield { what, ...next.value };
  }
}

/** Where they cannot be read the screen has said so, when it began to keep what runs. */
function readable(dir: string): ReturnType<typeof keptRecordings> {
  try {
    return keptRecordings(dir);
  } catch {
    return [];
  }
}
