// A command that can be found by its words, in help and in the palette: of the key table, or one that has no key.
import type { Effect } from './effect.ts';
import type { Window } from './list.ts';

export interface CommandRow {
  /** Names it among all there can be, so that it can be remembered. */
  readonly key: string;
  /** Its keys as they are shown, or what kind of thing it is about. */
  readonly keys: string;
  /** Found by, beside `text`: its keys, but no kind, which would find all of the kind. */
  readonly pressed: string;
  readonly label: string;
  readonly text: string;
  /** What it does with what `text` names. */
  readonly hint: string;
  /** Why it cannot be used here and now; null where it can. */
  readonly off: string | null;
  readonly effect: Effect;
}

/** Rows of help are `id:line`, since a text may need several. */
const LINE_OF_HELP = /:\d+$/;

/** The one of the selected row; undefined on a heading. */
export function chosenCommand(
  commands: readonly CommandRow[],
  place: string,
  window: Window | null,
): CommandRow | undefined {
  const key = window?.keys.at(window.selected) ?? '';
  const wanted = place === 'help' ? key.replace(LINE_OF_HELP, '') : key;
  return commands.find((command) => command.key === wanted);
}
