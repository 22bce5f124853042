// Connectors that were named with --live and that nothing in the workspace calls or sets up: probably misspelt.
import { calledConnectors } from '../load/mocks-in-data.ts';
import { nearest } from '../load/nearest.ts';
import type { Workspace } from '../step.ts';

/** A sentence for each. */
export function unknownLive(live: readonly string[], { config, mocks, sources }: Workspace): readonly string[] {
  const known = new Set([
    'fetch',
    ...Object.keys(config.connectors),
    ...Object.keys(mocks),
    ...calledConnectors(sources),
  ]);
  return live
    .filter((name) => !known.has(name))
    .map((name) => {
      const near = nearest(name, [...known]);
      return `no step calls the connector ${JSON.stringify(name)} that --live names.${near === undefined ? '' : ` Is ${JSON.stringify(near)} meant?`}`;
    });
}
