// Puts the books of a declined payment back on the shelf and asks the customer for another card.
// In the debugger: compare the paths of the paid and the declined scenario; they part at `payment.status`.
export const condition = {
  order: {
    payment: { status: 'declined' },
    stock: { status: 'reserved' },
  },
};

export const content = async () => {
  const { order } = data;
  await connectors.warehouse.release({ reservation: order.stock.reservation });
  order.stock.status = 'released';
  await connectors.mailer.send({ to: data.customer.email, template: 'another card', reason: order.payment.reason });
  order.status = 'payment declined';
  task.complete({ order: order.id, paid: false });
};
