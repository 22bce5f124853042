// The right to be forgotten: removes the CRM record and then everything that this task knows.
// In the debugger: a task without any data left is done by itself, with the reason "emptied"; `$via` may stay.
export const condition = {
  forgetMe: true,
  confirmedBy: String,
  customer: { crmId: String },
};

export const content = async () => {
  await connectors.hubspot.deleteContact({ id: data.customer.crmId });
  audit.log(`Forgot ${data.customer.crmId}, confirmed by ${data.confirmedBy}`);

  for (const key of Object.keys(data)) {
    if (!key.startsWith('$')) delete data[key];
  }
};
