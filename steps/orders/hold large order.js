// An order above 1000 EUR needs a person's name on it before anything is taken off the shelf.
// In the debugger: `total` is tested by a function; Why says what value it was given and what it answered.
export const condition = {
  order: {
    validated: true,
    total: (total) => total > 1000,
    approvedBy: null,
    stock: null,
  },
};

export const content = async () => {
  const { order } = data;
  order.status = 'waiting for approval';
  await connectors.helpdesk.createTicket({ subject: `Approve ${lib.money.format(order.total)} for ${order.id}` });
  task.complete({ order: order.id, approved: false });
};
