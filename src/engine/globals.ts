// Globals of step code, each made when it is first asked for: a step that looks at two of thirty pays for two.

/** How to make each global; asked at most once a turn. */
export type Makers = Readonly<Record<string, () => unknown>>;

/** An object with every global of these tables, the first that has a name winning. What a step assigns stays for the turn. */
export function lazyGlobals(...tables: readonly Makers[]): Record<string, unknown> {
  const made: Record<string, unknown> = Object.create(null);
  return new Proxy(made, {
    get(_, name) {
      if (typeof name !== 'string') return undefined;
      if (name in made) return made[name];
      const value = tables.find((table) => Object.hasOwn(table, name))?.[name]?.();
      made[name] = value;
      return value;
    },
  });
}
