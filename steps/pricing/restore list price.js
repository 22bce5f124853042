// A rule of the purchasing team: no book is sold below its list price.
// In the debugger: two correct rules, one dispute. Timeline and blame show `book.price` going back and forth.
export const condition = {
  book: {
    listPrice: 10,
    price: 8,
  },
};

export const content = async () => {
  data.book.price = data.book.listPrice;
  step.redo();
};
