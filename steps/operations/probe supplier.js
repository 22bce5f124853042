// Half a minute after the breaker opened, one careful call finds out whether the supplier is back.
// In the debugger: ties with "operations/report inventory" and goes first, because its name sorts first.
export const condition = {
  inventory: {
    source: 'cache',
    breaker: { state: 'open' },
  },
};

export const content = async () => {
  const { inventory } = data;
  await connectors.utils.sleep({ milliseconds: 30_000 });
  inventory.breaker.probedAt = new Date().toISOString();
  try {
    const list = await connectors.supplier.stockList({ shop: 'Juniper Lane Books' });
    inventory.books = list.books;
    inventory.source = 'supplier';
    inventory.breaker.state = 'closed';
  } catch (error) {
    inventory.breaker.lastError = error.message;
  }
};
