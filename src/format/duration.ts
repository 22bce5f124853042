// Times as a person reads them: three digits or so, and a unit that fits.

/** `ms` in milliseconds. Negative counts as 0. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  const time = Math.max(0, ms);
  if (time < 9.95) return `${time === 0 ? '0' : tenths(time)} ms`;
  if (time < 999.5) return `${Math.round(time)} ms`;
  if (time < 59_950) return `${(time / 1000).toFixed(1)} s`;
  const seconds = Math.round(time / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}

/** Steps often take hundredths of a millisecond: 0.0 would say that they take none. */
function tenths(ms: number): string {
  return ms < 0.095 ? ms.toFixed(2) : ms.toFixed(1);
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}
