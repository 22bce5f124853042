// What a filter lets through: every word of it must be somewhere in an item's text.

export function filteredBy<Item>(
  text: string,
  items: readonly Item[],
  textOf: (item: Item) => string,
): readonly Item[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  return items.filter((item) => {
    const whole = textOf(item).toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
