// Asks the warehouse to put the books of a valid order aside, or to say which ones it does not have.
// In the debugger: one step, two ways on. Which steps can follow depends only on `stock.status` that it leaves behind.
export const condition = {
  order: {
    validated: true,
    stock: null,
  },
};

export const content = async () => {
  const { order } = data;
  const answer = await connectors.warehouse.reserve({ items: order.items });
  order.stock = answer.available
    ? { status: 'reserved', reservation: answer.reservation }
    : { status: 'missing', missing: answer.missing };
};
