// The tables of keys say what the key table says, in its order.
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/tui/key-table.ts';
import { KEY_ROWS } from '../../src/tui/keys.ts';
import { showKeys } from '../../src/tui/lines/footer-line.ts';
import { part, table } from './page.ts';

describe('keys', () => {
  const keys = part('## Keys');

  it('has a heading for each group', () => {
    const headings = [...keys.matchAll(/^### (.*)$/gm)].map((found) => found[1]);
    expect(headings).toEqual(GROUPS.map(({ title }) => title));
  });

  it.each(GROUPS)('lists $title', ({ id, title }) => {
    const expected = KEY_ROWS.filter(({ group }) => group === id).map((row) => [
      showKeys(row)
        .split(' ')
        .map((key) => `\`${key}\``)
        .join(' '),
      row.help,
    ]);
    expect(table(part(`### ${title}`), 'keys', 'what they do')).toEqual(expected);
  });
});
