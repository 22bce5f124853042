// What the keys that copy do, and why one can do nothing now: pure, like `actions.ts`.
import { pathText } from '../format/path.ts';
import { copied } from './copied.ts';
import type { Effect } from './effect.ts';
import type { KeyId } from './key-table.ts';
import type { Scene } from './scene.ts';
import type { Whole } from './whole-text.ts';

export function copyEffect(id: KeyId, { dataRow, place, ui }: Scene): Effect | null {
  if (id === 'copy' && place === 'whole') return wholeCopied(ui.whole);
  if (dataRow === undefined || (id !== 'copy' && id !== 'copy-path')) return null;
  const path = pathText(dataRow.path);
  if (id === 'copy-path') return { kind: 'copy', text: path, said: `Copied the path ${path}.` };
  const value = dataRow.mark === 'removed' ? dataRow.before : dataRow.value;
  const { text, isCut } = copied(value ?? null);
  return { kind: 'copy', text, said: `Copied ${isCut ? 'the first 100 kB of ' : ''}the value of ${path}.` };
}

export function whyNoCopy(id: KeyId, { dataRow, place }: Scene): string | null {
  if (place === 'whole') return null;
  return (id === 'copy' || id === 'copy-path') && dataRow === undefined ? 'no value is selected' : null;
}

function wholeCopied(whole: Whole | null): Effect | null {
  if (whole === null) return null;
  const { text, isCut } = copied(whole.text);
  return { kind: 'copy', text, said: isCut ? 'Copied the first 100 kB of it.' : 'Copied.' };
}
