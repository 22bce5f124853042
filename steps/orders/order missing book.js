// Orders one missing book from the supplier and calls `step.redo()`, so that it can go round for the next one.
// In the debugger: `[{ sku: String }]` never matches an empty list. That is what ends the loop.
export const condition = {
  order: {
    stock: {
      missing: [{ sku: String }],
    },
  },
};

export const content = async () => {
  const { order } = data;
  const book = order.stock.missing.shift();
  const purchase = await connectors.supplier.order({ sku: book.sku, quantity: book.quantity });
  order.backordered ??= [];
  order.backordered.push({ sku: book.sku, expected: purchase.expected });
  step.redo();
};
