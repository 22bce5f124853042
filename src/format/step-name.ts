// A step's name in so many cells: its folders give way first, and as a whole, as it is the end that tells steps apart.
import { clean } from './clean.ts';
import { cut, width } from './width.ts';

export interface NameParts {
  /** With the slash, or `…/` where there is no room for it; empty where there is none, or no room even for that. */
  readonly folder: string;
  readonly own: string;
}

const CUT = '…/';
/** Less of a name than this says nothing. */
const LEAST_OWN = 8;

export function nameParts(step: string, columns: number): NameParts {
  const name = clean(step);
  const slash = name.lastIndexOf('/');
  const own = name.slice(slash + 1);
  if (slash <= 0 || own === '') return { folder: '', own: cut(name, columns) };
  if (width(name) <= columns) return { folder: name.slice(0, slash + 1), own };
  const room = columns - CUT.length;
  return room >= Math.min(width(own), LEAST_OWN)
    ? { folder: CUT, own: cut(own, room) }
    : { folder: '', own: cut(own, columns) };
}
