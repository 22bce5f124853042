// A step's name in so many cells: its folders give way first, as it is the end that tells steps apart.
import { clean } from './clean.ts';
import { cut, width } from './width.ts';

export interface NameParts {
  /** With the slash; empty where there is none, or no room for it. */
  readonly folder: string;
  readonly own: string;
}

/** Less of a folder than this says nothing. */
const LEAST_FOLDER = 3;

export function nameParts(step: string, columns: number): NameParts {
  const name = clean(step);
  const slash = name.lastIndexOf('/');
  const own = name.slice(slash + 1);
  if (slash <= 0 || own === '') return { folder: '', own: cut(name, columns) };
  if (width(name) <= columns) return { folder: name.slice(0, slash + 1), own };
  const room = columns - width(own) - 1;
  if (room >= LEAST_FOLDER) return { folder: `${cut(name.slice(0, slash), room)}/`, own };
  return room >= 1 ? { folder: '…/', own } : { folder: '', own: cut(own, columns) };
}
