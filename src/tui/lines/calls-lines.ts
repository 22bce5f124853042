// Connector calls: what was asked, and below it what was answered and by whom.
import { clean } from '../../format/clean.ts';
import { valueText } from '../../format/value.ts';
import { pad, width } from '../../format/width.ts';
import type { CallRow } from '../../session/views/calls-view.ts';
import { type Span, span } from '../line.ts';
import { valueSpan } from './value-span.ts';
import type { KeyedLine } from './why-lines.ts';

const TURN = 5;

export function callLines(rows: readonly CallRow[], columns: number): readonly KeyedLine[] {
  return rows.flatMap((row) => linesOf(row, columns));
}

function linesOf({ id, turn, call }: CallRow, columns: number): readonly KeyedLine[] {
  const name = clean(`${call.connector}.${call.method}`);
  const room = Math.max(6, columns - TURN - width(name) - width(call.source) - 4);
  const source = span(call.source, call.source === 'unmocked' ? 'bad' : 'dim');
  const asked = [span(pad(`@${turn}`, TURN), 'dim'), span(name, 'bright'), span(`(${valueText(call.args, room)})`)];
  return [
    { key: id, line: { left: asked, right: [source] } },
    {
      key: `${id} answer`,
      line: { left: [span(pad('', TURN)), span('→ ', 'dim'), ...answer(call, columns - TURN - 3)] },
    },
  ];
}

function answer({ error, result }: CallRow['call'], columns: number): readonly Span[] {
  if (error !== undefined) return [span(clean(`${error.name}: ${error.message}`), 'bad')];
  return [result === undefined ? span('no answer yet', 'dim') : valueSpan(result, columns)];
}
