// Which keys the footer names, where the focus is: what runs the task, then what is only there, then the rest.
import type { KeyId } from './key-table.ts';
import { KEY_ROWS, type KeyRow, worksIn } from './keys.ts';
import type { Hint } from './lines/footer-line.ts';
import type { Scene } from './scene.ts';
import { whyOff } from './usable.ts';

/** What a task waits for, or does. */
const FIRST: readonly KeyId[] = ['answer', 'pause', 'rerun', 'step', 'continue'];
/** A key that works in no more places belongs to them. */
const FEW = 3;
/** What a stranger looks for stands in a narrow footer, too; what is rarely used comes after it. */
const SOUGHT: readonly KeyId[] = ['back', 'scenarios'];
const RARE: readonly KeyId[] = ['toggle'];

export function footerHints(scene: Scene): readonly Hint[] {
  const writing = whileWriting(scene);
  if (writing !== null) return writing.map((row) => ({ row, usable: true }));
  const rows = KEY_ROWS.filter((row) => row.footer && row.id !== 'help' && worksIn(row, scene.place));
  const first = FIRST.flatMap((id) => rows.filter((row) => row.id === id));
  const ranked = [first, ...[1, 2, 3, 4].map((rank) => rows.filter((row) => rankOf(row) === rank))].flat();
  const all = ranked.map((row) => ({ row, usable: whyOff(row.id, scene) === null }));
  // In a recording what cannot run is no offer.
  const offersAll = scene.state.task !== null && scene.state.recording !== 'played';
  const hints = all.filter(({ row, usable }) => usable || (row.footer === 'always' && offersAll));
  return isPlayed(scene) ? [{ row: LEAVE, usable: true }, ...hints] : hints;
}

/** Who plays a recording wants to know how to leave it. */
const LEAVE = { keys: ['q'], label: 'leave' } as const;

function isPlayed({ state, ui }: Scene): boolean {
  return state.recording === 'played' && ui.panel === null;
}

const ACCEPTS = { keys: ['enter'], label: 'accept' } as const;
const CANCELS = { keys: ['esc'], label: 'cancel' } as const;
const EARLIER = { keys: ['up', 'down'], label: 'given before' } as const;
const KEEPS = { keys: ['enter'], label: 'keep' } as const;
const CLEARS = { keys: ['esc'], label: 'clear' } as const;

/** All keys are those of the text that is written; null where none is. The palette has rows of its own. */
function whileWriting({ ui: { prompt, prompted, typing } }: Scene): readonly Hint['row'][] | null {
  if (prompt !== null) return prompted.has(prompt.kind) ? [ACCEPTS, CANCELS, EARLIER] : [ACCEPTS, CANCELS];
  return typing === null || typing === 'palette' ? null : [KEEPS, CLEARS];
}

function rankOf({ id, places }: KeyRow): number {
  if (FIRST.includes(id)) return 0;
  if (SOUGHT.includes(id)) return 2;
  if (RARE.includes(id)) return 3;
  return places !== undefined && places.length <= FEW ? 1 : 4;
}

/** Help is the way to all other keys: it stays however narrow it gets. */
export function helpHint(scene: Scene): Hint | undefined {
  if (whileWriting(scene) !== null) return undefined;
  const { place } = scene;
  const row = KEY_ROWS.find(({ id }) => id === 'help');
  return row !== undefined && worksIn(row, place) ? { row, usable: true } : undefined;
}
