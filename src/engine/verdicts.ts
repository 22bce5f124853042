// Outcomes of the leaves that only the sandbox can judge, noted while they are judged, so that everyone else can explain them.

import type { Verdict } from '../events.ts';
import { isObject } from '../json.ts';
import type { Condition, Json, Path, StepInfo } from '../step.ts';
import { messageOf } from '../thrown.ts';
import { field, type Judge, type Leaf, leafMatches } from './condition.ts';
import { isOpaque, type Test } from './network.ts';

/** Elements of a long array beyond this are judged but not noted: the screen shows them as untested. */
const NOTED_ELEMENTS = 100;

/** The verdicts of a condition's opaque leaves over one value, or of those that are wanted. */
export function verdictsOf(condition: Condition, value: Json, judge: Judge, isNoted: IsNoted = onlyHere): Verdict[] {
  const out: Verdict[] = [];
  const note: Note = (leaf, at, ok, threw) => {
    out.push({ step: '', leaf, at, ok, ...(threw === undefined ? {} : { threw }) });
  };
  judgeNoting(condition, value, [], [], judge, note, isNoted);
  return out;
}

type Note = (leaf: Path, at: Path, ok: boolean, threw?: string) => void;

type IsNoted = (leaf: Leaf, at: Path, value: Json | undefined) => boolean;

const onlyHere: IsNoted = (leaf, at) => isOpaque(leaf) || at[0] === '$stash';

/** Judges a test and adds the verdicts of its opaque leaves, or of `all`, for every step that asks it. */
export function recordVerdicts(
  test: Test,
  value: Json | undefined,
  judge: Judge,
  steps: readonly StepInfo[],
  out: Verdict[],
  all: boolean,
): boolean {
  const note: Note = (leaf, at, ok, threw) => {
    for (const user of test.users) {
      const step = steps[user]?.name ?? '';
      out.push({ step, leaf, at, ok, ...(threw === undefined ? {} : { threw }) });
    }
  };
  return judgeNoting(test.condition, value, test.path, test.path, judge, note, all ? () => true : onlyHere);
}

function judgeNoting(
  condition: Condition,
  value: Json | undefined,
  leaf: Path,
  at: Path,
  judge: Judge,
  note: Note,
  isNoted: IsNoted,
): boolean {
  switch (condition.kind) {
    case 'object': {
      if (!isObject(value)) return false;
      const verdicts = condition.fields.map(([key, inner]) =>
        judgeNoting(inner, field(value, key), [...leaf, key], [...at, key], judge, note, isNoted),
      );
      return verdicts.every(Boolean);
    }
    case 'array': {
      if (!Array.isArray(value)) return false;
      const items = value as readonly Json[];
      return condition.elements.every((inner, index) =>
        items.some((item, element) => {
          const noted = element < NOTED_ELEMENTS ? note : () => {};
          return judgeNoting(inner, item, [...leaf, index], [...at, element], judge, noted, isNoted);
        }),
      );
    }
    default: {
      const [ok, threw] = judged(condition, value, judge);
      if (isNoted(condition, at, value)) note(leaf, at, ok, threw);
      return ok;
    }
  }
}

/** A predicate that throws is no match; what it said is kept for whoever asks why. */
function judged(condition: Leaf, value: Json | undefined, judge: Judge): readonly [boolean, string?] {
  try {
    return [leafMatches(condition, value, judge)];
  } catch (thrown) {
    return [false, messageOf(thrown)];
  }
}
