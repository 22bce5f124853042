// `stepscope diff`: what changed in the data of a task between two turns.
import { changeText } from '../format/change.ts';
import { pathText } from '../format/path.ts';
import { valueText } from '../format/value.ts';
import { tailOf } from '../session/reduce.ts';
import { documentDiff, type PatchRow } from '../session/views/document-diff.ts';
import { EXIT } from './exit-codes.ts';
import { jsonText, oneLine } from './listing.ts';
import { atMoment, type MomentWords } from './moment.ts';
import { print } from './print.ts';
import { refuse } from './say.ts';

export interface DiffOptions extends MomentWords {
  /** Turns done; 0 is the beginning. */
  readonly from: number;
  readonly to: number | undefined;
  readonly json: boolean;
}

const COLUMNS = 120;

export function diffCommand({ from, to: last, json, ...words }: DiffOptions): Promise<number> {
  return atMoment('diff', words, async ({ log }) => {
    const tail = tailOf(log);
    const to = last ?? tail;
    const [one, other] = [log.snapshots[from], log.snapshots[to]];
    if (from > tail || to > tail || !one || !other)
      return refuse(
        'diff',
        `there is no turn ${Math.max(from, to)}: the task has ${tail === 1 ? '1 turn' : `${tail} turns`}; 0 is its beginning.`,
      );
    const rows = documentDiff(one.data, other.data);
    if (rows === null) return refuse('diff', 'these lists are too long to be compared; look at the turns one by one.');
    if (json)
      await print(
        jsonText({
          task: log.id,
          from,
          to,
          changes: rows.map(({ kind, path, value, before, from: index }) => ({
            kind,
            path,
            before,
            value,
            from: index,
          })),
        }),
      );
    else await print(rows.map((row) => `${oneLine(rowText(row))}\n`).join(''));
    return EXIT.ok;
  });
}

export function rowText({ kind, path, value, before, from }: PatchRow): string {
  const place = pathText(path);
  switch (kind) {
    case 'added':
      return `+ ${place}  ${valueText(value, COLUMNS)}`;
    case 'removed':
      return `- ${place}  was ${valueText(before, COLUMNS)}`;
    case 'moved':
      return `> ${place}  was [${from ?? '?'}]  ${valueText(value, COLUMNS)}`;
    case 'changed': {
      const { before: was, now } = changeText(before, value, COLUMNS);
      return `~ ${place}  ${was} → ${now}`;
    }
  }
}
