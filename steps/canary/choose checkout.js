// Sends a share of the visitors to the new checkout, by the throw of a die.
// In the debugger: chance is seeded. The same seed gives the same group for ever, another seed may give the other one.
export const condition = {
  canary: {
    percent: Number,
    group: null,
  },
};

export const content = async () => {
  const { canary } = data;
  canary.group = Math.random() * 100 < canary.percent ? 'new' : 'stable';
  console.log(`This visitor gets the ${canary.group} checkout`);
};
