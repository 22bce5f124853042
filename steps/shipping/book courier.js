// Books a courier for a paid order. The booking takes a while; the step does not wait for it, the turn does.
// In the debugger: the step is done at once, the clock moves while the turn settles, then `shipment` appears.
export const condition = {
  order: {
    payment: { status: 'paid' },
    shipment: null,
  },
};

export const content = async () => {
  connectors.courier.book({ orderId: data.order.id, items: data.order.items.length, into: 'order.shipment' });
};
