// Charges the card for reserved books. A declined card is a result; whatever else goes wrong is the task's error.
// In the debugger: when it throws, `chargeAttemptedAt` is still in the patch, because it was written before.
export const condition = {
  order: {
    stock: { status: 'reserved' },
    total: Number,
    payment: null,
  },
};

export const content = async () => {
  const { order } = data;
  order.chargeAttemptedAt = new Date().toISOString();
  try {
    const charge = await connectors.stripe.charge({ amount: order.total, currency: 'EUR', source: order.card });
    order.payment = { status: 'paid', id: charge.id, amount: order.total };
  } catch (error) {
    if (error.code !== 'card_declined') throw error;
    order.payment = { status: 'declined', reason: error.message };
  }
};
