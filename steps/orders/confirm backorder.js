// Tells the customer when the last of the missing books has been ordered.
// In the debugger: watch the function on `missing` turn true in the turn in which the list runs empty.
export const condition = {
  order: {
    backordered: Array,
    stock: { missing: (missing) => Array.isArray(missing) && missing.length === 0 },
    status: null,
  },
};

export const content = async () => {
  const { order } = data;
  const latest = order.backordered.map(({ expected }) => expected).sort().at(-1);
  order.status = `backordered until ${latest}`;
  await connectors.mailer.send({ to: data.customer.email, template: 'backorder', latest });
  task.complete({ order: order.id, books: order.backordered.length });
};
