// Resolves one conflict a turn by switching the older flag off, and comes back for the next.
// In the debugger: the list gets shorter with each turn; a redo loop that makes progress is no endless loop.
export const condition = {
  flagReport: {
    conflicts: [{ kind: 'exclusive' }],
  },
};

export const content = async () => {
  const { older, newer } = data.flagReport.conflicts.shift();
  data.featureFlags[older].enabled = false;
  console.warn(`${older} is off, because ${newer} is on`);
  step.redo();
};
