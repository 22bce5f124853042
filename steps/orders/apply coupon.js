// Takes the percentage at the end of a coupon (SPRING10 is 10 %) off the total.
// In the debugger: ties with "orders/redeem loyalty points" at three fields; the step created first goes first.
export const condition = {
  order: {
    validated: true,
    coupon: String,
    couponApplied: null,
  },
};

export const content = async () => {
  const { order } = data;
  const percent = Number(order.coupon.match(/\d+$/)?.[0] ?? 0);
  order.total = lib.money.percentOff(order.total, percent);
  order.couponApplied = percent;
};
