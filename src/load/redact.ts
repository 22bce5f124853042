// The places of `redact` in the settings. One that is no path would leave in silence what it was to hide.
import { parseGlob } from '../glob.ts';
import type { Fault } from './fault.ts';

/** What step code calls the data, and what other path languages call it; in brackets it is a field of that name. */
const ROOT = /^(data|\$)[.[]/;

export function readRedact(globs: readonly string[]): {
  readonly globs: readonly string[];
  readonly faults: readonly Fault[];
} {
  const faults = globs.map((glob, index) => faultOf(glob, index));
  return {
    globs: globs.filter((_, index) => faults[index]?.severity !== 'error'),
    faults: faults.filter((fault) => fault !== null),
  };
}

function faultOf(glob: string, index: number): Fault | null {
  const path = ['redact', index];
  const [, root] = ROOT.exec(glob) ?? [];
  const parsed = parseGlob(glob);
  if (typeof parsed !== 'string' && root === undefined) return null;
  if (typeof parsed !== 'string' && root === 'data') {
    const meant = glob.replace(ROOT, (found) => (found.endsWith('[') ? '[' : ''));
    const message = `${JSON.stringify(glob)} is a place below a field "data" of the data, where paths begin`;
    const hint = `Write "${meant}". Where there is such a field, write its name in brackets: ["data"].`;
    return { severity: 'warning', path, message, hint };
  }
  const why = typeof parsed === 'string' ? parsed : 'a path begins with a key of the data';
  const message = `"redact" hides nothing by ${JSON.stringify(glob)}: ${why}`;
  return { severity: 'error', path, message, hint: 'For example: "customer.iban", "cards[*].number", "**.iban"' };
}
