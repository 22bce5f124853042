// Has all shelves counted side by side: a subtask for each of them, whose data makes "operations/count shelf" match.
// In the debugger: the task waits while its subtasks run. The Timeline shows a lane for each; `}` goes into one, `{` back.
export const condition = {
  stocktaking: {
    shelves: Array,
    counts: null,
  },
};

export const content = async () => {
  for (const shelf of data.stocktaking.shelves)
    task.subtask(`shelf ${shelf}`, { stocktake: { shelf } }, { into: `stocktaking.counts.${shelf}`, waitFor: true });
};
