// Which keys the footer names, where the focus is: what runs the task, then what is only there, then the rest.
import type { KeyId } from './key-table.ts';
import { KEY_ROWS, type KeyRow, worksIn } from './keys.ts';
import type { Hint } from './lines/footer-line.ts';
import type { Scene } from './scene.ts';
import { whyOff } from './usable.ts';

/** What a task waits for, or does. */
const FIRST: readonly KeyId[] = ['answer', 'pause', 'step', 'continue'];
/** A key that works in no more places belongs to them. */
const FEW = 3;

export function footerHints(scene: Scene): readonly Hint[] {
  const rows = KEY_ROWS.filter((row) => row.footer && row.id !== 'help' && worksIn(row, scene.place));
  const ranked = [0, 1, 2].flatMap((rank) => rows.filter((row) => rankOf(row) === rank));
  const all = ranked.map((row) => ({ row, usable: whyOff(row.id, scene) === null }));
  // In a recording what cannot run is no offer.
  const offersAll = scene.state.task !== null && scene.state.recording !== 'played';
  return all.filter(({ row, usable }) => usable || (row.footer === 'always' && offersAll));
}

function rankOf({ id, places }: KeyRow): 0 | 1 | 2 {
  if (FIRST.includes(id)) return 0;
  return places !== undefined && places.length <= FEW ? 1 : 2;
}

/** Help is the way to all other keys: it stays however narrow it gets. */
export function helpHint({ place }: Scene): Hint | undefined {
  const row = KEY_ROWS.find(({ id }) => id === 'help');
  return row !== undefined && worksIn(row, place) ? { row, usable: true } : undefined;
}
