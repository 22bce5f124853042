// A task's log as coverage reads it: how things stood whenever steps were matched.
import type { Moment } from '../analysis/coverage.ts';
import type { Verdict } from '../events.ts';
import type { Snapshot } from '../session/snapshot.ts';
import type { TaskLog } from '../session/state.ts';
import { verdictKey } from '../session/verdict-key.ts';
import type { Path } from '../step.ts';

export function momentsOf({ snapshots }: TaskLog): readonly Moment[] {
  return snapshots.filter(({ agenda }) => agenda !== null).map(momentOf);
}

function momentOf({ data, fired, verdicts }: Snapshot): Moment {
  if (verdicts.size === 0) return { data, fired, verdictOf: () => null };
  const steps = new Set([...verdicts.values()].map(({ step }) => step));
  const verdictOf = (step: string) =>
    steps.has(step) ? (leaf: Path, at: Path): Verdict | undefined => verdicts.get(verdictKey(step, leaf, at)) : null;
  return { data, fired, verdictOf };
}
