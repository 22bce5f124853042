// While the breaker is open the shop shows the stock that it knew last, and says so.
// In the debugger: compare its condition with "operations/sync inventory"; one literal decides between the two.
export const condition = {
  inventory: {
    source: null,
    breaker: { state: 'open' },
    lastKnown: Array,
  },
};

export const content = async () => {
  data.inventory.books = data.inventory.lastKnown;
  data.inventory.source = 'cache';
  console.warn('The circuit breaker is open, serving the last known stock');
};
