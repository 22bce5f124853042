// Breakpoints as they are shown: which can hit, why another cannot, which steps have one, and which one it stopped at.
import { faultOf } from '../../breakpoint-text.ts';
import type { Breakpoint } from '../../breakpoints.ts';
import { isMeant, parseGlob } from '../../glob.ts';
import { valueAt } from '../../patch.ts';
import type { Json, Path } from '../../step.ts';
import { isGone } from '../breakpoints.ts';
import { breakpointOf, currentLog } from '../reduce.ts';
import type { SessionState } from '../state.ts';
import { hereOf } from './here.ts';

export interface BreakpointRow {
  readonly breakpoint: Breakpoint;
  /** It cannot hit as things are. */
  readonly isHollow: boolean;
  /** Why; empty where a person has switched it off, or it can. */
  readonly reason: string;
}

export function breakpointRows(state: SessionState): readonly BreakpointRow[] {
  return state.breakpoints.map((breakpoint) => {
    const reason = reasonOf(breakpoint, state);
    return { breakpoint, reason, isHollow: reason !== '' || !breakpoint.isOn };
  });
}

/** How often one hit in the task on screen, and in which turn last. */
export interface Hits {
  readonly count: number;
  readonly last: number;
}

/** By breakpoint; of log points, how often they wrote. */
export function breakpointHits(state: SessionState): ReadonlyMap<string, Hits> {
  const log = currentLog(state);
  const hits = new Map<string, Hits>();
  const note = (breakpoint: string, last: number) =>
    hits.set(breakpoint, { count: (hits.get(breakpoint)?.count ?? 0) + 1, last });
  for (const { breakpoint, turn } of log?.breaks ?? []) note(breakpoint, turn);
  for (const { breakpoint, about } of log?.notes ?? []) note(breakpoint, about);
  return hits;
}

function reasonOf(breakpoint: Breakpoint, { steps, faults, throwing }: SessionState): string {
  const fault = faults.get(breakpoint.id) ?? faultOf(breakpoint);
  if (fault !== null) return fault;
  const thrown = throwing.get(breakpoint.id);
  if (thrown !== undefined) return `its condition ${thrown}`;
  return isGone(breakpoint, steps) ? `there is no step ${breakpoint.target}` : '';
}

/** Steps before which it stops: true where one of their breakpoints can hit. */
export function brokenSteps(state: SessionState): ReadonlyMap<string, boolean> {
  const marks = new Map<string, boolean>();
  for (const { breakpoint, isHollow } of breakpointRows(state))
    if (breakpoint.kind === 'step') marks.set(breakpoint.target, !isHollow || marks.get(breakpoint.target) === true);
  return marks;
}

/** Places whose change stops it: true where one of their breakpoints can hit; undefined where there is none. */
export function brokenPlaces(state: SessionState): (path: Path) => boolean | undefined {
  const globs = breakpointRows(state).flatMap(({ breakpoint: { kind, target }, isHollow }) => {
    const glob = kind === 'change' ? parseGlob(target) : '';
    return typeof glob === 'string' ? [] : [{ glob, isHollow }];
  });
  return (path) => {
    const meant = globs.filter(({ glob }) => isMeant(glob, path));
    return meant.length === 0 ? undefined : meant.some(({ isHollow }) => !isHollow);
  };
}

/** What it stopped at, where that is what it stands at now. */
export interface HitView {
  readonly breakpoint: Breakpoint;
  /** A person sent it there: there is no such breakpoint otherwise. */
  readonly isRunTo: boolean;
  /** What changed, and how. */
  readonly change: { readonly path: Path; readonly before: Json | undefined; readonly after: Json | undefined } | null;
  /** The step that ran last. */
  readonly step: string | null;
}

export function hitView(state: SessionState): HitView | null {
  const { stop, runTo, status } = state;
  const here = hereOf(state);
  if (status.kind !== 'paused' || !here?.atTail) return null;
  if (stop?.kind !== 'ended' && (stop?.kind !== 'breakpoint' || stop.fault !== undefined)) return null;
  const breakpoint = stop.breakpoint === undefined ? undefined : breakpointOf(state, stop.breakpoint);
  if (!breakpoint) return null;
  const { path } = stop;
  const change = path
    ? { path, before: valueAt(here.before?.data, path), after: valueAt(here.snapshot.data, path) }
    : null;
  return { breakpoint, isRunTo: breakpoint === runTo, change, step: here.done?.step ?? null };
}
