// Connector calls: what was asked, and below it what was answered and by whom.
import { clean } from '../../format/clean.ts';
import { valueText } from '../../format/value.ts';
import { pad, width } from '../../format/width.ts';
import type { CallRow } from '../../session/views/calls-view.ts';
import { type Line, type Span, span } from '../line.ts';
import { valueSpan } from './value-span.ts';

const TURN = 5;

/** The row of what was asked, then that of the answer. */
export function callLine({ turn, call }: CallRow, row: 'asked' | 'answered', columns: number): Line {
  if (row === 'answered')
    return { left: [span(pad('', TURN)), span('→ ', 'dim'), ...answer(call, columns - TURN - 3)] };
  const name = clean(`${call.connector}.${call.method}`);
  const room = Math.max(6, columns - TURN - width(name) - width(call.source) - 4);
  const source = span(call.source, call.source === 'unmocked' ? 'bad' : 'dim');
  const asked = [span(pad(`@${turn}`, TURN), 'dim'), span(name, 'bright'), span(`(${valueText(call.args, room)})`)];
  return { left: asked, right: [source] };
}

function answer({ error, result }: CallRow['call'], columns: number): readonly Span[] {
  if (error !== undefined) return [span(clean(`${error.name}: ${error.message}`), 'bad')];
  return [result === undefined ? span('no answer yet', 'dim') : valueSpan(result, columns)];
}
