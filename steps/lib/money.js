// Library: money. Amounts are euros; every step that calculates does it here, so that no cent gets lost on the way.
export const round = (amount) => Math.round(amount * 100) / 100;
export const sum = (items) => round(items.reduce((total, item) => total + item.price * item.quantity, 0));
export const percentOff = (amount, percent) => round(amount * (1 - percent / 100));
export const format = (amount) => `${amount.toFixed(2)} EUR`;
