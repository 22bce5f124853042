// The end of a good day: the parcel has a tracking number, the order gets its receipt.
// In the debugger: the Log shows the table and the audit line, and `task.complete` ends the task.
export const condition = {
  order: {
    shipment: { tracking: String },
    completedAt: null,
  },
};

export const content = async () => {
  const { order } = data;
  order.status = 'shipped';
  order.completedAt = new Date().toISOString();
  task.visualize({ type: 'table', name: `Receipt for ${order.id}`, data: order.items });
  audit.reference({ id: order.id, name: 'order' });
  audit.log(`Order ${order.id} left the house, ${lib.money.format(order.payment.amount)} paid`);
  task.complete({ order: order.id, paid: order.payment.amount, tracking: order.shipment.tracking });
};
