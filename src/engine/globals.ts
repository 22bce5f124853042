// Globals of step code, each made when it is first asked for: a step that looks at two of thirty pays for two.

/** How to make each global; asked at most once a turn. */
export type Makers = Readonly<Record<string, () => unknown>>;

/** A table, or how to make it: it is not made where those before it have all that is asked for. */
export type Table = Makers | (() => Makers);

/** An object with every global of these tables, the first that has a name winning. What a step assigns stays for the turn. */
export function lazyGlobals(...tables: readonly Table[]): Record<string, unknown> {
  const made: Record<string, unknown> = Object.create(null);
  const opened: Makers[] = [];
  const find = (name: string): (() => unknown) | undefined => {
    for (let index = 0; index < tables.length; index++) {
      opened[index] ??= open(tables[index] as Table);
      const table = opened[index] as Makers;
      if (Object.hasOwn(table, name)) return table[name];
    }
    return undefined;
  };
  return new Proxy(made, {
    get(_, name) {
      if (typeof name !== 'string') return undefined;
      if (name in made) return made[name];
      const value = find(name)?.();
      made[name] = value;
      return value;
    },
  });
}

function open(table: Table): Makers {
  return typeof table === 'function' ? table() : table;
}
