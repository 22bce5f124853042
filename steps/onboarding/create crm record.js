// Files a valid customer in HubSpot, tries three times at most and waits 2 s, then 4 s in between.
// In the debugger: Calls shows every attempt, Log every failure; the waits move the task's clock and cost you no time.
export const condition = {
  customer: {
    validated: true,
    crmId: null,
  },
};

export const content = async () => {
  const { customer } = data;
  const { email, firstName, lastName } = customer;
  const maxAttempts = 3;

  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    customer.crmAttempts = attempt;
    try {
      const contact = await connectors.hubspot.createContact({ email, firstName, lastName });
      customer.crmId = contact.id;
      customer.crmCreatedAt = new Date().toISOString();
      return;
    } catch (error) {
      console.warn(`HubSpot, attempt ${attempt} of ${maxAttempts}: ${error.message}`);
      if (attempt < maxAttempts) await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 1000));
    }
  }
  customer.needsManualCrm = true;
  customer.crmGivenUpAt = new Date().toISOString();
};
