// The new checkout: one page. This step is written in the other form, with `match` and a default function.
// In the debugger: exactly one of the two checkouts ever matches, by the literal in `group`.
export const match = () => ({
  canary: {
    group: 'new',
    pages: null,
  },
});

export default async (data) => {
  data.canary.pages = ['everything on one page'];
  task.complete({ group: 'new' });
};
