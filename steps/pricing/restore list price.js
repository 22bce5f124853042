// A rule of the purchasing team: no book is sold below its list price.
// In the debugger: two correct rules, one dispute. Data says who set `book.price` last; go back and forth and see both.
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
