// The top row: which scenario, which turn, in what state, at what cost. What matters least goes first where room is short.
import { clean } from '../../format/clean.ts';
import { duration } from '../../format/duration.ts';
import { endText, stopText } from '../../format/reason.ts';
import { cut, cutStart } from '../../format/width.ts';
import type { HeaderView, Standing } from '../../session/views/header-view.ts';
import { type Line, type Span, span, spansWidth } from '../line.ts';
import type { Tone } from '../theme.ts';

const BRAND = 'stepscope';
/** The title gets this much before figures do, and no less than that because of problems, unless it is shorter. */
const MOST_TITLE = 48;
const LEAST_TITLE = 14;
/** For turn and state, with all but the longest words. */
const STEADY = 38;

/** Between the parts of the row, and at its ends. */
const GAPS = 5;

/** `now` on the monotonic clock, ms. */
export function headerLine(view: HeaderView, columns: number, now: number): Line {
  const turn = view.title === null ? [] : [span('  turn ', 'dim'), span(`${view.turn}/${view.turns}`, 'bright')];
  const wanted = Math.min(MOST_TITLE, spansWidth(titleSpans(view, columns)));
  const words = statusSpans(view, now);
  const least = spansWidth([...turn, ...words, ...errorSpans(view, false)]) + wanted + GAPS;
  // In a narrow terminal the name of the scenario says more than why it stopped.
  const status = [
    span(view.title === null && view.standing.kind !== 'empty' ? '' : '  '),
    ...words.slice(0, columns < 80 && least > columns ? 1 : 2),
  ];
  const needed = spansWidth([...turn, ...status]) + 1;
  const right = rightSpans(view, columns - needed - Math.min(LEAST_TITLE, wanted) - 2, columns - needed - wanted - 2);
  // While a task goes on the title stays in its place: how much room is left is not asked anew with every word of the state.
  const steady = view.title === null ? needed : Math.max(needed, STEADY);
  const free = columns - steady - spansWidth(right) - wanted - 2;
  const name = free >= BRAND.length + 2 ? [span(BRAND, 'accent'), span('  ')] : [];
  const room = columns - needed - spansWidth([...right, ...name]) - 2;
  return { left: [span(' '), ...name, ...titleSpans(view, room), ...turn, ...status], right };
}

function titleSpans({ title, fork, subtask, standing }: HeaderView, columns: number): readonly Span[] {
  if (title === null) return standing.kind === 'empty' ? [span('no scenario', 'dim')] : [];
  const mark = fork ? ' fork' : '';
  const name = subtask === null ? clean(title) : `${clean(title)} ▸ ${clean(subtask)}`;
  return [span(cutStart(name, Math.max(8, columns - mark.length)), 'bright'), span(mark, 'accent')];
}

function statusSpans({ standing, turn }: HeaderView, now: number): readonly Span[] {
  switch (standing.kind) {
    case 'loading':
      return [span('◌ loading steps', 'accent')];
    case 'running':
      return [span('● running', 'good'), span(` ${duration(now - standing.since)}`, 'dim')];
    case 'empty':
      return [];
    case 'past':
      return [span('◀ in the past', 'warn')];
    case 'paused':
      return [span('‖ paused', 'accent'), span(stopWords(standing, turn), 'dim')];
    case 'waiting':
      return [
        span('‖ waits', 'accent'),
        span(` for ${standing.child === null ? 'a subtask' : cut(clean(standing.child), 30)}`, 'dim'),
      ];
    case 'ended':
      return [span(`■ ${endText(standing.end, 0).title}`, endTone(standing.end.state))];
  }
}

/** That it stopped after a step is no news to the one who pressed the key. */
function stopWords({ stop }: Extract<Standing, { kind: 'paused' }>, turn: number): string {
  if (stop === null || stop.kind === 'step' || stop.kind === 'ended') return '';
  // A fork begins where it was made.
  if (stop.kind === 'entry' && turn > 0) return '';
  // Which call it is stands below.
  if (stop.kind === 'call') return ': needs an answer';
  return `${stop.kind === 'breakpoint' ? ':' : ''} ${cut(stopText(stop), 30)}`;
}

export function endTone(state: Extract<Standing, { kind: 'ended' }>['end']['state']): Tone {
  if (state === 'done') return 'good';
  return state === 'error' ? 'bad' : 'warn';
}

/** The most important first; as many as fit are shown. `most` is for problems, `columns` for all. */
function rightSpans(view: HeaderView, most: number, columns: number): readonly Span[] {
  const figures = view.title === null ? [] : [figure('work', view.workMs), figure('clock', view.clockMs)];
  const problems = problemSpans(view, most);
  const shown: (readonly Span[])[] = [problems];
  let left = columns - spansWidth(problems);
  for (const group of [staleCount(view), ...figures, counted(view.steps)]) {
    left -= spansWidth(group);
    if (left < 0) break;
    shown.unshift(group);
  }
  const spans = shown.flat();
  return spans.length === 0 ? [] : [...spans, span(' ')];
}

/** Words give way before counts, and the recording before both; errors are never left out. */
function problemSpans(view: HeaderView, most: number): readonly Span[] {
  const [errors, warnings] = [errorSpans(view, false), warningSpans(view, false)];
  const ways = [
    [...errorSpans(view), ...warningSpans(view)],
    [...errorSpans(view), ...warnings],
    [...errors, ...warnings],
  ];
  const shown = ways.find((spans) => spansWidth(spans) <= most) ?? errors;
  const recording = recordingSpans(view);
  return spansWidth([...recording, ...shown]) <= most ? [...recording, ...shown] : shown;
}

function recordingSpans({ recording, title }: HeaderView): readonly Span[] {
  if (title === null) return [];
  if (recording === 'played') return [span('  ▷ recording', 'accent')];
  return recording === 'kept' ? [span('  ● ', 'bad'), span('rec', 'dim')] : [span('  ○ not recorded', 'warn')];
}

function errorSpans({ errors }: HeaderView, hasWord = true): readonly Span[] {
  const word = errors === 1 ? ' error' : ' errors';
  return errors === 0 ? [] : [span(`  ✗ ${errors}${hasWord ? word : ''}`, 'bad')];
}

function warningSpans({ warnings }: HeaderView, hasWord = true): readonly Span[] {
  const word = warnings === 1 ? ' warning' : ' warnings';
  return warnings === 0 ? [] : [span(`  ! ${warnings}${hasWord ? word : ''}`, 'warn')];
}

function staleCount({ stale }: HeaderView): readonly Span[] {
  return stale === 0 ? [] : [span(`  ${stale} stale`, 'warn')];
}

function figure(name: string, ms: number): readonly Span[] {
  return [span(`  ${name} `, 'dim'), span(duration(ms))];
}

function counted(steps: number): readonly Span[] {
  return [span(`  ${steps} ${steps === 1 ? 'step' : 'steps'}`, 'dim')];
}
