// Adds up a month's sales and traces its own run: try does the work, catch says why not, finally writes it down.
// In the debugger: the error is thrown on, so the task ends in error, and still the trace is in the data.
export const condition = {
  report: {
    month: /^\d{4}-\d{2}$/,
    exported: null,
  },
};

export const content = async () => {
  const { report } = data;
  const trace = { step: step.name, month: report.month, startedAt: new Date().toISOString() };
  data.executionTrace ??= [];
  try {
    const sales = await connectors.warehouse.sales({ month: report.month });
    report.titles = sales;
    report.revenue = lib.money.sum(sales);
    report.exported = true;
    trace.success = true;
  } catch (error) {
    trace.success = false;
    trace.error = error.message;
    throw error;
  } finally {
    trace.finishedAt = new Date().toISOString();
    data.executionTrace.push(trace);
  }
};
