// A workspace under `run --watch` in a pseudo-terminal, and what it has said since it was asked last.
import { onTestFinished } from 'vitest';
import { type Files, makeWorkspace } from '../check/workspace.ts';
import { openScreen, type Screen } from '../screen/driver.ts';

export interface Watched {
  readonly dir: string;
  readonly screen: Screen;
  /** What was printed since it was asked last. */
  seen(): string;
}

export async function openWatched(files: Files, args: readonly string[] = [], shell = false): Promise<Watched> {
  const { dir, remove } = makeWorkspace(files);
  onTestFinished(remove);
  const ready = 'waiting for changes';
  const screen = await openScreen({
    args: ['run', '--watch', '--dir', dir, ...args],
    ready,
    ...{ cols: 100, rows: 200, shell },
  });
  let from = 0;
  const seen = (): string => {
    const all = screen.raw;
    const part = all.slice(from);
    from = all.length;
    return part;
  };
  seen();
  return { dir, screen, seen };
}

/** Until it waits again; gives what it said. */
export async function told(screen: Screen, seen: () => string, count: number): Promise<string> {
  await screen.until(new RegExp(`(waiting for changes[\\s\\S]*){${count}}`));
  return seen();
}
