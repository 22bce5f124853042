// Breakpoints in words: how one is told from others, and what made it stop.
import { breakpointText } from '../breakpoint-text.ts';
import type { HitView } from '../session/views/breakpoints-view.ts';
import { changeText } from './change.ts';
import { clean } from './clean.ts';
import { pathText } from './path.ts';

/** Columns for a value before and after. */
const VALUES = 48;

/** Why it stopped, and at which breakpoint. */
export function hitText(hit: HitView): string {
  const own = clean(breakpointText(hit.breakpoint));
  return `${whyText(hit)}  (${hit.isRunTo ? 'run to ' : ''}${own})`;
}

function whyText({ breakpoint: { kind, target }, change, step }: HitView): string {
  switch (kind) {
    case 'step':
      return `before ${clean(target)}`;
    case 'turn':
      return `before turn ${clean(target)}`;
    case 'several':
      return 'several steps match';
    case 'match':
      return `${clean(target)} matches now`;
    case 'change':
      return change ? `${clean(pathText(change.path))} changed: ${valuesText(change)}` : 'it changed';
    case 'error':
      return step === null ? 'it failed' : `${clean(step)} failed`;
    case 'settle':
      return step === null ? 'results arrived' : `what ${clean(step)} waited for arrived`;
  }
}

function valuesText({ before, after }: NonNullable<HitView['change']>): string {
  const text = changeText(before, after, VALUES);
  return `${text.before} → ${text.now}`;
}
