// Welcomes a customer who is on file, and lets the connector put its receipt straight into the data.
// In the debugger: the step writes nothing itself; `into` does, as a patch of its own while the turn settles.
export const condition = {
  customer: {
    crmId: { $ne: null },
    welcomeMail: null,
    onboarded: null,
  },
};

export const content = async () => {
  const { email, firstName } = data.customer;
  connectors.mailer.send({
    to: email,
    template: 'welcome',
    greeting: `Hello ${firstName ?? 'dear reader'}`,
    into: 'customer.welcomeMail',
  });
};
