// Turns a rain of single events into few looks: one soon after they fall silent, and a second one a little later.

/** Silence that ends a burst, ms: an editor's save is several events within less. */
const QUIET_MS = 8;
/** A burst that goes on is looked at in between, ms. */
const MAX_WAIT_MS = 50;
/** chokidar 5 drops a second change within 50 ms, so what came then is found by looking again. */
const AGAIN_MS = 60;

export interface Burst {
  note(path: string): void;
  close(): void;
}

/** `look` is called with each noted path twice: `again` tells the second time. */
export function openBurst(look: (paths: ReadonlySet<string>, again: boolean) => void): Burst {
  let paths = new Set<string>();
  let since = 0;
  let soon: NodeJS.Timeout | undefined;
  const later = new Set<NodeJS.Timeout>();
  const flush = () => {
    const noted = paths;
    paths = new Set();
    look(noted, false);
    const timer = setTimeout(() => {
      later.delete(timer);
      look(noted, true);
    }, AGAIN_MS);
    later.add(timer);
  };
  return {
    note: (path) => {
      if (paths.size === 0) since = performance.now();
      paths.add(path);
      clearTimeout(soon);
      soon = setTimeout(flush, Math.max(0, Math.min(QUIET_MS, since + MAX_WAIT_MS - performance.now())));
    },
    close: () => {
      clearTimeout(soon);
      for (const timer of later) clearTimeout(timer);
    },
  };
}
