// A rule of the sales team: a book that does not sell gets cheaper.
// In the debugger: harmless alone, endless together with "pricing/restore list price". The loop is found and named.
export const condition = {
  book: {
    demand: 'low',
    price: 10,
  },
};

export const content = async () => {
  data.book.price = 8;
  step.redo();
};
