// Drops sign-ups from addresses that vanish after ten minutes, before anybody spends a CRM record on them.
// In the debugger: three fields beat the two of "onboarding/validate customer", so this one is asked first.
export const condition = {
  customer: {
    email: /@(trashmail|tenminutes|throwaway)\.[a-z]+$/i,
    validated: null,
    crmId: null,
  },
};

export const content = async () => {
  console.info(`Ignored the sign-up of ${data.customer.email}`);
  data.customer.ignoredBecause = 'throwaway address';
  task.ignore();
};
