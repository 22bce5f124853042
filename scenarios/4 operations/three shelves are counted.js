// Three subtasks at once: each counts a shelf, and what it completes with goes into the data of the task that waits.
export default {
  name: 'three shelves are counted',
  tags: ['subtasks'],
  data: { stocktaking: { shelves: ['A', 'B', 'C'] } },
  connectors: { warehouse: { countShelf: { books: 64 } } },
  expect: {
    steps: ['operations/take stock', 'operations/add up counts'],
    state: 'done',
    reason: 'complete',
    paths: {
      'stocktaking.counts.A': { shelf: 'A', books: 64 },
      'stocktaking.counts.C.books': 64,
      'stocktaking.books': 192,
    },
  },
};
