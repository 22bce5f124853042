// The stable checkout: three pages, as ever.
// In the debugger: exactly one of the two checkouts ever matches, by the literal in `group`.
export const condition = {
  canary: {
    group: 'stable',
    pages: null,
  },
};

export const content = async () => {
  data.canary.pages = ['address', 'payment', 'summary'];
  task.complete({ group: 'stable' });
};
