// The front door: tidies the e-mail address of a customer whom nobody has looked at yet, and says whether it is one.
// In the debugger: `validated: null` matches a key that is missing. As soon as it is written, the condition is false.
export const condition = {
  customer: {
    email: String,
    validated: null,
  },
};

export const content = async () => {
  const { customer } = data;
  customer.email = customer.email.trim().toLowerCase();
  customer.validated = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/.test(customer.email);
  customer.validatedAt = new Date().toISOString();

  if (customer.validated) {
    console.log(`${customer.email} looks fine`);
  } else {
    const error = `"${customer.email}" is not an e-mail address`;
    customer.validationErrors = [{ field: 'email', error }];
    console.error(error);
  }
};
