// Sends the money of an approved refund back and keeps Stripe's receipt.
// In the debugger: the audit line stands in the Log next to what the step printed.
export const condition = {
  refund: {
    status: 'approved',
    charge: String,
  },
};

export const content = async () => {
  const { refund } = data;
  const receipt = await connectors.stripe.refund({ charge: refund.charge, amount: refund.amount });
  refund.receipt = receipt.id;
  refund.status = 'paid';
  audit.log(`Paid ${lib.money.format(refund.amount)} back for order ${refund.orderId}`);
  task.complete({ refunded: refund.amount });
};
