// Stack traces that a user can follow: frames of the user's files at their own lines, everything else left out.
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { RawMap } from './transform.ts';

export interface Frame {
  readonly name: string;
  /** Relative to the workspace. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What compiled code calls itself, so that its frames are recognised; the scheme keeps it apart from real files. */
const SCHEME = 'stepscope:///';

export function urlOf(file: string): string {
  return SCHEME + file;
}

/** Maps of all modules compiled so far, by file; a new version of a file replaces the old one's. */
export class StackMapper {
  readonly #raw = new Map<string, readonly RawMap[]>();
  /** Decoded when an error first needs them. */
  readonly #decoded = new Map<string, readonly TraceMap[]>();

  register(file: string, maps: readonly RawMap[]): void {
    this.#raw.set(file, maps);
    this.#decoded.delete(file);
  }

  /** The frames of an error that lie in the user's files, innermost first. */
  framesOf(sites: readonly NodeJS.CallSite[]): Frame[] {
    return sites.flatMap((site) => {
      const url = site.getFileName() ?? '';
      if (!url.startsWith(SCHEME)) return [];
      const file = url.slice(SCHEME.length);
      const name = site.getFunctionName() ?? '';
      return [{ name, file, ...this.#map(file, site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0) }];
    });
  }

  #mapsOf(file: string): readonly TraceMap[] {
    const known = this.#decoded.get(file);
    if (known) return known;
    const maps = (this.#raw.get(file) ?? []).map((map) => new TraceMap(JSON.stringify(map)));
    this.#decoded.set(file, maps);
    return maps;
  }

  #map(file: string, line: number, column: number): { line: number; column: number } {
    let place = { line, column: Math.max(0, column - 1) };
    for (const map of this.#mapsOf(file)) {
      const found = originalPositionFor(map, place);
      if (found.line !== null) place = { line: found.line, column: found.column };
    }
    return { line: place.line, column: place.column + 1 };
  }
}

/** How `error.stack` reads for step code and in reports. */
export function stackText(error: unknown, frames: readonly Frame[]): string {
  const head = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const lines = frames.map(({ name, file, line, column }) => {
    const place = `${file}:${line}:${column}`;
    return name ? `    at ${name} (${place})` : `    at ${place}`;
  });
  return [head, ...lines].join('\n');
}
