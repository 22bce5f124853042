// Asks the warehouse to count one shelf. No mock answers this call: it is here to show what happens then.
// In the debugger: the turn fails, and the error says which lines to add to the scenario; `!` shows all of it.
export const condition = {
  stocktake: {
    shelf: String,
    counted: null,
  },
};

export const content = async () => {
  const { stocktake } = data;
  stocktake.startedAt = new Date().toISOString();
  const { books } = await connectors.warehouse.countShelf({ shelf: stocktake.shelf });
  stocktake.counted = books;
  task.complete({ shelf: stocktake.shelf, books });
};
