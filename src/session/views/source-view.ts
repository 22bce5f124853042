// The source of a step, and what there is to say of its lines: where the turn at the cursor failed, what is wrong in the file,
// and what became of each field of the condition.
import { breakpointText } from '../../breakpoint-text.ts';
import type { ErrorInfo } from '../../events.ts';
import type { Problem, StepInfo } from '../../step.ts';
import type { SessionState } from '../state.ts';
import { breakpointRows } from './breakpoints-view.ts';
import { failureAt } from './failure.ts';
import { hereOf } from './here.ts';

export interface SourceNote {
  /** From 1. */
  readonly line: number;
  /** `break`: a breakpoint of the step; `off`: one that cannot hit, or is switched off. */
  readonly severity: Problem['severity'] | 'break' | 'off';
  readonly text: string;
  /** The turn at the cursor failed there. */
  readonly isThrown: boolean;
}

export interface SourceView {
  readonly step: StepInfo;
  /** Null where nobody knows it. */
  readonly text: string | null;
  readonly notes: readonly SourceNote[];
  /** The step failed in the turn at the cursor, and none of these lines can be pointed at. */
  readonly elsewhere: ErrorInfo | null;
}

export function sourceView(state: SessionState, name: string | null): SourceView | null {
  const step = state.steps.find((each) => each.name === name);
  if (step === undefined) return null;
  const failure = failureAt(state);
  const thrown = failure?.step === step.name ? failure : null;
  const text = state.sources.get(step.file) ?? null;
  const isHere = thrown !== null && thrown.file === step.file && thrown.line > 0 && !isEdited(state);
  const notes = [
    ...(isHere ? [thrownNote(thrown)] : []),
    ...state.problems.filter(({ file, line }) => file === step.file && line > 0).map(problemNote),
    ...breakNotes(state, step.name, text),
  ];
  return { step, text, notes, elsewhere: isHere ? null : thrown };
}

/** Lines of the version that ran are not those of today. */
function isEdited(state: SessionState): boolean {
  const here = hereOf(state);
  return here?.task.stale.get(here.cursor)?.kind === 'edited';
}

function thrownNote({ line, name, message }: ErrorInfo): SourceNote {
  return { line, severity: 'error', text: `${name}: ${message}`, isThrown: true };
}

function problemNote({ line, severity, message }: Problem): SourceNote {
  return { line, severity, text: message, isThrown: false };
}

/** At the line where the code begins that they stop before. */
function breakNotes(state: SessionState, name: string, text: string | null): readonly SourceNote[] {
  const line = (text ?? '').split('\n').findIndex((each) => /\bcontent\b/.test(each)) + 1;
  return breakpointRows(state)
    .filter(({ breakpoint: { kind, target } }) => (kind === 'step' || kind === 'match') && target === name)
    .map(({ breakpoint, isHollow, reason }) => ({
      line: Math.max(1, line),
      severity: isHollow ? 'off' : 'break',
      text: `${breakpointText(breakpoint)}${reason === '' ? '' : `: ${reason}`}`,
      isThrown: false,
    }));
}
