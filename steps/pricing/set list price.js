// A new book without a price starts at its list price.
// In the debugger: it runs once and is done, while the two rules after it call `step.redo()` and come back.
export const condition = {
  book: {
    listPrice: Number,
    price: null,
  },
};

export const content = async () => {
  data.book.price = data.book.listPrice;
};
