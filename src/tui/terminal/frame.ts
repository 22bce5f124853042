// What to write so that a terminal that shows one list of rows shows another: pure.
// Rows hold text and balanced colours (SGR) only. There is never a newline in what is written.

/** Terminals that know it show all between at once (mode 2026, "synchronized output"); the others ignore it. */
const begin = '\x1b[?2026h\x1b[0m';
const finish = '\x1b[?2026l';

/**
 * The row is erased before it is written, not after its end: with autowrap off the cursor stays on the last cell of
 * a full row, and erasing from there would eat that cell.
 */
function writeRow(row: string, index: number): string {
  return `\x1b[${index + 1};1H\x1b[2K${row}`;
}

/** Exactly `height` rows: what is too tall is cut, what is too short is blank. */
export function toRows(frame: string, height: number): readonly string[] {
  const rows = frame.split('\n');
  return Array.from({ length: height }, (_, index) => rows[index] ?? '');
}

/** Nothing shown before (after a resize, or when another program drew) means that each row is written. */
export function repaint(shown: readonly string[] | undefined, rows: readonly string[]): string {
  const changed = rows.map((row, index) => (row === shown?.[index] ? '' : writeRow(row, index))).join('');
  return changed === '' ? '' : begin + changed + finish;
}
