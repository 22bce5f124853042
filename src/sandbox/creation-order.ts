// The order in which steps count as created: those that the settings name, then by name in code-unit order.
import type { Source } from '../step.ts';

interface Sortable {
  readonly source: Source;
  /** null: nothing of it ever loaded. */
  readonly good: object | null;
}

export class CreationOrder {
  #named = '';
  #files: readonly string[] = [];

  /** Files of the steps that can run. The very same list as long as nothing in it moves. */
  of(steps: ReadonlyMap<string, Sortable>, named: readonly string[]): readonly string[] {
    const good = [...steps.values()].filter((step) => step.good !== null);
    const text = JSON.stringify(named);
    const isSame = text === this.#named && good.length === this.#files.length;
    if (isSame && this.#files.every((file) => steps.get(file)?.good)) return this.#files;
    const files = sorted(good, named).map(({ source }) => source.file);
    const isMoved = files.length !== this.#files.length || files.some((file, place) => file !== this.#files[place]);
    this.#named = text;
    if (isMoved) this.#files = files;
    return this.#files;
  }
}

function sorted(steps: readonly Sortable[], named: readonly string[]): readonly Sortable[] {
  const places = new Map(named.map((name, place) => [name, place]));
  const placeOf = ({ source }: Sortable): number => places.get(source.name) ?? Number.POSITIVE_INFINITY;
  return [...steps].sort((a, b) => {
    const [x, y] = [placeOf(a), placeOf(b)];
    if (x !== y) return x - y;
    return a.source.name < b.source.name ? -1 : 1;
  });
}
