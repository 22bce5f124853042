// What the keys that copy do, and why one can do nothing now: pure, like `actions.ts`.
import { pathText } from '../format/path.ts';
import { copied } from './copied.ts';
import type { Effect } from './effect.ts';
import type { KeyId } from './key-table.ts';
import type { Scene } from './scene.ts';
import { wholeOf } from './whole.ts';
import type { Whole } from './whole-text.ts';

export function copyEffect(id: KeyId, scene: Scene): Effect | null {
  const { dataRow, place, ui } = scene;
  if (id === 'copy' && place !== 'data')
    return wholeCopied(place === 'whole' ? ui.whole : (wholeOf(scene)?.() ?? null));
  if (dataRow === undefined || (id !== 'copy' && id !== 'copy-path')) return null;
  const path = pathText(dataRow.path);
  if (id === 'copy-path') return { kind: 'copy', text: path, said: `Copied the path ${path}.` };
  const value = dataRow.mark === 'removed' ? dataRow.before : dataRow.value;
  const { text, isCut } = copied(value ?? null);
  return { kind: 'copy', text, said: `Copied ${isCut ? 'the first 100 kB of ' : ''}the value of ${path}.` };
}

export function whyNoCopy(id: KeyId, scene: Scene): string | null {
  const { dataRow, place } = scene;
  if (id === 'copy' && place !== 'data') return place === 'whole' || wholeOf(scene) ? null : 'nothing is selected';
  return (id === 'copy' || id === 'copy-path') && dataRow === undefined ? 'no value is selected' : null;
}

function wholeCopied(whole: Whole | null): Effect | null {
  if (whole === null) return null;
  const { text, isCut } = copied(whole.text);
  return { kind: 'copy', text, said: isCut ? 'Copied the first 100 kB of it.' : 'Copied.' };
}
