// What the keys of watches do, and why one can do nothing now: pure, like `actions.ts`.
import { isWatched, placeOf } from '../session/watches.ts';
import type { Path } from '../step.ts';
import { dataOf } from './asking.ts';
import type { Effect } from './effect.ts';
import type { KeyId } from './key-table.ts';
import type { Asked } from './prompt.ts';
import type { Scene } from './scene.ts';

export function watchEffect(id: KeyId, scene: Scene): Effect | null {
  const { dataRow, state } = scene;
  const chosen = chosenWatch(scene);
  switch (id) {
    case 'watch':
      if (dataRow === undefined) return null;
      return command(isWatched(state.watches, dataRow.path) ? 'unwatch' : 'watch', dataRow.path);
    case 'watches':
      return { kind: 'ui', action: { kind: 'panel', panel: id } };
    case 'watch-add':
      return { kind: 'ui', action: { kind: 'ask', asked: askForWatch(scene) } };
    case 'watch-delete':
      return chosen ? command('unwatch', chosen) : null;
    case 'watch-show':
      return chosen ? { kind: 'ui', action: { kind: 'reveal', path: chosen } } : null;
    default:
      return null;
  }
}

export function whyNoWatch(id: KeyId, scene: Scene): string | null {
  switch (id) {
    case 'watch':
      return scene.dataRow ? null : 'no value is selected';
    case 'watch-delete':
      return chosenWatch(scene) ? null : 'nothing is watched yet: a adds a path, w in Data the selected value';
    case 'watch-show':
      return whyNotShown(scene);
    default:
      return null;
  }
}

function whyNotShown(scene: Scene): string | null {
  const path = chosenWatch(scene);
  if (!path) return 'nothing is watched yet: a adds a path, w in Data the selected value';
  const row = scene.views.watches(scene.state).find(({ id }) => id === JSON.stringify(path));
  return row?.value === undefined ? 'nothing is there at this turn' : null;
}

/** Of the list of watches. */
export function chosenWatch({ place, window, state }: Scene): Path | undefined {
  const key = place === 'watches' ? window?.keys.at(window.selected) : undefined;
  return state.watches.find((path) => JSON.stringify(path) === key);
}

function askForWatch({ state }: Scene): Asked {
  return {
    kind: 'watch',
    title: 'watch',
    onAccept(text) {
      const path = placeOf(text, dataOf(state));
      return typeof path === 'string' ? path : { kind: 'watch', path };
    },
  };
}

function command(kind: 'watch' | 'unwatch', path: Path): Effect {
  return { kind: 'command', command: { kind, path } };
}
