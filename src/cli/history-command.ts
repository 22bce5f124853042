// `stepscope history prune|rebuild`.
import { KEEP } from '../recording/folder.ts';
import { EXIT } from './exit-codes.ts';
import { counted, jsonText } from './listing.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';
import { spanOf } from './span.ts';
import { withHistory } from './task-find.ts';

export interface PruneOptions {
  readonly dir: string;
  readonly json: boolean;
  /** A time such as 30d. */
  readonly olderThan?: string;
  readonly keep?: number;
}

export function pruneCommand({ dir, json, olderThan: text, keep }: PruneOptions): Promise<number> {
  const now = Date.now();
  const olderThan = text === undefined ? undefined : spanOf(text);
  if (olderThan === null) return Promise.resolve(refuse('history prune', `${text} is no time: write 30d, 12h or 45m.`));
  const isOpen = olderThan === undefined && keep === undefined;
  const limits = isOpen
    ? { before: now - KEEP.ms, keep: KEEP.tasks, bytes: KEEP.bytes }
    : { ...(olderThan === undefined ? {} : { before: now - olderThan }), ...(keep === undefined ? {} : { keep }) };
  return withHistory({ who: 'history prune', dir }, async (history) => {
    const { tasks, recordings } = history.prune(limits);
    const left = history.count();
    const said = `${counted(tasks, 'task')} and ${counted(recordings, 'recording')} removed, ${counted(left, 'task')} left.\n`;
    await print(json ? jsonText({ tasks, recordings, left }) : said);
    return EXIT.ok;
  });
}

export function rebuildCommand({ dir, json }: Pick<PruneOptions, 'dir' | 'json'>): Promise<number> {
  return withHistory({ who: 'history rebuild', dir }, async (history) => {
    const { tasks, unread } = history.rebuild();
    for (const text of unread) refuse('history rebuild', `left out: ${text}`);
    await print(json ? jsonText({ tasks, unread }) : `${counted(tasks, 'task')} read from the recordings.\n`);
    return unread.length > 0 ? EXIT.problems : EXIT.ok;
  });
}
