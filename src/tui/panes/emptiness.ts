// What there is so little of that a pane has to say so.
import type { Emptiness } from '../lines/empty-lines.ts';
import type { Scope } from '../scope.ts';

export function emptiness({ state, header }: Scope): Emptiness {
  const { dir, steps, scenarios } = state;
  return { dir, standing: header.standing, steps: steps.length, scenarios: scenarios.length, errors: header.errors };
}
