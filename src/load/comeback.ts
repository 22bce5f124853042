// Waits for a folder that is not there to come (back), without polling: watches the nearest folder above it that is there.
import { existsSync, type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';

export interface Waiting {
  close(): void;
}

/** Calls `onBack` once, when there is something at the path. */
export function awaitFolder(path: string, onBack: () => void): Waiting {
  let watcher: FSWatcher | undefined;
  const close = () => watcher?.close();
  const wait = () => {
    close();
    if (existsSync(path)) onBack();
    else watcher = watchAbove(path, wait);
  };
  wait();
  return { close };
}

/** After each event the nearest folder may be another one, or the watched one may be gone itself. */
function watchAbove(path: string, onEvent: () => void): FSWatcher {
  let above = dirname(path);
  while (!existsSync(above) && above !== dirname(above)) above = dirname(above);
  return watch(above, onEvent).on('error', onEvent);
}
