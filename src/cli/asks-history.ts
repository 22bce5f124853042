// May steps ask what has happened before (`lib.history`)? Told by texts alone, and rather once too often than not at all.
import type { Source } from '../step.ts';

/** The library whose exports steps find without `lib`. */
const GLOBALS = 'globals';
const EXPORTED = /\bexport\s+(?:async\s+)?(?:const|let|var|function\*?|class)\s+([\w$]+)/g;

export function asksHistory(sources: readonly Source[]): boolean {
  const asking = sources.filter(({ text }) => /\blib\b/.test(text) && /\bhistory\b/.test(text));
  const libraries = asking.filter(({ kind }) => kind === 'library');
  return libraries.length < asking.length || libraries.some((library) => isUsed(library, sources));
}

/** A library that asks says nothing yet: somebody has to use it. */
function isUsed(library: Source, sources: readonly Source[]): boolean {
  const others = sources.filter((source) => source !== library);
  const byName = new RegExp(`\\b${escaped(library.name)}\\b`);
  if (others.some(({ text }) => /\blib\b/.test(text) && byName.test(text))) return true;
  if (library.name !== GLOBALS) return false;
  const names = [...library.text.matchAll(EXPORTED)].map(([, name = '']) => name);
  // Exported in another form: nobody knows what.
  if (names.length === 0) return true;
  return names.some((name) => others.some(({ text }) => text.includes(name)));
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
