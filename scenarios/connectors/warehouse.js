// A mock that thinks: each method is a function of the call's arguments, so every order gets the answer that fits it.
const shelf = { 'ATLAS-01': 200, 'OWLS-02': 25, 'PEN-07': 10 };

export default {
  reserve: ({ items }, { attempt }) => {
    const missing = items
      .filter(({ sku, quantity }) => quantity > (shelf[sku] ?? 0))
      .map(({ sku, quantity }) => ({ sku, quantity }));
    return missing.length > 0 ? { available: false, missing } : { available: true, reservation: `RSV-${attempt}` };
  },
  release: ({ reservation }) => ({ released: reservation }),
  sales: () => [
    { sku: 'ATLAS-01', price: 24.5, quantity: 10 },
    { sku: 'OWLS-02', price: 18, quantity: 5 },
  ],
};
