// Ends every synchronisation with a chart of what is in stock and where the numbers come from.
// In the debugger: it matches early and has to wait its turn. The agenda says that it loses, and Why to whom.
export const condition = {
  inventory: {
    source: { $ne: null },
    books: Array,
  },
};

export const content = async () => {
  const { books, source } = data.inventory;
  task.visualize({
    type: 'chart',
    name: `Stock according to the ${source}`,
    data: books.map(({ sku, quantity }) => ({ label: sku, value: quantity })),
  });
  task.complete({ source, titles: books.length });
};
