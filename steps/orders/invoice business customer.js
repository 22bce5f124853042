// Will send companies an invoice instead of charging a card; bookkeeping has not signed it off yet.
// In the debugger: `disabled` keeps a step off the agenda, however well it matches.
export const disabled = true;

export const condition = {
  customer: { tier: 'business' },
  order: {
    stock: { status: 'reserved' },
    total: Number,
    payment: null,
  },
};

export const content = async () => {
  data.order.payment = { status: 'paid', id: `invoice for ${data.order.id}`, amount: data.order.total };
};
