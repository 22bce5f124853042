// Where in a step's text its content begins: where to look when something is said of a step that has no place of its own.
import { contentPosition } from '../compile/exported-content.ts';

export interface ContentPlace {
  readonly line: number;
  readonly column: number;
}

const NOWHERE: ContentPlace = { line: 0, column: 0 };

/** A text is parsed once, and only where something is said. */
export class ContentPlaces {
  readonly #known = new Map<string, { readonly text: string; readonly place: ContentPlace }>();

  of(file: string, text: string | undefined): ContentPlace {
    if (text === undefined) return NOWHERE;
    const known = this.#known.get(file);
    if (known?.text === text) return known.place;
    const place = placeIn(file, text);
    this.#known.set(file, { text, place });
    return place;
  }
}

/** The parser may fail where the transformer coped. */
function placeIn(file: string, text: string): ContentPlace {
  try {
    const { line, column } = contentPosition(file, text) ?? NOWHERE;
    return { line, column };
  } catch {
    return NOWHERE;
  }
}
