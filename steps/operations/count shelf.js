// Asks the warehouse to count one shelf. No mock answers this call: it is here to show what happens then.
// In the debugger: you are asked for the answer, may save it into the scenario, and the turn runs again with it.
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
