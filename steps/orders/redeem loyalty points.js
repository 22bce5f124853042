// Pays a part of the order with loyalty points; a hundred of them are worth one euro.
// In the debugger: pick this one by hand before "orders/apply coupon" and see the total come out differently.
export const condition = {
  order: {
    validated: true,
    loyaltyPoints: Number,
    pointsRedeemed: null,
  },
};

export const content = async () => {
  const { order } = data;
  const worth = Math.min(order.total, order.loyaltyPoints / 100);
  order.total = lib.money.round(order.total - worth);
  order.pointsRedeemed = order.loyaltyPoints;
};
