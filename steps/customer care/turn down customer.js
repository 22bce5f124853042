// Says no, kindly, to a customer whose e-mail address did not pass.
// In the debugger: `[{ field: 'email' }]` asks whether *some* element of the list is like that; extra ones do no harm.
export const condition = {
  customer: {
    validated: false,
    validationErrors: [{ field: 'email' }],
    turnedDown: null,
  },
};

export const content = async () => {
  const { customer } = data;
  customer.turnedDown = true;
  task.complete({ accepted: false, reasons: customer.validationErrors.map(({ error }) => error) });
};
