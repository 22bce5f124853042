// Why a step matches, or why not: its condition as rows in source order, each with what it wants, what is there, and who put it there.
import { distance, type Explained } from '../../engine/condition.ts';
import type { Condition, Json, Path, StepInfo } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { explainStep } from './explaining.ts';
import { type Here, hereOf } from './here.ts';
import { createMemo } from './memo.ts';
import { type Blame, blameFor } from './writer.ts';

export interface WhyRow extends Blame {
  /** Unique within the view. */
  readonly id: string;
  /** For each level above, whether more siblings follow below it: what tree lines need. */
  readonly rails: readonly boolean[];
  readonly last: boolean;
  /** A field's name; null for an element of an array pattern, which has no place of its own. */
  readonly key: string | null;
  readonly condition: Condition;
  readonly verdict: Explained['verdict'];
  /** The condition is a field of its own, not only a container of others. */
  readonly leaf: boolean;
  /** Of an element of an array pattern: how many there are in the data. */
  readonly among?: number;
  /** The place in the data that it looked at. */
  readonly at: Path;
  readonly actual?: Json;
  readonly detail?: string;
}

export interface WhyView {
  readonly step: StepInfo;
  readonly rows: readonly WhyRow[];
  /** Fields that fail. */
  readonly distance: number;
}

export function createWhyView(): (state: SessionState, step: string | null) => WhyView | null {
  const memo = createMemo<WhyView | null>();
  return (state, name) => {
    const here = hereOf(state);
    return memo([state.steps, name, here?.snapshot], () => {
      const step = state.steps.find((each) => each.name === name);
      return step === undefined || here === null ? null : build(step, { ...here, tasks: state.tasks });
    });
  };
}

/** With the other tasks: one of them may have written a value. */
interface Around extends Here {
  readonly tasks: SessionState['tasks'];
}

function build(step: StepInfo, here: Around): WhyView {
  const root = explainStep(step, here.snapshot);
  return { step, rows: rowsOf(root, [], here), distance: distance(root) };
}

function rowsOf(parent: Explained, rails: readonly boolean[], here: Around): readonly WhyRow[] {
  return parent.children.flatMap((child, index) => {
    const last = index === parent.children.length - 1;
    return [rowOf(child, parent, { rails, last }, here), ...rowsOf(child, [...rails, !last], here)];
  });
}

function rowOf(explained: Explained, parent: Explained, lines: Pick<WhyRow, 'rails' | 'last'>, here: Around): WhyRow {
  const { condition, leaf, at, verdict, actual, detail } = explained;
  const key = parent.condition.kind === 'array' ? null : String(leaf.at(-1));
  // What no value fulfils is nobody's doing.
  const isMissing = actual === undefined && verdict !== 'ok';
  const blame = verdict === 'never' ? { writer: null } : blameFor(here, here.tasks, at, isMissing);
  const isLeaf = condition.kind !== 'object' || condition.fields.length === 0;
  const among = key === null && Array.isArray(parent.actual) ? parent.actual.length : undefined;
  const id = JSON.stringify(leaf);
  return { id, ...lines, key, condition, verdict, leaf: isLeaf, at, actual, detail, ...blame, among };
}
