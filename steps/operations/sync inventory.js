// Fetches the supplier's stock list through a circuit breaker: after three failures it opens, and the calls stop.
// In the debugger: each failure is a turn of its own. The breaker is plain data: Data marks what each turn did to it.
export const condition = {
  inventory: {
    source: null,
    breaker: { state: 'closed' },
  },
};

export const content = async () => {
  const { inventory } = data;
  const { breaker } = inventory;
  try {
    const list = await connectors.supplier.stockList({ shop: 'Juniper Lane Books' });
    inventory.books = list.books;
    inventory.source = 'supplier';
  } catch (error) {
    breaker.failures = (breaker.failures ?? 0) + 1;
    breaker.lastError = error.message;
    if (breaker.failures >= 3) {
      breaker.state = 'open';
      breaker.openedAt = new Date().toISOString();
    } else {
      await connectors.utils.sleep({ milliseconds: breaker.failures * 1000 });
      step.redo();
    }
  }
};
