// Texts for people: cleaned, and painted by their meaning.
import { cleanLines } from '../format/clean.ts';

/** Paints a text by its meaning; the plain one gives it back as it is. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

/** For files. */
export const UNPAINTED: Paint = { good: asItIs, bad: asItIs, warn: asItIs, dim: asItIs, strong: asItIs };

function asItIs(text: string): string {
  return text;
}

/** On one line. */
export function plain(text: string): string {
  return cleanLines(text).join(' ');
}
