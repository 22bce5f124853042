// Three subtasks at once: each counts a shelf, and what it completes with goes into the data of the task that waits.
const books = { A: 120, B: 64, C: 18 };

export default {
  name: 'three shelves are counted',
  tags: ['subtasks'],
  data: { stocktaking: { shelves: ['A', 'B', 'C'] } },
  connectors: { warehouse: { countShelf: ({ shelf }) => ({ books: books[shelf] }) } },
  expect: {
    steps: ['operations/take stock', 'operations/add up counts'],
    state: 'done',
    reason: 'complete',
    paths: {
      'stocktaking.counts.A': { shelf: 'A', books: 120 },
      'stocktaking.counts.C.books': 18,
      'stocktaking.books': 202,
    },
  },
};
