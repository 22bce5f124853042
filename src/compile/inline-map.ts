// The map from compiled code to its source as a debugger reads it: one map, in a comment at the end of the code.
import {
  decodedMappings,
  encodedMap,
  originalPositionFor,
  presortedDecodedMap,
  type SourceMapSegment,
  TraceMap,
} from '@jridgewell/trace-mapping';
import type { RawMap, Transformed } from './transform.ts';

/** For each line of the code, its places from left to right: column there, 0, line and column in the source, from 0. */
export type Places = SourceMapSegment[][];

/** Where each part of the code comes from, through all of its maps. */
export function placesOf({ maps }: Pick<Transformed, 'maps'>): Places {
  const [first, ...others] = maps.map((map) => new TraceMap(JSON.stringify(map)));
  if (!first) return [];
  return decodedMappings(first).map((line) => line.flatMap((segment) => throughAll(segment, others)));
}

function throughAll(segment: SourceMapSegment, maps: readonly TraceMap[]): SourceMapSegment[] {
  const [at, , fromLine, fromColumn] = segment;
  if (fromLine === undefined || fromColumn === undefined) return [];
  let place = { line: fromLine + 1, column: fromColumn };
  for (const map of maps) {
    const found = originalPositionFor(map, place);
    if (found.line === null) return [];
    place = { line: found.line, column: found.column };
  }
  return [[at, 0, place.line - 1, place.column]];
}

export function mapOf(places: Places, url: string, text: string): RawMap {
  const map = presortedDecodedMap({ version: 3, names: [], sources: [url], sourcesContent: [text], mappings: places });
  return JSON.parse(JSON.stringify(encodedMap(map))) as RawMap;
}

export function mapComment(map: RawMap): string {
  const text = Buffer.from(JSON.stringify(map)).toString('base64');
  return `\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${text}`;
}
