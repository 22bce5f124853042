// Closes the onboarding once the welcome mail has an id. Without an order nothing is left to do: the task is complete.
// In the debugger: compare the welcome scenario with an onboarding scenario; only in one of them it ends the task.
export const condition = {
  customer: {
    welcomeMail: { id: String },
    onboarded: null,
  },
};

export const content = async () => {
  const { customer } = data;
  customer.onboarded = true;
  customer.onboardedAt = new Date().toISOString();
  audit.log(`Customer ${customer.crmId} is on board`);

  if (!data.order) task.complete({ customer: customer.crmId });
};
