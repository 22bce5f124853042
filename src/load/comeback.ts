// Waits for a folder that is not there to come (back), without polling: watches the nearest folder above it that is there.
import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../thrown.ts';

export interface Waiting {
  close(): void;
}

/** Calls `onBack` once, when there is a folder at the path. */
export function awaitFolder(path: string, onBack: () => void): Waiting {
  let watcher: FSWatcher | undefined;
  const close = () => watcher?.close();
  const wait = () => {
    close();
    watcher = watchAbove(path, wait);
    // After watching began, for it may have come in between.
    if (!isFolder(path)) return;
    close();
    onBack();
  };
  wait();
  return { close };
}

/** Undefined where the system lets nothing more be watched: then nobody is called. */
function watchAbove(path: string, onEvent: () => void): FSWatcher | undefined {
  for (;;) {
    const above = nearestAbove(path);
    try {
      const watcher = watch(above, onEvent).on('error', onEvent);
      if (nearestAbove(path) === above) return watcher;
      watcher.close();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return undefined;
    }
  }
}

function nearestAbove(path: string): string {
  const above = dirname(path);
  return above === path || isFolder(above) ? above : nearestAbove(above);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
