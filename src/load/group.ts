// Elements that share a key. (Map.groupBy comes with Node 21.)

/** Groups in the order in which their keys first appear. */
export function groupBy<T>(elements: readonly T[], keyOf: (element: T) => string): Map<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const group = groups.get(keyOf(element));
    if (group) group.push(element);
    else groups.set(keyOf(element), [element]);
  }
  return groups;
}
