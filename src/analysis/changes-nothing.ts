// Steps that never change what they wait for: the platform would run such a step over and over, or its guard never holds.
import type { StepFacts, Write } from '../facts.ts';
import type { StepInfo } from '../step.ts';
import { type Finding, findingAt, type StaticInput } from './finding.ts';
import { KnownWrites } from './known-writes.ts';
import { type Leaf, leavesOf, touches } from './leaves.ts';

export function unchangedFindings({ steps, facts, observed }: StaticInput): readonly Finding[] {
  const known = new Map(facts.map((each) => [each.step, each]));
  const writes = new KnownWrites(steps, known, observed);
  return steps.flatMap((step) => {
    const own = known.get(step.name);
    if (step.disabled || !own || own.isUnclear || own.ends !== 'never') return [];
    return lookAt(step, own, writes);
  });
}

function lookAt(step: StepInfo, facts: StepFacts, writes: KnownWrites): readonly Finding[] {
  const leaves = leavesOf(step.condition);
  if (leaves.length === 0 || leaves.some(({ path }) => facts.writes.some((write) => touches(write, path)))) return [];
  const code = 'never-changes-what-it-waits-for';
  const elsewhere = writtenElsewhere(leaves, facts.writes);
  if (elsewhere) {
    const [leaf, write] = elsewhere;
    const [waited, written] = [leaf.path.join('.'), write.path.join('.')];
    return [
      findingAt(step, facts, leaf.path, {
        ...{ code, severity: 'warning' },
        message: `it waits for ${waited} and never changes it: it writes ${written} (line ${write.line})`,
        hint: `Write data.${waited}, or wait for ${written}.`,
      }),
    ];
  }
  const isAlone = !writes.isUnclear && leaves.every(({ path }) => writes.touching(path).length === 0);
  if (facts.redoes === 'surely' && isAlone)
    return [
      findingAt(step, facts, [], {
        ...{ code, severity: 'warning' },
        message:
          'it runs again with step.redo(), and neither it nor any other step changes what it waits for: it goes round until a limit',
        hint: 'Change a field that it waits for, or call step.redo() only while there is something left to do.',
      }),
    ];
  const guard = leaves.find(({ condition }) => condition.kind === 'null');
  if (!guard) return [];
  const place = guard.path.join('.');
  return [
    findingAt(step, facts, guard.path, {
      ...{ code, severity: 'info' },
      message: `it waits for ${place} to be missing, and never sets it, nor changes anything else that it waits for`,
      hint: `If ${place} shall say that this is done, set it in content. A step runs once in a task anyway.`,
    }),
  ];
}

/** A field of the same name at another place, where nobody would want two. */
function writtenElsewhere(leaves: readonly Leaf[], writes: readonly Write[]): readonly [Leaf, Write] | null {
  for (const leaf of leaves) {
    if (leaf.condition.kind !== 'null') continue;
    const write = writes.find(
      ({ path, isDeep }) => !isDeep && !path.includes(null) && path.at(-1) === leaf.path.at(-1),
    );
    if (write) return [leaf, write];
  }
  return null;
}
