// Three of four books are missing: `step.redo()` drains the list, one supplier order a turn. The mock is a function here.
const items = [
  { sku: 'OWLS-02', title: 'Field Notes on Owls', quantity: 1, price: 18 },
  { sku: 'PAPER-03', title: 'A Short History of Paper', quantity: 1, price: 12 },
  { sku: 'INK-04', title: 'The Ink Maker', quantity: 1, price: 15 },
  { sku: 'MAPS-05', title: 'Maps of Nowhere', quantity: 2, price: 21 },
];

const days: Record<string, string> = { 'PAPER-03': '2025-01-09', 'INK-04': '2025-02-01', 'MAPS-05': '2025-01-12' };

export default {
  name: 'books are out of stock',
  tags: ['redo'],
  data: {
    customer: { email: 'mira.lind@example.com', validated: true, crmId: 'crm-1001', onboarded: true },
    order: { id: 'JLB-2025-006', card: 'tok_visa', items, total: 87 },
  },
  connectors: {
    supplier: { order: ({ sku }: { sku: string }) => ({ expected: days[sku] }) },
  },
  expect: {
    steps: [
      'orders/validate order',
      'orders/reserve stock',
      'orders/order missing book',
      'orders/order missing book',
      'orders/order missing book',
      'orders/confirm backorder',
    ],
    neverSteps: ['orders/charge card'],
    state: 'done',
    reason: 'complete',
    data: {
      order: {
        status: 'backordered until 2025-02-01',
        backordered: [
          { sku: 'PAPER-03', expected: '2025-01-09' },
          { sku: 'INK-04', expected: '2025-02-01' },
          { sku: 'MAPS-05', expected: '2025-01-12' },
        ],
        stock: { status: 'missing' },
        payment: null,
      },
    },
  },
};
