// The recordings of a workspace for the screen: listed, and opened in the place of the debugger.

import { keptRecordings } from '../recording/folder.ts';
import { glance } from '../recording/glance.ts';
import { readRecording } from '../recording/read.ts';
import { openPlayback } from '../session/playback.ts';
import type { RecordingsPort } from '../tui/recordings.ts';

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
    open(path) {
      const read = readRecording(path);
      if ('recording' in read) return openPlayback(read.recording);
      const { line, message } = read.problem;
      return `${path}${line > 0 ? `:${line}` : ''}: ${message}`;
    },
  };
}

/** Where they cannot be read the screen has said so, when it began to keep what runs. */
function readable(dir: string): ReturnType<typeof keptRecordings> {
  try {
    return keptRecordings(dir);
  } catch {
    return [];
  }
}
