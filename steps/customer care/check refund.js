// Lets refunds up to the house limit pass; a larger one is an error that a person has to look at.
// In the debugger: `task.config` is set per scenario, and what was written before the throw stays in the data.
export const condition = {
  refund: {
    orderId: String,
    amount: Number,
    status: null,
  },
};

export const content = async () => {
  const { refund } = data;
  refund.limit = Number(task.config('REFUND_LIMIT') ?? 100);
  refund.checkedAt = new Date().toISOString();

  if (refund.amount > refund.limit) {
    refund.status = 'refused';
    throw new RangeError(
      `A refund of ${lib.money.format(refund.amount)} is above the limit of ${lib.money.format(refund.limit)}`,
    );
  }
  refund.status = 'approved';
};
