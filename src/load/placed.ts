// A value and the place in a document where it is to stand.

import { isObject, own } from '../json.ts';
import type { Json, JsonObject, Path } from '../step.ts';

export type Placed = readonly [path: Path, value: Json];

/** The document with the value in its place; objects on the way there are made. */
export function withPlaced(document: Json, [path, value]: Placed): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(document))
    return document.map((element: Json, index) => (index === key ? withPlaced(element, [rest, value]) : element));
  const object: JsonObject = isObject(document) ? document : {};
  return { ...object, [key]: withPlaced(own(object, String(key)) ?? {}, [rest, value]) };
}
