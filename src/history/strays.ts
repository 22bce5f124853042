// Recordings that the index does not know: their processes were killed before they told of them.
import { basename } from 'node:path';
import { keptRecordings } from '../recording/folder.ts';
import { isBusy } from './busy.ts';
import type { Database } from './database.ts';
import { reread } from './rebuild.ts';
import type { Rows } from './rows.ts';

/** Until then whoever records may tell of it, ms. */
const TOLD_WITHIN = 60_000;

const LOOKED = "select value from notes where name = 'strays'";
const LOOK = "insert or replace into notes (name, value) values ('strays', ?)";
const KNOWN = 'select 1 from tasks where recording = ? limit 1';

/** Of those that began since it was last looked. `now`: epoch ms. */
export function takeStrays(
  database: Database,
  { dir, write }: { readonly dir: string; write(database: Database, rows: Rows): void },
  now: number,
): void {
  const [looked] = database.all(LOOKED);
  const since = Number(looked?.value ?? 0);
  const until = now - TOLD_WITHIN;
  if (since > until - TOLD_WITHIN && since <= now) return;
  const isKnown = (path: string): boolean => database.all(KNOWN, basename(path)).length > 0;
  const fresh = keptRecordings(dir).filter(({ at }) => at > since && at <= until);
  if (fresh.length === 0) return;
  const strays = fresh.filter(({ path }) => !isKnown(path)).flatMap((kept) => reread(kept) ?? []);
  try {
    database.together(() => {
      for (const rows of strays) if (!rows.tasks.some(({ recording }) => isKnown(recording))) write(database, rows);
      database.run(LOOK, until);
    });
  } catch (error) {
    // The next one does it.
    if (!isBusy(error)) throw error;
  }
}
