// Turns one row of the old shop's export (id; sku; quantity; price; total) into an order. Written in TypeScript.
// In the debugger: a cell that is no number stays a text. Select `order.total` in Data: below it stands who wrote it.
export const condition = {
  csvRow: String,
  order: null,
};

export const content = async (): Promise<void> => {
  type Row = [id: string, sku: string, quantity: string, price: string, total: string];
  const toAmount = (cell: string): number | string => (Number.isNaN(Number(cell)) ? cell : Number(cell));

  const row: string = data.csvRow;
  const [id, sku, quantity, price, total] = row.split(';').map((cell) => cell.trim()) as Row;
  data.order = {
    id,
    items: [{ sku, quantity: Number(quantity), price: toAmount(price) }],
    total: toAmount(total),
  };
};
