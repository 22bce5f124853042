// Draws a report whose export went well, as the trace can tell.
// In the debugger: a condition may read what another step wrote about itself; the Log shows the chart as bars.
export const condition = {
  report: { exported: true },
  executionTrace: [{ step: 'operations/export sales report', success: true }],
};

export const content = async () => {
  const { month, titles, revenue } = data.report;
  const bars = titles.map(({ sku, price, quantity }) => ({ label: sku, value: lib.money.round(price * quantity) }));
  task.visualize({ type: 'chart', name: `Sales of ${month}`, data: bars });
  task.complete({ month, revenue });
};
