// Connector calls: what was asked, and below it what was answered and by whom.
import type { Pin, Question } from '../../call.ts';
import { clean } from '../../format/clean.ts';
import { cut, pad, width, wrap } from '../../format/width.ts';
import type { CallRow } from '../../session/views/calls-view.ts';
import type { Json } from '../../step.ts';
import { type Line, type Span, span } from '../line.ts';
import { valueSpan } from './value-span.ts';

const TURN = 5;

/** The row of what was asked, then that of the answer. A recording does not say which pins there were: only that it was a person. */
export function callLine(
  { turn, call, isAnswer }: CallRow,
  row: 'asked' | 'answered',
  columns: number,
  isPlayed: boolean,
): Line {
  if (row === 'answered')
    return { left: [span(pad('', TURN)), span('└ ', 'dim'), ...answer(call, columns - TURN - 3)] };
  const name = clean(`${call.connector}.${call.method}`);
  const by = isAnswer ? 'answered' : call.source === 'pin' && isPlayed ? 'by hand' : call.source;
  const room = Math.max(6, columns - TURN - width(name) - width(by) - 4);
  const source = span(by, call.source === 'unmocked' ? 'bad' : 'dim');
  const asked = [span(pad(`@${turn}`, TURN), 'dim'), span(name, 'bright'), span(`(${argumentText(call.args, room)})`)];
  return { left: asked, right: [source] };
}

/** Names its row. */
export function pinKey({ connector, method }: Pin): string {
  return `pin ${connector}.${method}`;
}

/** Of a pin: which calls, and what all of them are answered. */
export function pinLine({ connector, method, answer: given }: Pin, columns: number): Line {
  const name = clean(`${connector}.${method}`);
  const text = cut(clean(JSON.stringify(given)), Math.max(6, columns - TURN - width(name) - 12));
  return { left: [span(pad('pin', TURN), 'accent'), span(name, 'bright'), span(' always → ', 'dim'), span(text)] };
}

function answer({ error, result }: CallRow['call'], columns: number): readonly Span[] {
  if (error !== undefined) return [span(clean(`${error.name}: ${error.message}`), 'bad')];
  if (result === undefined) return [span('no answer yet', 'dim')];
  // As JSON, as what was asked: that is what `a` and `i` take.
  const isWhole = typeof result === 'object' && result !== null;
  return [isWhole ? span(cut(clean(JSON.stringify(result)), columns)) : valueSpan(result, columns)];
}

/** Names of fields alone would not tell two calls apart. */
function argumentText(args: Json, columns: number): string {
  return args === null ? '' : cut(clean(JSON.stringify(args)), columns);
}

/** The call that waits for an answer, with all of its arguments. */
export function questionLines({ connector, method, args, attempt }: Question, columns: number): readonly Line[] {
  const text = JSON.stringify(args, null, 2)
    .split('\n')
    .flatMap((line) => wrap(clean(line), columns - TURN, 2));
  const which = attempt > 1 ? `, call ${attempt}` : '';
  return [
    {
      left: [
        span(pad('?', TURN), 'next'),
        span(clean(`${connector}.${method}`), 'bright'),
        span(`${which} waits for an answer: `),
        span('a', 'next'),
      ],
    },
    ...(args === null ? [] : text.map((line) => ({ left: [span(' '.repeat(TURN)), span(line)] }))),
  ];
}
