// A parcel at the door is a good moment for a thank-you and for the next coupon.
// In the debugger: its condition is one literal away from being true during the whole journey; Why shows which.
export const condition = {
  customer: { email: String },
  parcel: {
    status: 'delivered',
    thankedAt: null,
  },
};

export const content = async () => {
  await connectors.mailer.send({ to: data.customer.email, template: 'thank you', coupon: 'AGAIN5' });
  data.parcel.thankedAt = new Date().toISOString();
  task.complete({ delivered: data.parcel.tracking });
};
