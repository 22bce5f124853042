// Sorts the shop's feature flags into on and off and finds pairs that must not be on together.
// In the debugger: `Object` matches any object, so the names of the flags need not be known beforehand.
export const condition = {
  featureFlags: Object,
  flagReport: null,
};

export const content = async () => {
  const exclusive = [
    ['legacyCheckout', 'newCheckout'],
    ['stableOnly', 'betaFeatures'],
  ];
  const isOn = (name) => data.featureFlags[name]?.enabled === true;
  const names = Object.keys(data.featureFlags);
  data.flagReport = {
    on: names.filter(isOn),
    off: names.filter((name) => !isOn(name)),
    conflicts: exclusive
      .filter((pair) => pair.every(isOn))
      .map(([older, newer]) => ({ kind: 'exclusive', older, newer })),
  };
};
