// Compares incoming data with what the shop needs and lists every mistake instead of stopping at the first.
// In the debugger: bad input is no error of the task; read the list, then look at the values that it names.
export const condition = {
  checkInput: true,
  inputErrors: null,
};

export const content = async () => {
  const expected = {
    'customer.email': (value) => typeof value === 'string' || 'must be a text',
    'order.total': (value) => typeof value === 'number' || 'must be a number',
    'order.items': (value) => Array.isArray(value) || 'must be a list',
  };
  data.inputErrors = Object.entries(expected).flatMap(([path, check]) => {
    const value = path.split('.').reduce((parent, key) => parent?.[key], data);
    const verdict = value === undefined || value === null ? 'is missing' : check(value);
    return verdict === true ? [] : [{ field: path, error: `${path} ${verdict}` }];
  });
  data.inputAccepted = data.inputErrors.length === 0;
};
