// Adds up what the subtasks of "operations/take stock" have brought.
// In the debugger: Data marks each count as it comes in, and Why says that a subtask wrote it.
export const condition = {
  stocktaking: {
    counts: Object,
    books: null,
  },
};

export const content = async () => {
  const { stocktaking } = data;
  stocktaking.books = Object.values(stocktaking.counts).reduce((sum, { books }) => sum + books, 0);
  task.complete({ books: stocktaking.books });
};
