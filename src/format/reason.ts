// Reasons in words: why a step was chosen, why the debugger stopped, how a task ended and what to do about it.
import type { Ended, SelectReason, StopReason } from '../events.ts';
import { clean } from './clean.ts';

export function selectText(why: SelectReason, over: string | null): string {
  const other = over === null ? 'the others' : clean(over);
  switch (why) {
    case 'specificity':
      return `asks for more fields than ${other}`;
    case 'order':
      return `created before ${other}`;
    case 'alone':
      return 'the only match';
    case 'hand':
      return over === null ? 'picked by hand' : `picked by hand over ${other}`;
  }
}

export function stopText(stop: StopReason): string {
  switch (stop.kind) {
    case 'entry':
      return 'at the start';
    case 'step':
      return 'one step done';
    case 'pause':
      return 'interrupted';
    case 'ended':
      return 'task ended';
    case 'breakpoint':
      return 'breakpoint';
    case 'call':
      return clean(`${stop.connector}.${stop.method} needs an answer`);
  }
}

/** How a task ended: two words, what that means, and what to do about it (semantics §4). */
export interface EndText {
  readonly title: string;
  readonly meaning: string;
  readonly hint: string;
}

export function endText(ended: Pick<Ended, 'state' | 'reason' | 'error'>, turns: number): EndText {
  const title = ended.state === ended.reason ? ended.state : `${ended.state}: ${ended.reason}`;
  const { meaning, hint } = meaningOf(ended, `${turns} ${turns === 1 ? 'step' : 'steps'}`);
  return { title, meaning, hint };
}

function meaningOf(ended: Pick<Ended, 'reason' | 'error'>, steps: string): Omit<EndText, 'title'> {
  switch (ended.reason) {
    case 'complete':
      return { meaning: `task.complete() was called after ${steps}`, hint: '' };
    case 'emptied':
      return { meaning: 'no key is left in the data', hint: '' };
    case 'settled':
      return {
        meaning: `nothing matches after ${steps}`,
        hint: 'incomplete on the platform: call task.complete()',
      };
    case 'expired':
      return { meaning: 'its time is over', hint: '' };
    case 'rejected':
      return { meaning: 'no step ever matched', hint: 'select a step to see what it misses' };
    case 'ignored':
      return { meaning: 'task.ignore() was called', hint: '' };
    case 'stopped':
      return { meaning: 'stopped by hand', hint: 'z goes on with it' };
    default:
      return { meaning: errorText(ended), hint: '' };
  }
}

/** `error`, `loop` and `limit` all bring an error that says what happened. */
function errorText({ reason, error }: Pick<Ended, 'reason' | 'error'>): string {
  if (error === null) return `ended by ${reason}`;
  const place = error.line > 0 ? `${error.file}:${error.line}` : error.step;
  return clean(`${place === '' ? '' : `${place}  `}${error.name}: ${error.message}`.replace(/\s*\n\s*/g, ' '));
}
